// SPDX-License-Identifier: GPL-3.0-or-later
// Everything that an agent can do, found by letters and by keys: the palette, the list of
// shortcuts, the search in a conversation and the links in it.
#include "tests/console/deskscene.h"
#include "ui/console/chatcolumn.h"
#include "ui/console/composer.h"
#include "ui/console/palette.h"
#include "ui/console/shortcutslist.h"
#include "ui/console/transcriptsearch.h"
#include "ui/console/transcriptview.h"
#include "ui/model/links.h"

#include <QAbstractButton>
#include <QAction>
#include <QApplication>
#include <QDesktopServices>
#include <QDialog>
#include <QJsonDocument>
#include <QLineEdit>
#include <QListView>
#include <QMenu>
#include <QRegularExpression>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace sermo;
using namespace sermo::ui;
using sermo::test::DeskScene;

namespace
{

const QString Robin = u"robin"_s;
const QString Karin = u"karin"_s;

//! Takes what would go to the browser.
class Browser : public QObject
{
    Q_OBJECT
public:
    Browser()
    {
        QDesktopServices::setUrlHandler(u"https"_s, this, "open");
        QDesktopServices::setUrlHandler(u"http"_s, this, "open");
    }
    ~Browser() override
    {
        QDesktopServices::unsetUrlHandler(u"https"_s);
        QDesktopServices::unsetUrlHandler(u"http"_s);
    }
    QList<QUrl> opened;

public slots:
    void open(const QUrl &url) { opened += url; }
};

} // namespace

class PaletteTest : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void cleanup() { m_scene.reset(); }
    void opensByKeyAndByButton();
    void escapeGivesTheKeyboardBack();
    void findsWhoIsTalkedTo();
    void findsWhoWaitsAndClaimsHim();
    void findsWhatCanBeDone();
    void findsCannedReplies();
    void findsWhatWasSaid();
    void closesWhenTheKeyboardLeaves();
    void everyActionHasANameAndKeysOfItsOwn();
    void theListOfShortcutsNamesThemAll();
    void keysDoWhatButtonsDo();
    void switchesAreKeptAndShown();
    void findsInOneConversation();
    void searchEndsWithTheKeyboardWhereOneWrites();
    void linksAreTheHttpOnes_data();
    void linksAreTheHttpOnes();
    void aClickOpensALink();
    void aKeyOpensALink();
    void whatHappenedHasNoLinks();

private:
    void press(Qt::Key key, Qt::KeyboardModifiers held = {})
    {
        QTest::keyClick(QApplication::focusWidget() ? QApplication::focusWidget()
                                                    : m_scene->window.get(),
                        key, held);
    }
    [[nodiscard]] Palette *palette() const { return m_scene->find<Palette>(u"palette"_s); }
    void find(const QString &typed)
    {
        if (palette()->isHidden())
            press(Qt::Key_K, Qt::ControlModifier);
        auto *field = m_scene->find<QLineEdit>(u"paletteField"_s);
        field->clear();
        QTest::keyClicks(field, typed);
    }
    [[nodiscard]] QStringList sentTypes() const
    {
        QStringList types;
        for (const QByteArray &frame : m_scene->link.sent())
            types += QJsonDocument::fromJson(frame).object()["type"_L1].toString();
        return types;
    }

    std::unique_ptr<DeskScene> m_scene;
};

void PaletteTest::init()
{
    m_scene = std::make_unique<DeskScene>();
    m_scene->show();
    m_scene->bringToAgent(Robin, u"Robin Eriksson"_s);
    m_scene->bringToQueue(Karin, u"Karin Lund"_s, u"general"_s, u"Min router blinkar"_s);
    m_scene->internal({}, u"canned_reply"_s,
                      {{u"shortcut"_s, u"omstart"_s}, {u"text"_s, u"Dra ur kontakten, {name}."_s}});
    m_scene->find<Composer>(u"composer-robin"_s)->setFocus();
    m_scene->link.forgetSent();
}

