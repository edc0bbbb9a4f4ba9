// SPDX-License-Identifier: GPL-3.0-or-later
#include "broker/store/logcheck.h"
#include "broker/store/snapshotfile.h"
#include "tests/store/storefixture.h"
#include "tests/support/files.h"

#include <QDeadlineTimer>
#include <QRandomGenerator>
#include <QTest>

#include <chrono>
#include <csignal>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

using namespace Qt::StringLiterals;
using namespace sermo;
using namespace sermo::store;

//! The snapshot beside the log: whole or not at all, and gone with whoever is erased.
class TestSnapshotFile : public QObject
{
    Q_OBJECT
private slots:
    void init();
    void isReadAsItWasWritten();
    void isRefusedWhenAnythingOfItIsOther();
    void isRefusedWhenALaterProgramMadeIt();
    void takesItsPlaceInOneStep();
    void keepsTheFormerOneWhenTheDiskIsFull();
    void isWholeWheneverItsMakerIsKilled();
    void goesWithWhatIsErased_data();
    void goesWithWhatIsErased();
    void isNotAdoptedWhenSomethingWasErasedMeanwhile();
    void leavesNoDraftBehindACrash();
    void isCheckedWithTheLog();

private:
    [[nodiscard]] QString data() const { return m_directory->path(); }
    [[nodiscard]] bool keep(const QByteArray &state) const;
    [[nodiscard]] QByteArray kept() const;

    std::unique_ptr<QTemporaryDir> m_directory;
};

namespace
{

Snapshot snapshotOf(const QByteArray &state)
{
    return {.stamp = "a desk's",
            .epoch = u"e"_s,
            .upTo = 7,
            .anchor = "the seventh",
            .expired = 3,
            .erasures = 2,
            .state = state};
}

bool adopt(EventLog &log)
{
    std::optional<bool> adopted;
    QObject context;
    log.adoptSnapshot(&context, [&adopted](bool ok) { adopted = ok; });
    return waitUntil([&adopted] { return adopted.has_value(); }) && *adopted;
}

int erase(EventLog &log, const QString &user, bool isExpiry)
{
    std::optional<EraseOutcome> erased;
    QObject context;
    EraseRequest request;
    request.user = UserId(user);
    request.isExpiry = isExpiry;
    log.erase(request, &context, [&erased](const EraseOutcome &outcome) { erased = outcome; });
    return waitUntil([&erased] { return erased.has_value(); }) && !erased->failed ? erased->erased
                                                                                  : -1;
}

} // namespace

void TestSnapshotFile::init()
{
    m_directory = std::make_unique<QTemporaryDir>();
    QVERIFY(m_directory->isValid());
}

bool TestSnapshotFile::keep(const QByteArray &state) const
{
    SnapshotDraft draft(data());
    return draft.write(snapshotOf(state)) && files::adoptSnapshotDraft(data());
}

//! The state that is kept; empty: none, or none that can be used.
QByteArray TestSnapshotFile::kept() const
{
    const auto loaded = files::loadSnapshot(data());
    return loaded && *loaded ? (*loaded)->state : QByteArray();
}

void TestSnapshotFile::isReadAsItWasWritten()
{
    const Snapshot snapshot = snapshotOf(QByteArray("\0\xff state", 8));
    const auto read = readSnapshot(bytesOf(snapshot));
    QVERIFY(read);
    QCOMPARE(*read == snapshot, true);
    QCOMPARE(bytesOf(*read), bytesOf(snapshot));
    QVERIFY(readSnapshot(bytesOf(Snapshot())));
}

void TestSnapshotFile::isRefusedWhenAnythingOfItIsOther()
{
    const QByteArray bytes = bytesOf(snapshotOf("a state"));
    for (qsizetype at = 0; at < bytes.size(); ++at) {
        for (int bit = 0; bit < 8; ++bit) {
            QByteArray flipped = bytes;
            flipped[at] = char(flipped.at(at) ^ (1 << bit));
            QVERIFY(!readSnapshot(flipped));
        }
        QVERIFY(!readSnapshot(bytes.first(at)));
    }
    QVERIFY(!readSnapshot(bytes + '\0'));
    QVERIFY(!readSnapshot(QByteArray(4096, 's')));
}

