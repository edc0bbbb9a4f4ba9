// SPDX-License-Identifier: GPL-3.0-or-later
// What the agent writes and what the customer is writing, column by column.
#include "tests/console/deskscene.h"
#include "ui/console/composer.h"
#include "ui/console/livepreview.h"
#include "ui/console/transcriptview.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace sermo;
using namespace sermo::ui;
using sermo::test::DeskScene;

namespace
{

const QString Robin = u"8a8b5c18"_s;
const QString Karin = u"karin"_s;

//! Which parts of a window were painted.
class PaintWatch final : public QObject
{
public:
    explicit PaintWatch(QWidget *window)
    {
        const auto widgets = window->findChildren<QWidget *>();
        for (QWidget *widget : widgets)
            widget->installEventFilter(this);
    }
    bool eventFilter(QObject *watched, QEvent *event) override
    {
        if (event->type() == QEvent::Paint)
            painted += watched;
        return false;
    }
    QSet<QObject *> painted;
};

} // namespace

class WritingTest : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void cleanup() { m_scene.reset(); }
    void wordsBegunForOneCustomerStayWithHim();
    void enterSendsAndShiftEnterBreaks();
    void theComposerGrowsAndShrinks();
    void aDraftOutlivesItsColumn();
    void aNoteIsNoReply();
    void theLivePreviewRepaintsNothingElse();
    void theLivePreviewEndsWithTheMessage();
    void aPreviewThatIsOffSaysSo();

private:
    [[nodiscard]] Composer *composer(const QString &user) const
    {
        return m_scene->find<Composer>(u"composer-"_s + user);
    }

    std::unique_ptr<DeskScene> m_scene;
};

void WritingTest::init()
{
    m_scene = std::make_unique<DeskScene>();
    m_scene->show();
}

void WritingTest::wordsBegunForOneCustomerStayWithHim()
{
    m_scene->bringToAgent(Robin, u"Robin"_s);
    QTest::keyClicks(composer(Robin), u"Hej R"_s);
    m_scene->bringToAgent(Karin, u"Karin"_s); // given to the agent in the middle of a word
    QTest::keyClicks(QApplication::focusWidget(), u"obin"_s);
    QCOMPARE(composer(Robin)->toPlainText(), u"Hej Robin"_s);
    QVERIFY(composer(Karin)->toPlainText().isEmpty());
}

void WritingTest::enterSendsAndShiftEnterBreaks()
{
    m_scene->bringToAgent(Robin, u"Robin"_s);
    m_scene->link.forgetSent();
    QTest::keyClicks(composer(Robin), u"Hej"_s);
    QTest::keyClick(composer(Robin), Qt::Key_Return, Qt::ShiftModifier);
    QTest::keyClicks(composer(Robin), u"Robin"_s);
    QCOMPARE(composer(Robin)->toPlainText(), u"Hej\nRobin"_s);
    QVERIFY(m_scene->link.sentOfType(u"text"_s).isEmpty());
    QTest::keyClick(composer(Robin), Qt::Key_Return);
    const auto texts = m_scene->link.sentOfType(u"text"_s);
    QCOMPARE(texts.size(), 1);
    QCOMPARE(texts.first()["text"_L1].toString(), u"Hej\nRobin"_s);
    QCOMPARE(texts.first()["agent"_L1]["name"_L1].toString(), u"Anders Andersson"_s);
    QVERIFY(composer(Robin)->toPlainText().isEmpty());
    // Nothing is nothing.
    QTest::keyClicks(composer(Robin), u"   "_s);
    QTest::keyClick(composer(Robin), Qt::Key_Enter, Qt::KeypadModifier);
    QCOMPARE(m_scene->link.sentOfType(u"text"_s).size(), 1);
    // On its way it says so, and no more once it is in the log.
    auto *transcript = m_scene->find<TranscriptView>(u"transcript-"_s + Robin);
    (void)transcript->grab();
    QVERIFY(transcript->captions().last().contains(u"sending"_s));
    m_scene->acknowledgeAll();
    (void)transcript->grab();
    QVERIFY(transcript->captions().last().endsWith(u"· sent"_s));
}

void WritingTest::theComposerGrowsAndShrinks()
{
    m_scene->bringToAgent(Robin, u"Robin"_s);
    QCoreApplication::processEvents();
    const int empty = composer(Robin)->height();
    composer(Robin)->setPlainText(u"a\nb\nc\nd"_s);
    const int four = composer(Robin)->height();
    QVERIFY(four > empty);
    composer(Robin)->setPlainText(u"a\n"_s.repeated(40));
    const int many = composer(Robin)->height();
    QVERIFY(many > four && many < 3 * empty + 40);
    composer(Robin)->clear();
    QCOMPARE(composer(Robin)->height(), empty);
}