void PaletteTest::opensByKeyAndByButton()
{
    QVERIFY(palette()->isHidden());
    press(Qt::Key_K, Qt::ControlModifier);
    QVERIFY(palette()->isVisible());
    QVERIFY(m_scene->find(u"paletteField"_s)->hasFocus());
    press(Qt::Key_Escape);
    QVERIFY(palette()->isHidden());
    QTest::mouseClick(m_scene->find(u"paletteButton"_s), Qt::LeftButton);
    QVERIFY(palette()->isVisible());
}

void PaletteTest::escapeGivesTheKeyboardBack()
{
    auto *composer = m_scene->find<Composer>(u"composer-robin"_s);
    QTest::keyClicks(composer, u"Hej"_s);
    find(u"rob"_s);
    press(Qt::Key_Escape);
    QVERIFY(composer->hasFocus());
    QCOMPARE(composer->toPlainText(), u"Hej"_s);
}

void PaletteTest::findsWhoIsTalkedTo()
{
    m_scene->bringToAgent(u"mikael"_s, u"Mikael Åkerström"_s);
    find(u"akerst"_s); // without its rings
    QCOMPARE(palette()->names().first(), u"Mikael Åkerström"_s);
    press(Qt::Key_Return);
    QVERIFY(m_scene->find<ChatColumn>(u"column-mikael"_s)->isActive());
    QVERIFY(m_scene->find(u"composer-mikael"_s)->hasFocus());
}

void PaletteTest::findsWhoWaitsAndClaimsHim()
{
    find(u"karin"_s);
    QCOMPARE(palette()->names().first(), u"Claim Karin Lund"_s);
    press(Qt::Key_Return);
    const auto claims = m_scene->link.sentOfType(u"claim_session"_s);
    QCOMPARE(claims.size(), 1);
    QCOMPARE(claims.first()["userId"_L1].toString(), Karin);
}

void PaletteTest::findsWhatCanBeDone()
{
    find(u"status away"_s);
    QCOMPARE(palette()->names().first(), u"Status: Away"_s);
    press(Qt::Key_Return);
    QCOMPARE(m_scene->controller->status(), model::ConsoleController::Status::Away);
    find(u"zzzz"_s);
    QVERIFY(palette()->names().isEmpty());
    press(Qt::Key_Return); // nothing
    QVERIFY(palette()->isVisible());
}

void PaletteTest::findsCannedReplies()
{
    find(u"omstart"_s);
    QCOMPARE(palette()->names().first(), u"/omstart"_s);
    press(Qt::Key_Return);
    QCOMPARE(m_scene->find<Composer>(u"composer-robin"_s)->toPlainText(),
             u"Dra ur kontakten, Robin Eriksson."_s);
}

void PaletteTest::findsWhatWasSaid()
{
    m_scene->inbound(Robin, u"text"_s, {{u"text"_s, u"Mitt avtalsnummer är 4711"_s}});
    find(u"avtalsn"_s);
    QCOMPARE(palette()->names().first(), u"Mitt avtalsnummer är 4711"_s);
    press(Qt::Key_Return);
    auto *transcript = m_scene->find<TranscriptView>(u"transcript-robin"_s);
    QVERIFY(transcript->hasFocus());
    QCOMPARE(transcript->selectedText(), u"Mitt avtalsnummer är 4711"_s);
}

void PaletteTest::closesWhenTheKeyboardLeaves()
{
    find(u"rob"_s);
    m_scene->find<Composer>(u"composer-robin"_s)->setFocus();
    QVERIFY(palette()->isHidden());
}

void PaletteTest::everyActionHasANameAndKeysOfItsOwn()
{
    QHash<QString, QString> keys;
    int actions = 0;
    for (const QAction *action : m_scene->window->findChildren<QAction *>()) {
        if (!action->objectName().startsWith("action-"_L1))
            continue;
        ++actions;
        QVERIFY2(!action->text().isEmpty(), qPrintable(action->objectName()));
        for (const QKeySequence &key : action->shortcuts()) {
            QVERIFY2(!keys.contains(key.toString()), qPrintable(key.toString()));
            keys.insert(key.toString(), action->objectName());
            // A letter alone would be in the way of whoever writes.
            static const QRegularExpression functionKey(u"^F\\d+$"_s);
            QVERIFY2(key.toString().contains(u'+') || functionKey.match(key.toString()).hasMatch(),
                     qPrintable(key.toString()));
        }
    }
    QVERIFY(actions > 30);
}