void TestSnapshotFile::isRefusedWhenALaterProgramMadeIt()
{
    constexpr qsizetype DigestSize = 32;
    QByteArray bytes = bytesOf(snapshotOf("a state")).chopped(DigestSize);
    bytes[bytes.indexOf('\n') + 4] = 2; // the last byte of the version
    bytes += QCryptographicHash::hash(bytes, QCryptographicHash::Blake2b_256);
    const auto read = readSnapshot(bytes);
    QVERIFY(!read);
    QVERIFY2(read.error().contains(u"version 2"_s), qPrintable(read.error()));
}

void TestSnapshotFile::takesItsPlaceInOneStep()
{
    QVERIFY(keep("first"));
    {
        SnapshotDraft draft(data());
        QVERIFY(draft.write(snapshotOf("second")));
        QCOMPARE(kept(), "first"); // until it is adopted
        QVERIFY(files::adoptSnapshotDraft(data()));
    }
    QCOMPARE(kept(), "second");
    {
        const SnapshotDraft given(data()); // up, before it was written
        QCOMPARE(QDir(data()).entryList(QDir::Files).size(), 2);
    }
    QCOMPARE(QDir(data()).entryList(QDir::Files), QStringList{u"desk.snapshot"_s});
    const QFile::Permissions others = QFile::ReadGroup | QFile::ReadOther;
    QVERIFY(!(QFile::permissions(files::snapshotIn(data())) & others)); // names are in it
}

