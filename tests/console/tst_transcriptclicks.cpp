// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/console/deskscene.h"
#include "ui/console/imageviewer.h"
#include "ui/console/transcriptview.h"

#include <QAbstractButton>
#include <QDesktopServices>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace sermo;
using namespace sermo::ui;
using sermo::test::DeskScene;

//! What is clicked in a transcript opens, wherever it is read.
class TranscriptClicksTest : public QObject
{
    Q_OBJECT

public slots:
    void visit(const QUrl &url) { m_visited += url; }

private slots:
    void init();
    void cleanup();
    void aLinkOpensInTheBrowser_data() { places(); }
    void aLinkOpensInTheBrowser();
    void anImageOpensCloserInFrontOfIt_data() { places(); }
    void anImageOpensCloserInFrontOfIt();

private:
    static void places();
    [[nodiscard]] TranscriptView *opened();
    void press(const QString &button);

    std::unique_ptr<DeskScene> m_scene;
    QList<QUrl> m_visited;
};

void TranscriptClicksTest::init()
{
    QDesktopServices::setUrlHandler(u"https"_s, this, "visit");
    m_visited.clear();
    m_scene = std::make_unique<DeskScene>();
    m_scene->rememberRobin();
    m_scene->show();
}

void TranscriptClicksTest::cleanup()
{
    m_scene.reset();
    QDesktopServices::unsetUrlHandler(u"https"_s);
}

void TranscriptClicksTest::places()
{
    QTest::addColumn<QString>("place");
    QTest::newRow("in a column") << u"transcript-robin"_s;
    QTest::newRow("before he is taken") << u"waitingTranscript"_s;
    QTest::newRow("what was said earlier") << u"earlierTranscript"_s;
}

void TranscriptClicksTest::press(const QString &button)
{
    QTRY_VERIFY2(m_scene->find(button) && m_scene->find(button)->isVisible(), qPrintable(button));
    QTest::mouseClick(m_scene->find(button), Qt::LeftButton);
}

TranscriptView *TranscriptClicksTest::opened()
{
    QFETCH(const QString, place);
    if (place == "waitingTranscript"_L1) {
        m_scene->bringToQueue(u"ada"_s, {}, u"general"_s, u"Hej"_s);
        press(u"readButton-ada"_s);
    } else {
        m_scene->bringToAgent(u"robin"_s, u"Robin Eriksson"_s);
    }
    if (place == "earlierTranscript"_L1)
        press(u"earlier-0"_s);
    const auto isThere = [&] {
        const auto *transcript = m_scene->find<TranscriptView>(place);
        return transcript && transcript->isVisible();
    };
    return QTest::qWaitFor(isThere) ? m_scene->find<TranscriptView>(place) : nullptr;
}

void TranscriptClicksTest::aLinkOpensInTheBrowser()
{
    TranscriptView *transcript = opened();
    QVERIFY(transcript);
    const QUrl url(u"https://example.com/faktura"_s);
    emit transcript->linkActivated(url);
    QCOMPARE(m_visited, QList<QUrl>{url});
}

void TranscriptClicksTest::anImageOpensCloserInFrontOfIt()
{
    TranscriptView *transcript = opened();
    QVERIFY(transcript);
    emit transcript->imageOpenRequested(ImageId(u"one"_s));
    const auto *viewer = m_scene->find<ImageViewer>(u"imageViewer"_s);
    QVERIFY(viewer && viewer->isVisible());
    QCOMPARE(viewer->parentWidget()->window(), transcript->window());
}

QTEST_MAIN(TranscriptClicksTest)
#include "tst_transcriptclicks.moc"
