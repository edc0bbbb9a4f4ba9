// SPDX-License-Identifier: GPL-3.0-or-later
#include "broker/server/webfiles.h"

#include <QProcess>
#include <QRegularExpression>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace sermo::server;

//! The widget's and the demo site's files, as they are served.
class TestWebFiles : public QObject
{
    Q_OBJECT
private slots:
    void initTestCase();
    void namesTheChatsPartsByTheirContent_data();
    void namesTheChatsPartsByTheirContent();
    void saysOnTheChatsPageWhatItsPlatformSpeaks();
    void keepsTheNamesThatPagesKnow();
    void carriesADemoSiteOfThreePages();
    void packsWhatIsWorthIt_data();
    void packsWhatIsWorthIt();
    void understandsWhatABrowserTakes_data();
    void understandsWhatABrowserTakes();

private:
    WebFiles m_files;
};

void TestWebFiles::initTestCase()
{
    if (!m_files.find("/widget/app.html"))
        QSKIP("built without the widget");
}

void TestWebFiles::namesTheChatsPartsByTheirContent_data()
{
    QTest::addColumn<QByteArray>("plain");
    QTest::addColumn<QString>("pattern");
    QTest::newRow("the script") << "/widget/app.js"_ba << u"src=\"(app\\.[0-9a-f]{16}\\.js)\""_s;
    QTest::newRow("the style") << "/widget/app.css"_ba << u"href=\"(app\\.[0-9a-f]{16}\\.css)\""_s;
    QTest::newRow("what is seldom needed")
        << "/widget/later.js"_ba << u"data-later=\"(later\\.[0-9a-f]{16}\\.js)\""_s;
    QTest::newRow("the words") << "/widget/sv.json"_ba << u"href=\"(sv\\.[0-9a-f]{16}\\.json)\""_s;
}

void TestWebFiles::namesTheChatsPartsByTheirContent()
{
    QFETCH(const QByteArray, plain);
    QFETCH(const QString, pattern);
    const WebFiles::File *page = m_files.find("/widget/app.html");
    const auto match = QRegularExpression(pattern).match(QString::fromUtf8(page->content));
    QVERIFY2(match.hasMatch(), page->content.constData());
    QVERIFY(!page->isForEver);
    const WebFiles::File *part = m_files.find("/widget/" + match.captured(1).toLatin1());
    QVERIFY(part);
    QVERIFY(part->isForEver);
    QCOMPARE(part->content, m_files.find(plain)->content);
}

void TestWebFiles::saysOnTheChatsPageWhatItsPlatformSpeaks()
{
    const WebFiles::File *silent = m_files.chatPage({});
    QCOMPARE(silent, m_files.find("/widget/app.html"));
    QVERIFY(silent->content.contains("<html>"));
    for (const QString &language : {u"en"_s, u"sv"_s}) {
        const WebFiles::File *page = m_files.chatPage(language);
        QByteArray without = page->content;
        QVERIFY(without.contains("<html lang=\"" + language.toLatin1() + "\">"));
        without.replace(" lang=\"" + language.toLatin1() + '"', "");
        QCOMPARE(without, silent->content);
        QVERIFY(page->etag != silent->etag);
        QVERIFY(!page->packed.isEmpty());
    }
    QCOMPARE(m_files.chatPage(u"fi"_s), silent);
}

void TestWebFiles::keepsTheNamesThatPagesKnow()
{
    for (const char *name :
         {"/widget/sermo.min.js", "/widget/app.js", "/widget/app.css", "/widget/later.js", "/"}) {
        const WebFiles::File *file = m_files.find(name);
        QVERIFY2(file, name);
        QVERIFY2(!file->isForEver, name);
    }
}

void TestWebFiles::carriesADemoSiteOfThreePages()
{
    for (const char *name : {"/", "/demo/mobile.html", "/demo/help.html"}) {
        const WebFiles::File *page = m_files.find(name);
        QVERIFY2(page, name);
        QVERIFY2(page->content.contains("/widget/sermo.min.js"), name);
        // The policy allows neither.
        QVERIFY2(!page->content.contains("<style") && !page->content.contains("style=\""), name);
        QVERIFY2(!page->content.contains("onclick") && !page->content.contains("<script>"), name);
    }
}

void TestWebFiles::packsWhatIsWorthIt_data()
{
    QTest::addColumn<QByteArray>("path");
    QTest::newRow("the loader") << "/widget/sermo.min.js"_ba;
    QTest::newRow("the app") << "/widget/app.js"_ba;
    QTest::newRow("the page") << "/widget/app.html"_ba;
    QTest::newRow("the words") << "/widget/sv.json"_ba;
    QTest::newRow("what is seldom needed") << "/widget/later.js"_ba;
    QTest::newRow("the demo's style") << "/demo/demo.css"_ba;
}

void TestWebFiles::packsWhatIsWorthIt()
{
    QFETCH(const QByteArray, path);
    const WebFiles::File *file = m_files.find(path);
    QVERIFY(file);
    QVERIFY(!file->packed.isEmpty());
    QVERIFY(file->packed.size() < file->content.size());
    QVERIFY(file->etag != file->packedEtag); // strong ones tell bytes apart
    QVERIFY(file->packedEtag.startsWith('"') && file->packedEtag.endsWith('"'));

    QProcess gzip;
    gzip.start(u"gzip"_s, {u"-dc"_s});
    QVERIFY(gzip.waitForStarted());
    gzip.write(file->packed);
    gzip.closeWriteChannel();
    QVERIFY(gzip.waitForFinished());
    QCOMPARE(gzip.exitCode(), 0);
    QCOMPARE(gzip.readAllStandardOutput(), file->content);
}

void TestWebFiles::understandsWhatABrowserTakes_data()
{
    QTest::addColumn<QByteArray>("said");
    QTest::addColumn<bool>("takesIt");
    QTest::newRow("a browser") << "gzip, deflate, br"_ba << true;
    QTest::newRow("in capitals") << "GZIP"_ba << true;
    QTest::newRow("anything") << "*"_ba << true;
    QTest::newRow("somewhat") << "br;q=1.0, gzip;q=0.5"_ba << true;
    QTest::newRow("with spaces") << "gzip ; q=0.8"_ba << true;
    QTest::newRow("never") << "gzip;q=0"_ba << false;
    QTest::newRow("never, precisely") << "gzip;q=0.000, br"_ba << false;
    QTest::newRow("another") << "br"_ba << false;
    QTest::newRow("one called alike") << "gzippy"_ba << false;
    QTest::newRow("nothing") << ""_ba << false;
}

void TestWebFiles::understandsWhatABrowserTakes()
{
    QFETCH(const QByteArray, said);
    QFETCH(const bool, takesIt);
    QCOMPARE(WebFiles::takesGzip(said), takesIt);
}

QTEST_GUILESS_MAIN(TestWebFiles)
#include "tst_webfiles.moc"