void TestSnapshotFile::keepsTheFormerOneWhenTheDiskIsFull()
{
    QVERIFY(keep("the former"));
    rlimit before{};
    QCOMPARE(::getrlimit(RLIMIT_FSIZE, &before), 0);
    std::signal(SIGXFSZ, SIG_IGN); // an error then, as on a full disk
    const rlimit full{8192, before.rlim_max};
    QCOMPARE(::setrlimit(RLIMIT_FSIZE, &full), 0);
    {
        SnapshotDraft draft(data());
        const auto written = draft.write(snapshotOf(QByteArray(100'000, 'x')));
        QVERIFY(!written);
        QVERIFY(!written.error().isEmpty());
    }
    QCOMPARE(::setrlimit(RLIMIT_FSIZE, &before), 0);
    QCOMPARE(kept(), "the former");
    QCOMPARE(QDir(data()).entryList(QDir::Files), QStringList{u"desk.snapshot"_s});
    QVERIFY(keep("the next"));
    QCOMPARE(kept(), "the next");
}

//! kill -9 at any moment: what is there then is one of those that were adopted.
void TestSnapshotFile::isWholeWheneverItsMakerIsKilled()
{
    constexpr int Kills = 20;
    QRandomGenerator dice(1);
    for (int kill = 0; kill < Kills; ++kill) {
        const pid_t maker = ::fork();
        QVERIFY(maker >= 0);
        if (maker == 0) {
            for (char which = 'a';; which = which == 'z' ? 'a' : char(which + 1))
                (void)keep(QByteArray(300'000, which));
        }
        const QDeadlineTimer moment(std::chrono::microseconds(dice.bounded(30'000U)));
        while (!moment.hasExpired()) {} // any moment will do, and it shall be any
        ::kill(maker, SIGKILL);
        ::waitpid(maker, nullptr, 0);
        const auto loaded = files::loadSnapshot(data());
        QVERIFY2(loaded, qPrintable(loaded ? QString() : loaded.error()));
        if (*loaded)
            QCOMPARE((*loaded)->state, QByteArray(300'000, (*loaded)->state.front()));
    }
    QVERIFY(!kept().isEmpty());
}

void TestSnapshotFile::goesWithWhatIsErased_data()
{
    QTest::addColumn<QString>("user");
    QTest::addColumn<bool>("isExpiry");
    QTest::addColumn<bool>("isLeft");
    QTest::newRow("a customer is erased") << u"ada"_s << false << false;
    QTest::newRow("his time is up") << u"ada"_s << true << false;
    QTest::newRow("nobody's time is up") << u"bob"_s << true << true;
}

void TestSnapshotFile::goesWithWhatIsErased()
{
    QFETCH(const QString, user);
    QFETCH(const bool, isExpiry);
    QFETCH(const bool, isLeft);
    OpenLog open(data());
    QVERIFY(open.isOpen);
    (void)open.probe.append(request(1, u"customer:ada"_s, textOf(u"ada"_s)));
    QVERIFY(keep("with ada-lovelace in it"));
    const SnapshotDraft draft(data());
    QCOMPARE(erase(open.log, user, isExpiry), isLeft ? 0 : 1);
    QCOMPARE(QFile::exists(files::snapshotIn(data())), isLeft);
    QCOMPARE(QFile::exists(files::snapshotIn(data()) + u".new"_s), isLeft);
    QCOMPARE(test::filesWith(data(), "ada-lovelace").isEmpty(), !isLeft);
}

void TestSnapshotFile::isNotAdoptedWhenSomethingWasErasedMeanwhile()
{
    OpenLog open(data());
    QVERIFY(open.isOpen);
    (void)open.probe.append(request(1, u"customer:ada"_s, textOf(u"ada"_s)));
    {
        SnapshotDraft draft(data());
        QCOMPARE(erase(open.log, u"ada"_s, false), 1);
        (void)draft.write(snapshotOf("with ada-lovelace in it")); // nobody told it
        QVERIFY(!adopt(open.log));
    }
    QVERIFY(!QFile::exists(files::snapshotIn(data())));
    QVERIFY(test::filesWith(data(), "ada-lovelace").isEmpty());
    {
        SnapshotDraft draft(data());
        QVERIFY(draft.write(snapshotOf("of what is left")));
        QVERIFY(adopt(open.log));
    }
    QCOMPARE(kept(), "of what is left");
}

void TestSnapshotFile::leavesNoDraftBehindACrash()
{
    QFile draft(files::snapshotIn(data()) + u".new"_s);
    QVERIFY(draft.open(QIODevice::WriteOnly));
    draft.write("half of one");
    draft.close();
    const OpenLog open(data());
    QVERIFY(open.isOpen);
    QVERIFY(!draft.exists());
}

void TestSnapshotFile::isCheckedWithTheLog()
{
    QString epoch;
    {
        OpenLog open(data());
        QVERIFY(open.isOpen);
        (void)open.probe.append(request(1, u"customer:ada"_s, textOf(u"ada"_s)));
        epoch = open.log.epoch();
        QVERIFY(open.probe.close());
    }
    const auto problems = [this] { return checkLog(data())->problems.join(u'\n'); };
    const auto keepOf = [this](const QString &log, Seq upTo) {
        Snapshot snapshot = snapshotOf("a state");
        snapshot.epoch = log;
        snapshot.upTo = upTo;
        SnapshotDraft draft(data());
        return draft.write(snapshot) && files::adoptSnapshotDraft(data());
    };
    QVERIFY(keepOf(epoch, 1));
    QCOMPARE(problems(), QString());
    QVERIFY(keepOf(u"another"_s, 7)); // is left aside
    QCOMPARE(problems(), QString());
    QVERIFY(keepOf(epoch, 7)); // events 2 to 7 were there once
    QVERIFY2(problems().contains(u"event 7"_s), qPrintable(problems()));
    QFile file(files::snapshotIn(data()));
    QVERIFY(file.resize(file.size() - 1));
    QVERIFY2(problems().contains(u"damaged"_s), qPrintable(problems()));
}

QTEST_GUILESS_MAIN(TestSnapshotFile)
#include "tst_snapshotfile.moc"