void WritingTest::aDraftOutlivesItsColumn()
{
    m_scene->bringToAgent(Robin, u"Robin"_s);
    QTest::keyClicks(composer(Robin), u"Jag kollar"_s);
    m_scene->internal(Robin, u"agent_done"_s);
    QTRY_VERIFY(!composer(Robin));
    QVERIFY(!m_scene->drafts->text(UserId(Robin)).isEmpty());
    m_scene->internal(Robin, u"claim_session"_s, {{u"agentId"_s, u"anan01"_s}});
    QCOMPARE(composer(Robin)->toPlainText(), u"Jag kollar"_s);
}

void WritingTest::aNoteIsNoReply()
{
    m_scene->bringToAgent(Robin, u"Robin"_s);
    m_scene->link.forgetSent();
    QTest::mouseClick(m_scene->find(u"noteButton-"_s + Robin), Qt::LeftButton);
    QTest::keyClicks(composer(Robin), u"flyttat 3 feb"_s);
    QVERIFY(m_scene->link.sentOfType(u"typing_on"_s).isEmpty());
    QTest::keyClick(composer(Robin), Qt::Key_Return);
    QVERIFY(m_scene->link.sentOfType(u"text"_s).isEmpty());
    const auto notes = m_scene->link.sentOfType(u"note"_s);
    QCOMPARE(notes.size(), 1);
    QCOMPARE(notes.first()["text"_L1].toString(), u"flyttat 3 feb"_s);
    // The next words are for the customer again.
    QTest::keyClicks(composer(Robin), u"Hej"_s);
    QTest::keyClick(composer(Robin), Qt::Key_Return);
    QCOMPARE(m_scene->link.sentOfType(u"text"_s).size(), 1);
}

void WritingTest::theLivePreviewRepaintsNothingElse()
{
    m_scene->bringToAgent(Robin, u"Robin"_s);
    m_scene->bringToAgent(Karin, u"Karin"_s);
    m_scene->inbound(Robin, u"typing_on"_s, {{u"text"_s, u"Hej, jag mitt n"_s}});
    auto *preview = m_scene->find<LivePreview>(u"preview-"_s + Robin);
    QCOMPARE(preview->text(), u"Hej, jag mitt n"_s);
    QVERIFY(preview->height() > 20);
    (void)m_scene->window->grab();
    for (int i = 0; i < 20; ++i) // heights are worked out in idle moments
        QCoreApplication::processEvents();
    PaintWatch watch(m_scene->window.get());
    m_scene->inbound(Robin, u"typing_on"_s, {{u"text"_s, u"Hej, jag mitt na"_s}});
    QTRY_VERIFY(watch.painted.contains(preview));
    QCOMPARE(preview->text(), u"Hej, jag mitt na"_s);
    for (const QString &other : {Robin, Karin}) {
        auto *transcript = m_scene->find<TranscriptView>(u"transcript-"_s + other);
        QVERIFY(!watch.painted.contains(transcript->viewport()));
        QVERIFY(!watch.painted.contains(composer(other)->viewport()));
    }
}

void WritingTest::theLivePreviewEndsWithTheMessage()
{
    m_scene->bringToAgent(Robin, u"Robin"_s);
    m_scene->inbound(Robin, u"typing_on"_s, {{u"text"_s, u"Hej"_s}});
    auto *preview = m_scene->find<LivePreview>(u"preview-"_s + Robin);
    QCOMPARE(preview->text(), u"Hej"_s);
    m_scene->inbound(Robin, u"text"_s, {{u"text"_s, u"Hej!"_s}});
    QVERIFY(preview->text().isEmpty());
    QCOMPARE(preview->height(), 0);
    QVERIFY(m_scene->find<TranscriptView>(u"transcript-"_s + Robin)->texts().contains(u"Hej!"_s));
}

//! By the configuration of his queue or platform; and what he had typed before is gone.
void WritingTest::aPreviewThatIsOffSaysSo()
{
    m_scene->bringToAgent(Robin, u"Robin"_s);
    const auto state = [this](const QJsonValue &hides) {
        QJsonObject told{
            {u"state"_s, u"assigned"_s}, {u"queueId"_s, u"general"_s}, {u"agentId"_s, u"anan01"_s}};
        if (!hides.isNull())
            told.insert(u"hidesPreview"_s, hides);
        m_scene->internal(Robin, u"session_state"_s, told);
    };
    m_scene->inbound(Robin, u"typing_on"_s, {{u"text"_s, u"Hej"_s}});
    auto *preview = m_scene->find<LivePreview>(u"preview-"_s + Robin);
    state(true);
    QVERIFY(preview->isOff());
    QVERIFY(preview->text().isEmpty());
    QVERIFY(preview->height() > 0);
    QVERIFY2(preview->accessibleName().contains(u"off"_s), qPrintable(preview->accessibleName()));
    state({});
    QVERIFY(!preview->isOff());
    QCOMPARE(preview->height(), 0);
    m_scene->inbound(Robin, u"typing_on"_s, {{u"text"_s, u"Hej"_s}});
    QCOMPARE(preview->text(), u"Hej"_s);
}

QTEST_MAIN(WritingTest)
#include "tst_writing.moc"