void PaletteTest::theListOfShortcutsNamesThemAll()
{
    press(Qt::Key_F1, Qt::ShiftModifier);
    auto *list = m_scene->find<ShortcutsList>(u"shortcutsList"_s);
    QVERIFY(list && list->isVisible());
    const QString all = list->lines().join(u'\n');
    for (const QAction *action : m_scene->window->findChildren<QAction *>()) {
        if (action->objectName().startsWith("action-"_L1) && !action->shortcuts().isEmpty())
            QVERIFY2(all.contains(action->text()), qPrintable(action->text()));
    }
    QVERIFY(all.contains(u"Shift+Enter"_s));
}

void PaletteTest::keysDoWhatButtonsDo()
{
    press(Qt::Key_T, Qt::AltModifier);
    auto *dialog = m_scene->find<QDialog>(u"transferDialog"_s);
    QVERIFY(dialog && dialog->isVisible());
    dialog->reject();
    QVERIFY(QTest::qWaitForWindowActive(m_scene->window.get()));
    press(Qt::Key_N, Qt::AltModifier);
    QVERIFY(m_scene->find<QAbstractButton>(u"noteButton-robin"_s)->isChecked());
    press(Qt::Key_N, Qt::AltModifier);
    press(Qt::Key_D, Qt::AltModifier);
    QVERIFY(sentTypes().contains(u"agent_done"_s));
    press(Qt::Key_Return, Qt::ControlModifier);
    QVERIFY(sentTypes().contains(u"claim_session"_s));
}

void PaletteTest::switchesAreKeptAndShown()
{
    auto *undo = m_scene->window->findChild<QAction *>(u"action-undo-send"_s);
    QVERIFY(!undo->isChecked());
    undo->trigger();
    QCOMPARE(m_scene->preferences->values().undoSeconds, 3);
    m_scene->preferences->change(&model::Preferences::Values::undoSeconds, 0);
    press(Qt::Key_K, Qt::ControlModifier); // what the palette shows is so
    QVERIFY(!undo->isChecked());
}

void PaletteTest::findsInOneConversation()
{
    for (const QString &text : {u"ett nat"_s, u"inget"_s, u"tva NAT nat"_s})
        m_scene->inbound(Robin, u"text"_s, {{u"text"_s, text}});
    press(Qt::Key_F, Qt::ControlModifier);
    auto *search = m_scene->find<TranscriptSearch>(u"search-robin"_s);
    QVERIFY(search->isVisible());
    auto *transcript = m_scene->find<TranscriptView>(u"transcript-robin"_s);
    QTest::keyClicks(QApplication::focusWidget(), u"nat"_s);
    QCOMPARE(search->count(), u"3 of 3"_s); // the newest first
    QCOMPARE(transcript->selectedText(), u"nat"_s);
    const int newest = transcript->currentRow();
    press(Qt::Key_Return);
    QCOMPARE(search->count(), u"2 of 3"_s);
    QCOMPARE(transcript->selectedText(), u"NAT"_s);
    press(Qt::Key_Return);
    QCOMPARE(transcript->currentRow(), newest - 2);
    press(Qt::Key_Return, Qt::ShiftModifier);
    QCOMPARE(search->count(), u"2 of 3"_s);
    QTest::keyClicks(QApplication::focusWidget(), u"xx"_s);
    QCOMPARE(search->count(), u"none"_s);
}

void PaletteTest::searchEndsWithTheKeyboardWhereOneWrites()
{
    press(Qt::Key_F, Qt::ControlModifier);
    press(Qt::Key_Escape);
    QVERIFY(!m_scene->find(u"search-robin"_s)->isVisible());
    QVERIFY(m_scene->find(u"composer-robin"_s)->hasFocus());
}

