// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/store/nats/twologs.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonObject>
#include <QProcess>
#include <QTemporaryDir>

using namespace Qt::StringLiterals;
using namespace sermo;
using namespace sermo::store;
using Kind = AppendOutcome::Kind;
using test::NatsServer;

//! Which streams a log is opened on, and by what right, over what.
class TestNatsOpening : public TwoLogs
{
    Q_OBJECT

private slots:
    void saysWhyItDoesNotOpen_data();
    void saysWhyItDoesNotOpen();
    void needsNoMoreThanThePermissionsOfTheReadme();
    void speaksTlsWithWhomItTrusts();
};

void TestNatsOpening::saysWhyItDoesNotOpen_data()
{
    QTest::addColumn<QString>("key");
    QTest::addColumn<QJsonValue>("value");
    QTest::addColumn<QString>("why");
    const qint64 hour = 3600'000'000'000;
    QTest::newRow("it drops what is old") << u"max_age"_s << QJsonValue(hour) << u"drops old"_s;
    QTest::newRow("it has room for some") << u"max_msgs"_s << QJsonValue(10) << u"drops old"_s;
    QTest::newRow("it forgets ids too soon")
        << u"duplicate_window"_s << QJsonValue(hour / 3600 * 10) << u"forgets ids"_s;
    QTest::newRow("it is in memory") << u"storage"_s << QJsonValue(u"memory"_s) << u"memory"_s;
    QTest::newRow("it is being filled")
        << u"description"_s << QJsonValue(u"another log is being moved here"_s)
        << u"not finished"_s;
}

void TestNatsOpening::saysWhyItDoesNotOpen()
{
    QFETCH(const QString, key);
    QFETCH(const QJsonValue, value);
    QFETCH(const QString, why);
    m_options.stream = u"made%1"_s.arg(++m_streams);
    QJsonObject config{{u"name"_s, m_options.stream},
                       {u"subjects"_s, QJsonArray{m_options.stream + u".log.>"_s}},
                       {u"retention"_s, u"limits"_s},
                       {u"storage"_s, u"file"_s},
                       {u"num_replicas"_s, 1}};
    config.insert(key, value);
    QVERIFY(askServers(m_options, "STREAM.CREATE." + m_options.stream.toLatin1(), config));
    const auto log = make();
    QSignalSpy failed(log.get(), &EventLog::openFailed);
    log->open();
    QVERIFY(waitUntil([&] { return failed.count() == 1; }));
    QVERIFY2(failed.first().first().toString().contains(why),
             qPrintable(failed.first().first().toString()));
}

//! The block marked so in broker/store/README.md, as the configuration of a server.
void TestNatsOpening::needsNoMoreThanThePermissionsOfTheReadme()
{
    QFile readme(QStringLiteral(SERMO_STORE_README));
    QVERIFY(readme.open(QIODevice::ReadOnly));
    const QString page = QString::fromUtf8(readme.readAll());
    const QString block = page.section(u"```conf permissions\n"_s, 1, 1).section(u"```"_s, 0, 0);
    QVERIFY(!block.isEmpty());
    NatsServer server;
    NatsServer::Setup setup;
    setup.more = QStringList{block};
    QVERIFY(server.start(setup));

    NatsLog log(optionsFor({u"nats://broker:secret@127.0.0.1:%1"_s.arg(server.port())}, u"sermo"_s),
                m_clock);
    LogProbe probe(log);
    QVERIFY(probe.open());
    QCOMPARE(kinds(probe.append({request(1, Ann, textOf(u"u1"_s, u"a"_s)),
                                 onCondition(request(2, Ann, claim(u"u2"_s, u"a"_s)), u"u2"_s, 0),
                                 request(3, Ann, textOf(u"gone"_s))})),
             QList<Kind>(3, Kind::Stored));
    QCOMPARE(eraseAllOf(log, u"gone"_s).erased, 1);
    QCOMPARE(seqs(probe.all()), (QList<Seq>{1, 2}));
    QVERIFY(probe.close());
    QVERIFY(probe.open());
    QCOMPARE(log.head(), 3u);
    // … and nobody comes in without a password.
    QVERIFY(!askServers(optionsFor({server.url()}, u"sermo"_s), "STREAM.INFO.sermo"));
}

void TestNatsOpening::speaksTlsWithWhomItTrusts()
{
    const QTemporaryDir directory;
    const QString certificate = directory.filePath(u"server.crt"_s);
    const QString key = directory.filePath(u"server.key"_s);
    QCOMPARE(
        QProcess::execute(u"openssl"_s,
                          {u"req"_s, u"-x509"_s, u"-newkey"_s, u"ec"_s, u"-pkeyopt"_s,
                           u"ec_paramgen_curve:prime256v1"_s, u"-nodes"_s, u"-keyout"_s, key,
                           u"-out"_s, certificate, u"-days"_s, u"2"_s, u"-subj"_s,
                           u"/CN=localhost"_s, u"-addext"_s, u"subjectAltName=DNS:localhost"_s}),
        0);
    NatsServer server;
    NatsServer::Setup setup;
    setup.more
        = QStringList{u"tls { cert_file: \"%1\", key_file: \"%2\" }"_s.arg(certificate, key)};
    QVERIFY(server.start(setup));

    auto options = optionsFor({u"tls://localhost:%1"_s.arg(server.port())}, u"sermo"_s);
    options.caFile = certificate;
    NatsLog log(options, m_clock);
    LogProbe probe(log);
    QVERIFY(probe.open());
    QCOMPARE(probe.append(request(1, Ann, textOf(u"u1"_s))).kind, Kind::Stored);
    QVERIFY(probe.close());

    auto unknown = options;
    unknown.caFile.clear(); // nobody vouches for it then
    auto another = options;
    another.servers = QStringList{u"tls://127.0.0.1:%1"_s.arg(server.port())}; // not its name
    for (const ClusterOptions &wrong : {unknown, another}) {
        NatsLog stranger(wrong, m_clock);
        QSignalSpy failed(&stranger, &EventLog::openFailed);
        stranger.open();
        QVERIFY(waitUntil([&] { return failed.count() == 1; }));
    }
}

QTEST_GUILESS_MAIN(TestNatsOpening)
#include "tst_natsopening.moc"
