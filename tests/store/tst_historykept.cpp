// SPDX-License-Identifier: GPL-3.0-or-later
#include "broker/store/customererasure.h"
#include "broker/store/sqliteblobs.h"
#include "broker/store/sqlitecredentials.h"
#include "tests/store/followedlog.h"

using namespace Qt::StringLiterals;
using namespace sermo;
using namespace sermo::store;
using enum Direction;

//! That the history is the log's and no more: it forgets with it, and is made anew where it is
//! damaged or another's.
class TestHistoryKept : public QObject
{
    Q_OBJECT
private slots:
    void leavesNoByteOfWhoWasErased();
    void leavesNoByteOfWhatHasExpired();
    void isMadeAnewWhereItIsDamaged();
    void isMadeAnewWhereItsPagesAreTorn();
    void forgetsNobodyWhomItCannotLookUp();
    void isNotAnotherLogs();
    void saysWhyItCannot();
};

namespace
{

//! Enough for many pages of a file; says how many conversations it is.
int converseAtLength(FollowedLog &scene)
{
    constexpr int Many = 48;
    for (int i = 0; i < Many; ++i) {
        QStringList words;
        for (int word = 0; word < 400; ++word)
            words.append(u"ord%1"_s.arg(i * 1000 + word));
        scene.happens(Inbound, u"u%1"_s.arg(i), saying(words.join(u' ')));
    }
    return Many;
}

//! All but the first pages of a file come to be something else.
bool tear(const QString &name)
{
    constexpr qint64 Whole = 96 * 1024;
    QFile file(name);
    if (!file.open(QIODevice::ReadWrite) || file.size() < 2 * Whole)
        return false;
    const QByteArray torn(file.size() - Whole, 'x');
    return file.seek(Whole) && file.write(torn) == torn.size();
}

} // namespace

void TestHistoryKept::leavesNoByteOfWhoWasErased()
{
    FollowedLog scene;
    SqliteCredentials credentials(scene.log.database);
    SqliteBlobs images(scene.log.database);
    scene.converse(u"ada"_s, u"hemligheten"_s, u"general"_s, u"anna"_s, 0, {});
    scene.converse(u"bo"_s, u"vanligheten"_s, u"general"_s, u"anna"_s, 0, {});
    scene.follow();
    QVERIFY(scene.isAnywhere("hemligheten"));
    CustomerErasure erasure(scene.log.log, credentials, images);
    std::optional<bool> isGone;
    erasure.erase(UserId(u"ada"_s), [&](bool gone, const QString &) { isGone = gone; });
    QVERIFY(waitUntil([&] { return isGone.has_value(); }));
    QCOMPARE(*isGone, true);
    QVERIFY(!scene.isAnywhere("hemligheten"));
    QCOMPARE(scene.found(u"hemligheten"_s), QStringList());
    scene.follow();
    QVERIFY(!scene.isAnywhere("hemligheten"));
    QCOMPARE(scene.found(u"vanligheten"_s), QStringList{u"bo"_s});
}

void TestHistoryKept::leavesNoByteOfWhatHasExpired()
{
    FollowedLog scene;
    scene.converse(u"ada"_s, u"hemligheten"_s, u"general"_s, u"anna"_s, 0, {});
    scene.converse(u"bo"_s, u"vanligheten"_s, u"general"_s, u"anna"_s, 0, {});
    scene.follow();
    EraseRequest expiry;
    expiry.user = UserId(u"ada"_s);
    expiry.isExpiry = true;
    bool isDone = false;
    scene.log.log.erase(expiry, this, [&](const EraseOutcome &outcome) {
        isDone = !outcome.failed && outcome.erased > 0;
    });
    QVERIFY(waitUntil([&] { return isDone; }));
    QCOMPARE(scene.found(u"hemligheten"_s), QStringList()); // at once, whatever is still there
    scene.follow();
    QFile file(files::historyIn(scene.directory.path()));
    QVERIFY(file.open(QIODevice::ReadOnly));
    const QByteArray bytes = file.readAll();
    QVERIFY(!bytes.contains("hemligheten"));
    QVERIFY(bytes.contains("vanligheten"));
    QCOMPARE(scene.found(QString()), QStringList{u"bo"_s});
}

void TestHistoryKept::isMadeAnewWhereItIsDamaged()
{
    FollowedLog scene;
    scene.converse(u"ada"_s, u"faktura"_s, u"general"_s, u"anna"_s, 0, {});
    scene.follow();
    scene.index.close();
    QFile file(files::historyIn(scene.directory.path()));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(QByteArray(10'000, 'x'));
    file.close();
    scene.follow();
    QCOMPARE(scene.found(u"faktura"_s), QStringList{u"ada"_s});
    QCOMPARE(QFile::permissions(file.fileName()) & (QFile::ReadGroup | QFile::ReadOther),
             QFile::Permissions());
}

//! Its first pages are whole, so that opening it finds nothing.
void TestHistoryKept::isMadeAnewWhereItsPagesAreTorn()
{
    FollowedLog scene;
    const int many = converseAtLength(scene);
    scene.follow();
    scene.index.close();
    QVERIFY(tear(files::historyIn(scene.directory.path())));
    scene.happens(Inbound, u"u0"_s, saying(u"Tillbaka"_s));
    (void)scene.index.follow(); // meets with it
    scene.follow();
    QCOMPARE(scene.found(QString()).size(), many);
    QCOMPARE(scene.found(u"tillbaka"_s), QStringList{u"u0"_s});
}

//! The log cannot be read for a moment: what is in it is not gone for that.
void TestHistoryKept::forgetsNobodyWhomItCannotLookUp()
{
    QTemporaryDir directory;
    QTemporaryDir aside;
    int many = 0;
    {
        FollowedLog scene;
        many = converseAtLength(scene);
        scene.follow();
        scene.index.close();
        QVERIFY(scene.log.probe.close());
        QVERIFY(copyDirectory(scene.directory.path(), directory.path()));
    }
    const QString log = files::databaseIn(directory.path());
    const QString whole = aside.filePath(u"log"_s);
    QVERIFY(QFile::copy(log, whole));
    QVERIFY(tear(log));
    HistoryIndex index(directory.path());
    const auto followed = index.follow();
    QVERIFY(!followed.has_value());
    QVERIFY2(followed.error().contains(u"malformed"_s), qPrintable(followed.error()));
    index.close();
    QVERIFY(QFile::remove(log) && QFile::copy(whole, log));
    QVERIFY(index.follow().has_value());
    QCOMPARE(index.search({}).conversations.size(), many);
}

void TestHistoryKept::isNotAnotherLogs()
{
    FollowedLog one;
    one.converse(u"ada"_s, u"faktura"_s, u"general"_s, u"anna"_s, 0, {});
    one.follow();
    one.index.close();
    FollowedLog other;
    other.converse(u"bo"_s, u"räkning"_s, u"general"_s, u"anna"_s, 0, {});
    QVERIFY(QFile::copy(files::historyIn(one.directory.path()),
                        files::historyIn(other.directory.path())));
    other.follow();
    QCOMPARE(other.found(QString()), QStringList{u"bo"_s});
}

void TestHistoryKept::saysWhyItCannot()
{
    const QTemporaryDir empty;
    HistoryIndex index(empty.path());
    const auto more = index.follow();
    QVERIFY(!more);
    QVERIFY2(more.error().contains(u"there is no log here"_s), qPrintable(more.error()));
    const HistoryPage page = index.search({});
    QVERIFY(page.failed);
    QVERIFY(!page.why.isEmpty());
}

QTEST_GUILESS_MAIN(TestHistoryKept)
#include "tst_historykept.moc"