void PaletteTest::linksAreTheHttpOnes_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QStringList>("found");
    QTest::newRow("one") << u"Se https://example.com/a?b=c#d nu"_s
                         << QStringList{u"https://example.com/a?b=c#d"_s};
    QTest::newRow("http") << u"http://example.com"_s << QStringList{u"http://example.com"_s};
    QTest::newRow("in capitals") << u"HTTPS://Example.com"_s
                                 << QStringList{u"HTTPS://Example.com"_s};
    QTest::newRow("ends with its sentence")
        << u"Har du sett https://example.com/x?"_s << QStringList{u"https://example.com/x"_s};
    QTest::newRow("in brackets") << u"(https://example.com/x)"_s
                                 << QStringList{u"https://example.com/x"_s};
    QTest::newRow("with brackets of its own")
        << u"https://example.com/a_(b)"_s << QStringList{u"https://example.com/a_(b)"_s};
    QTest::newRow("two") << u"https://a.example, https://b.example!"_s
                         << QStringList{u"https://a.example"_s, u"https://b.example"_s};
    QTest::newRow("no scheme") << u"www.example.com"_s << QStringList{};
    QTest::newRow("another scheme") << u"ftp://example.com javascript:alert(1)"_s << QStringList{};
    QTest::newRow("in a word") << u"xhttps://example.com"_s << QStringList{};
    QTest::newRow("a name before the host")
        << u"https://bank.example@evil.example/"_s << QStringList{};
    QTest::newRow("no host") << u"https:///etc/passwd"_s << QStringList{};
    QTest::newRow("turned around") << u"https://example.com/\u202Egpj.exe"_s << QStringList{};
    QTest::newRow("markup") << u"<a href=\"https://example.com\">x</a>"_s
                            << QStringList{u"https://example.com"_s};
}

void PaletteTest::linksAreTheHttpOnes()
{
    QFETCH(const QString, text);
    QFETCH(const QStringList, found);
    QStringList shown;
    for (const model::Link &link : model::linksIn(text))
        shown += text.mid(link.from, link.length);
    QCOMPARE(shown, found);
    QCOMPARE(model::hostOf(QUrl(u"https://exämple.com"_s)), u"xn--exmple-cua.com"_s);
}

void PaletteTest::aClickOpensALink()
{
    const Browser browser;
    m_scene->inbound(Robin, u"text"_s,
                     {{u"text"_s, u"Står det på https://example.com/hjälp alltså?"_s}});
    auto *transcript = m_scene->find<TranscriptView>(u"transcript-robin"_s);
    const int row = int(transcript->texts().size()) - 1;
    const QRect link = transcript->linkRect(row, 0);
    QVERIFY(!link.isEmpty());
    QTest::mouseMove(transcript->viewport(), link.center());
    QTest::mouseClick(transcript->viewport(), Qt::LeftButton, {}, link.center());
    QCOMPARE(browser.opened, QList<QUrl>{QUrl(u"https://example.com/hjälp"_s)});
    QTest::mouseClick(transcript->viewport(), Qt::LeftButton, {},
                      transcript->rowRect(row).topLeft() + QPoint(30, 12));
    QCOMPARE(browser.opened.size(), 1); // beside it
}

void PaletteTest::aKeyOpensALink()
{
    const Browser browser;
    m_scene->inbound(Robin, u"text"_s, {{u"text"_s, u"https://example.com/"_s}});
    auto *transcript = m_scene->find<TranscriptView>(u"transcript-robin"_s);
    transcript->setFocus();
    QTest::keyClick(transcript, Qt::Key_End);
    QTest::keyClick(transcript, Qt::Key_Return);
    QCOMPARE(browser.opened.size(), 1);
}

void PaletteTest::whatHappenedHasNoLinks()
{
    m_scene->internal(Robin, u"note"_s,
                      {{u"agentId"_s, u"sara"_s}, {u"text"_s, u"https://example.com/"_s}});
    auto *transcript = m_scene->find<TranscriptView>(u"transcript-robin"_s);
    QVERIFY(transcript->linkRect(int(transcript->texts().size()) - 1, 0).isEmpty());
}

QTEST_MAIN(PaletteTest)
#include "tst_palette.moc"
