// SPDX-License-Identifier: GPL-3.0-or-later
#include "broker/server/snapshotkeeper.h"
#include "broker/store/databasefiles.h"
#include "tests/app/brokerprocess.h"
#include "tests/store/storefixture.h"
#include "tests/support/files.h"

#include <QTest>

#include <algorithm>

using namespace Qt::StringLiterals;
using namespace sermo;
using namespace sermo::test;

//! The program's start: from a snapshot, and with what it finds of the last run.
class StartupTest : public QObject
{
    Q_OBJECT
private slots:
    void init();
    void tellsTheSameAfterEveryKindOfEnd_data();
    void tellsTheSameAfterEveryKindOfEnd();
    void erasesTheSnapshotToo();
    void saysWhatADamagedLogHasLost();

private:
    [[nodiscard]] QString data() const { return m_directory->path(); }
    [[nodiscard]] QByteArrayList told(const Running &broker) const;

    std::unique_ptr<QTemporaryDir> m_directory;
    QByteArray m_key;
};

namespace
{

QByteArray utf16(const QString &text)
{
    return {reinterpret_cast<const char *>(text.utf16()), text.size() * 2};
}

//! Customers who came and went, and one who waits, so many that a snapshot is worth it.
bool fill(const QString &data, const QByteArray &waiting)
{
    using namespace sermo::store;
    QList<AppendRequest> batch;
    const auto say = [&batch](const QByteArray &user, const char *type, const char *direction,
                              const QByteArray &more = {}) {
        const SenderName sender = qstrcmp(direction, "inbound") == 0
            ? u"customer:"_s + QString::fromLatin1(user)
            : u"key:anna"_s;
        batch.append(request(quint64(batch.size() + 1), sender,
                             frameOf(QByteArray(R"({"type":")") + type + R"(","direction":")"
                                     + direction + R"(","userId":")" + user + '"' + more + '}')));
    };
    while (batch.size() < qsizetype(server::SnapshotKeeper::Few) + 100) {
        const QByteArray user = "visitor-" + QByteArray::number(batch.size());
        say(user, "start", "inbound", R"(,"params":{"platformId":"webchat"})");
        say(user, "end_session", "outbound");
    }
    say(waiting, "start", "inbound", R"(,"params":{"platformId":"webchat"})");
    say(waiting, "handover_to_queue", "internal", R"(,"queueId":"sales")");
    OpenLog open(data);
    return open.isOpen && open.probe.append(batch).size() == batch.size() && open.probe.close();
}

} // namespace

void StartupTest::init()
{
    m_directory = std::make_unique<QTemporaryDir>();
    m_key = createKey(data(), u"supervisor"_s, u"boss"_s);
    QVERIFY(!m_key.isEmpty());
    QVERIFY(fill(data(), "ada-lovelace"));
}

//! What is true now, as an application hears it that comes.
QByteArrayList StartupTest::told(const Running &broker) const
{
    Client boss(broker.events(m_key));
    if (!boss.sync())
        return {};
    QByteArrayList states;
    for (const QByteArray &frame : boss.frames()) {
        const QString type = objectOf(frame).value("type"_L1).toString();
        if (type == "session_state"_L1 || type == "presence"_L1)
            states.append(frame);
    }
    return states;
}

void StartupTest::tellsTheSameAfterEveryKindOfEnd_data()
{
    QTest::addColumn<QString>("end");
    QTest::newRow("asked to") << u"asked"_s;
    QTest::newRow("killed") << u"killed"_s;
    QTest::newRow("with the snapshot damaged") << u"damaged"_s;
    QTest::newRow("with the snapshot taken away") << u"gone"_s;
}

void StartupTest::tellsTheSameAfterEveryKindOfEnd()
{
    QFETCH(const QString, end);
    const QString snapshot = store::files::snapshotIn(data());
    QByteArrayList before;
    {
        Running broker(data());
        before = told(broker);
        broker.terminate();
        QCOMPARE(broker.finish(), 0);
    }
    QCOMPARE(before.size(), 2); // Ada waits
    QVERIFY(QFile::exists(snapshot));
    QVERIFY(!filesWith(data(), utf16(u"ada-lovelace"_s)).isEmpty());
    if (end == "killed"_L1) {
        Running broker(data());
        QCOMPARE(told(broker).first(), before.first());
        broker.kill();
        QCOMPARE(broker.finish(), -1);
    }
    QFile file(snapshot);
    if (end == "damaged"_L1)
        QVERIFY(file.resize(file.size() - 3));
    if (end == "gone"_L1)
        QVERIFY(file.remove());
    Running broker(data());
    QCOMPARE(told(broker).size(), 2);
    QCOMPARE(told(broker).first(), before.first());
}

void StartupTest::erasesTheSnapshotToo()
{
    {
        Running broker(data());
        broker.terminate();
        QCOMPARE(broker.finish(), 0);
    }
    QVERIFY(!filesWith(data(), utf16(u"ada-lovelace"_s)).isEmpty());
    QCOMPARE(run({u"erase"_s, u"--data"_s, data(), u"--user"_s, u"ada-lovelace"_s}).code, 0);
    QCOMPARE(filesWith(data(), utf16(u"ada-lovelace"_s)), QStringList());
    QCOMPARE(filesWith(data(), "ada-lovelace"), QStringList());
    Running broker(data());
    QCOMPARE(told(broker), QByteArrayList());
    QCOMPARE(run({u"check"_s, u"--data"_s, data()}).code, 0);
}

void StartupTest::saysWhatADamagedLogHasLost()
{
    const QByteArray bot = createKey(data(), u"bot"_s, u"bot"_s);
    QString epoch;
    {
        Running broker(data());
        Client talker(broker.events(bot));
        epoch = talker.take(u"welcome"_s).value("epoch"_L1).toString();
        for (int i = 0; i < 20; ++i) {
            talker.send(R"({"type":"text","direction":"outbound","userId":"u","text":"x","id":"t)"
                        + QByteArray::number(i) + R"("})");
            QVERIFY(talker.take(u"ack"_s).value("seq"_L1).toInteger() > 0);
        }
        broker.kill();
        QCOMPARE(broker.finish(), -1);
    }
    QFile wal(store::files::databaseIn(data()) + u"-wal"_s);
    const qint64 at = wal.size() / 2;
    char byte = 0;
    QVERIFY(wal.open(QIODevice::ReadWrite) && wal.seek(at) && wal.getChar(&byte) && wal.seek(at)
            && wal.putChar(char(byte ^ 1)));
    wal.close();
    Running broker(data());
    QCOMPARE(broker.health(), 200); // it works
    const QByteArray health
        = exchange(quint16(broker.port()), "GET /health HTTP/1.1\r\nHost: x\r\n\r\n").body();
    QVERIFY2(health.contains("were lost"), health.constData());
    QVERIFY(!health.contains(data().toUtf8())); // no path for strangers
    Client boss(broker.events(m_key, u"&since=3&epoch=%1"_s.arg(epoch)));
    const QJsonObject welcome = boss.take(u"welcome"_s);
    QCOMPARE(welcome.value("reset"_L1).toBool(), true);
    QVERIFY(welcome.value("epoch"_L1).toString() != epoch);
    const QJsonObject told = boss.take(u"broker_state"_s);
    QCOMPARE(told.value("storage"_L1), u"damaged"_s);
    QVERIFY(told.value("why"_L1).toString().contains(u"were lost"_s));
    QCOMPARE(run({u"check"_s, u"--data"_s, data()}).code, 1);
}

QTEST_GUILESS_MAIN(StartupTest)
#include "tst_startup.moc"
