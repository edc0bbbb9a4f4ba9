// SPDX-License-Identifier: GPL-3.0-or-later
#include "broker/server/certificatewatch.h"
#include "broker/server/x509.h"
#include "tests/server/house.h"

#include <QFile>
#include <QRegularExpression>
#include <QSslSocket>
#include <QTemporaryDir>
#include <QTest>
#include <QTimeZone>

using namespace Qt::StringLiterals;
using namespace sermo;
using namespace sermo::server;
using namespace sermo::test;

//! By which certificate the port is known: one given, or the broker's own.
class CertificatesTest : public QObject
{
    Q_OBJECT
private slots:
    void initTestCase();
    void isWantedBeyondLoopback_data();
    void isWantedBeyondLoopback();
    void takesAGivenPairThatIsRight();
    void refusesAGivenPairWithThePathOfTheKey_data();
    void refusesAGivenPairWithThePathOfTheKey();
    void makesOneAtTheFirstStartAndKeepsIt();
    void speaksForTheHostAndItsAddresses();
    void isToldFromOthersOfTheSameHost();
    void keepsItFromOthers();
    void renewsItBeforeItEndsWithTheSameKey();
    void neverReplacesADamagedOne();
    void takesARenewedOneForWhoComesNext();
    void keepsTheOneInUseWhenTheNewOneIsNone_data();
    void keepsTheOneInUseWhenTheNewOneIsNone();

private:
    [[nodiscard]] QString file(const QString &name, const QByteArray &contents) const;
    QTemporaryDir m_folder;
    QByteArray m_key, m_certificate;
};

namespace
{

constexpr qint64 Day = 24LL * 3600 * 1000;

Instant now()
{
    return {QDateTime::fromString(u"2026-03-02T12:00:00Z"_s, Qt::ISODate).toMSecsSinceEpoch(), {}};
}

QByteArray certificateFor(const QByteArray &key, int fromDays, int untilDays)
{
    const QDateTime today = QDateTime::fromMSecsSinceEpoch(now().wallMs, QTimeZone::utc());
    return x509::selfSigned(
        key, {{u"desk.example.com"_s}, {}, today.addDays(fromDays), today.addDays(untilDays)});
}

//! Its passphrase is "secret", but nobody could be asked for it.
const QByteArray KeyWithPassphrase(R"(-----BEGIN ENCRYPTED PRIVATE KEY-----
MIHsMFcGCSqGSIb3DQEFDTBKMCkGCSqGSIb3DQEFDDAcBAg46v5taSvmngICCAAw
DAYIKoZIhvcNAgkFADAdBglghkgBZQMEASoEEBcVwlsdo+uVGtOxnks67PAEgZDb
Qm3v+EjvuCw3RzFfC0wSCtSmpMx0NgCbE+Lt4uPQ8D8ggqqG/Crs+42Z6VEoJRIh
FQ6FUG3qyGQ4hQYadK4oROj30uX/xxFHL0+UkHVD+SulvaUadkI2SiDCEDHCDz1f
giFHlYmT7LOGoCNtz2C+E3kLpSFuuw0RZXvHiV7qyNuVkYiKzZvgbHSVvd0e7+Y=
-----END ENCRYPTED PRIVATE KEY-----
)");

const QHostAddress Everywhere(QHostAddress::AnyIPv4);

} // namespace

void CertificatesTest::initTestCase()
{
    m_key = x509::newKey();
    m_certificate = certificateFor(m_key, -1, 90);
    QVERIFY(!m_key.isEmpty());
    QVERIFY(!m_certificate.isEmpty());
}

QString CertificatesTest::file(const QString &name, const QByteArray &contents) const
{
    QFile out(m_folder.filePath(name));
    if (!out.open(QIODevice::WriteOnly) || out.write(contents) != contents.size())
        return {};
    return out.fileName();
}

void CertificatesTest::isWantedBeyondLoopback_data()
{
    QTest::addColumn<QString>("mode");
    QTest::addColumn<QString>("address");
    QTest::addColumn<bool>("wanted");
    QTest::newRow("auto on loopback") << u"auto"_s << u"127.0.0.1"_s << false;
    QTest::newRow("auto on another address of loopback") << u"auto"_s << u"127.0.0.9"_s << false;
    QTest::newRow("auto on loopback of the sixth version") << u"auto"_s << u"::1"_s << false;
    QTest::newRow("auto everywhere") << u"auto"_s << u"0.0.0.0"_s << true;
    QTest::newRow("auto everywhere in the sixth version") << u"auto"_s << u"::"_s << true;
    QTest::newRow("auto in the house") << u"auto"_s << u"192.168.0.5"_s << true;
    QTest::newRow("on on loopback") << u"on"_s << u"127.0.0.1"_s << true;
    QTest::newRow("off everywhere") << u"off"_s << u"0.0.0.0"_s << false;
}

void CertificatesTest::isWantedBeyondLoopback()
{
    QFETCH(const QString, mode);
    QFETCH(const QString, address);
    Configuration::Tls tls;
    tls.mode = mode;
    QTEST(TlsIdentity::isWanted(tls, QHostAddress(address)), "wanted");
}

void CertificatesTest::takesAGivenPairThatIsRight()
{
    Configuration configuration;
    configuration.tls.certificate = file(u"good.pem"_s, m_certificate);
    configuration.tls.key = file(u"good.key"_s, m_key);
    const auto identity
        = TlsIdentity::of(configuration, Everywhere, m_folder.filePath(u"nowhere"_s), now());
    QVERIFY(identity);
    QVERIFY(identity->has_value());
    static const QRegularExpression shape(u"^([0-9A-F]{2}:){31}[0-9A-F]{2}$"_s);
    QVERIFY(shape.match((*identity)->fingerprint()).hasMatch());
    QCOMPARE((*identity)->chain.constFirst(), QSslCertificate(m_certificate));
    // On loopback it is judged and not used.
    const auto unused = TlsIdentity::of(configuration, QHostAddress(QHostAddress::LocalHost),
                                        m_folder.filePath(u"nowhere"_s), now());
    QVERIFY(unused);
    QVERIFY(!unused->has_value());
}

void CertificatesTest::refusesAGivenPairWithThePathOfTheKey_data()
{
    QTest::addColumn<QByteArray>("certificate");
    QTest::addColumn<QByteArray>("key");
    QTest::addColumn<QString>("path");
    const QString ofCertificate = u"tls.certificate"_s;
    const QString ofKey = u"tls.key"_s;
    const QByteArray missing;
    QTest::newRow("a certificate that is not there") << missing << m_key << ofCertificate;
    QTest::newRow("a key that is not there") << m_certificate << missing << ofKey;
    QTest::newRow("no certificate in the file") << m_key << m_key << ofCertificate;
    QTest::newRow("no key in the file") << m_certificate << m_certificate << ofKey;
    QTest::newRow("nonsense") << "hello"_ba << m_key << ofCertificate;
    QTest::newRow("another key") << m_certificate << x509::newKey() << ofKey;
    QTest::newRow("expired yesterday") << certificateFor(m_key, -90, -1) << m_key << ofCertificate;
    QTest::newRow("valid from tomorrow") << certificateFor(m_key, 1, 90) << m_key << ofCertificate;
    QTest::newRow("a key cut in half") << m_certificate << m_key.left(m_key.size() / 2) << ofKey;
    QTest::newRow("a key with a passphrase") << m_certificate << KeyWithPassphrase << ofKey;
}

void CertificatesTest::refusesAGivenPairWithThePathOfTheKey()
{
    QFETCH(const QByteArray, certificate);
    QFETCH(const QByteArray, key);
    Configuration configuration;
    const QString nowhere = m_folder.filePath(u"not there"_s);
    configuration.tls.certificate = certificate.isEmpty() ? nowhere : file(u"c.pem"_s, certificate);
    configuration.tls.key = key.isEmpty() ? nowhere : file(u"k.pem"_s, key);
    for (const QHostAddress &where : {Everywhere, QHostAddress(QHostAddress::LocalHost)}) {
        const auto identity = TlsIdentity::of(configuration, where, m_folder.path(), now());
        QVERIFY(!identity);
        QTEST(identity.error().path, "path");
        QVERIFY(!identity.error().message.isEmpty());
        QVERIFY(!identity.error().message.contains(u'\n'));
    }
}

void CertificatesTest::makesOneAtTheFirstStartAndKeepsIt()
{
    const QTemporaryDir data;
    const auto first = TlsIdentity::own(data.path(), Everywhere, now());
    QVERIFY(first);
    const auto again = TlsIdentity::own(data.path(), QHostAddress(u"192.0.2.7"_s), now());
    QVERIFY(again);
    QCOMPARE(again->fingerprint(), first->fingerprint());
    const QTemporaryDir other;
    QVERIFY(TlsIdentity::own(other.path(), Everywhere, now())->fingerprint()
            != first->fingerprint());
}

void CertificatesTest::speaksForTheHostAndItsAddresses()
{
    const QTemporaryDir data;
    const auto identity = TlsIdentity::own(data.path(), QHostAddress(u"192.0.2.7"_s), now());
    QVERIFY(identity);
    const QSslCertificate certificate = identity->chain.constFirst();
    const auto names = certificate.subjectAlternativeNames();
    QVERIFY(names.contains(QSsl::DnsEntry, u"localhost"_s));
    QVERIFY(names.contains(QSsl::IpAddressEntry, u"127.0.0.1"_s));
    QVERIFY(names.contains(QSsl::IpAddressEntry, u"192.0.2.7"_s));
    QVERIFY(!names.contains(QSsl::IpAddressEntry, u"0.0.0.0"_s));
    QCOMPARE(identity->key.algorithm(), QSsl::Ec);
    QCOMPARE(identity->key.length(), 256);
}

//! In a browser's list of exceptions, say, where the fingerprint is not shown.
void CertificatesTest::isToldFromOthersOfTheSameHost()
{
    const QTemporaryDir data, other;
    const auto one = TlsIdentity::own(data.path(), Everywhere, now());
    const auto another = TlsIdentity::own(other.path(), Everywhere, now());
    QVERIFY(one && another);
    const auto host = [](const TlsIdentity &identity) {
        return identity.chain.constFirst().subjectInfo(QSslCertificate::CommonName);
    };
    const auto unit = [](const TlsIdentity &identity) {
        return identity.chain.constFirst().subjectInfo(QSslCertificate::OrganizationalUnitName);
    };
    QVERIFY(!host(*one).join(QString()).isEmpty());
    QCOMPARE(host(*another), host(*one));
    QCOMPARE(unit(*one).size(), 1);
    QVERIFY(unit(*another) != unit(*one));
    QCOMPARE(one->chain.constFirst().issuerInfo(QSslCertificate::OrganizationalUnitName),
             unit(*one));
}

void CertificatesTest::keepsItFromOthers()
{
    const QTemporaryDir data;
    const QString fileName = data.filePath(u"tls.pem"_s);
    const auto others = QFile::ReadGroup | QFile::WriteGroup | QFile::ReadOther | QFile::WriteOther;
    QVERIFY(TlsIdentity::own(data.path(), Everywhere, now()));
    QVERIFY((QFile::permissions(fileName) & others) == 0);
    QVERIFY(QFile::setPermissions(fileName, QFile::permissions(fileName) | QFile::ReadOther));
    QTest::ignoreMessage(QtWarningMsg, QRegularExpression(u"open to others"_s));
    QVERIFY(TlsIdentity::own(data.path(), Everywhere, now()));
    QVERIFY((QFile::permissions(fileName) & others) == 0);
}

void CertificatesTest::renewsItBeforeItEndsWithTheSameKey()
{
    const QTemporaryDir data;
    const auto first = TlsIdentity::own(data.path(), Everywhere, now());
    QVERIFY(first);
    Instant late = now();
    late.wallMs += 24 * 365 * Day;
    QCOMPARE(TlsIdentity::own(data.path(), Everywhere, late)->fingerprint(), first->fingerprint());
    late.wallMs = first->chain.constFirst().expiryDate().toMSecsSinceEpoch() - 29 * Day;
    QTest::ignoreMessage(QtWarningMsg, QRegularExpression(u"another fingerprint"_s));
    const auto renewed = TlsIdentity::own(data.path(), Everywhere, late);
    QVERIFY(renewed);
    QVERIFY(renewed->fingerprint() != first->fingerprint());
    QCOMPARE(renewed->chain.constFirst().publicKey(), first->chain.constFirst().publicKey());
    QCOMPARE(renewed->chain.constFirst().subjectInfo(QSslCertificate::OrganizationalUnitName),
             first->chain.constFirst().subjectInfo(QSslCertificate::OrganizationalUnitName));
    QVERIFY(renewed->chain.constFirst().expiryDate() > first->chain.constFirst().expiryDate());
}

void CertificatesTest::neverReplacesADamagedOne()
{
    const QTemporaryDir data;
    QFile out(data.filePath(u"tls.pem"_s));
    for (const QByteArray &contents :
         {""_ba, "nonsense"_ba, m_certificate, QByteArray(m_certificate + x509::newKey())}) {
        QVERIFY(out.open(QIODevice::WriteOnly | QIODevice::Truncate));
        out.write(contents);
        out.close();
        const auto identity = TlsIdentity::own(data.path(), Everywhere, now());
        QVERIFY(!identity);
        QVERIFY(identity.error().contains(out.fileName()));
        QVERIFY(out.open(QIODevice::ReadOnly));
        QCOMPARE(out.readAll(), contents);
        out.close();
    }
}

namespace
{

void put(const QString &fileName, const QByteArray &contents)
{
    QFile file(fileName);
    QVERIFY(file.open(QIODevice::WriteOnly) && file.write(contents) == contents.size());
}

//! A broker whose configuration names a certificate, as it is renewed by somebody else.
struct Renewal {
    Renewal()
    {
        configuration.tls
            = {u"on"_s, folder.filePath(u"cert.pem"_s), folder.filePath(u"key.pem"_s)};
        write(u"first"_s);
        const auto identity = TlsIdentity::given(configuration.tls, FakeClock().now());
        house.emplace(configuration, *identity);
    }

    //! A new pair; `name` tells them apart.
    void write(const QString &name) const
    {
        const QDateTime now
            = QDateTime::fromMSecsSinceEpoch(FakeClock().now().wallMs, QTimeZone::utc());
        const QByteArray key = x509::newKey();
        put(configuration.tls.certificate,
            x509::selfSigned(key, {{name}, {}, now.addDays(-1), now.addDays(90)}));
        put(configuration.tls.key, key);
    }

    //! For whom the certificate speaks that a client gets now.
    [[nodiscard]] QString shown() const
    {
        QSslSocket socket;
        socket.setPeerVerifyMode(QSslSocket::VerifyNone);
        socket.connectToHostEncrypted(u"127.0.0.1"_s, house->port());
        if (!eventually([&socket] { return socket.isEncrypted(); }))
            return u"none"_s;
        return socket.peerCertificate().subjectAlternativeNames().values(QSsl::DnsEntry).value(0);
    }

    [[nodiscard]] QJsonObject health() const
    {
        QSslSocket socket;
        socket.setPeerVerifyMode(QSslSocket::VerifyNone);
        socket.connectToHostEncrypted(u"127.0.0.1"_s, house->port());
        socket.write("GET /health HTTP/1.1\r\nHost: x\r\n\r\n");
        QByteArray all;
        (void)eventually([&] {
            all += socket.readAll();
            return socket.state() == QAbstractSocket::UnconnectedState;
        });
        return objectOf(all.mid(all.indexOf("\r\n\r\n") + 4));
    }

    QTemporaryDir folder;
    Configuration configuration;
    std::optional<House> house;
};

} // namespace

void CertificatesTest::takesARenewedOneForWhoComesNext()
{
    Renewal renewal;
    QCOMPARE(renewal.shown(), u"first"_s);
    QSslConfiguration anybody = QSslConfiguration::defaultConfiguration();
    anybody.setPeerVerifyMode(QSslSocket::VerifyNone);
    Client anna(renewal.house->events(u"anna"_s), {}, anybody);
    QVERIFY(anna.sync());

    renewal.write(u"second"_s);
    QVERIFY(eventually([&] { // found at one look, read at the next
        renewal.house->clock().advance(CertificateWatch::Every);
        return renewal.shown() == u"second"_s;
    }));
    QVERIFY(anna.sync()); // who was there stays

    renewal.write(u"third"_s);
    renewal.house->broker().rereadCertificate(); // on SIGHUP
    QCOMPARE(renewal.shown(), u"third"_s);
    QVERIFY(!renewal.health().contains("detail"_L1));
}

void CertificatesTest::keepsTheOneInUseWhenTheNewOneIsNone_data()
{
    QTest::addColumn<QString>("file");
    QTest::addColumn<QByteArray>("contents");
    QTest::newRow("a certificate that is none") << u"cert.pem"_s << "nothing"_ba;
    QTest::newRow("a key that is none") << u"key.pem"_s << "nothing"_ba;
    QTest::newRow("another's key") << u"key.pem"_s << x509::newKey();
    QTest::newRow("an empty certificate") << u"cert.pem"_s << ""_ba;
}

void CertificatesTest::keepsTheOneInUseWhenTheNewOneIsNone()
{
    QFETCH(const QString, file);
    QFETCH(const QByteArray, contents);
    Renewal renewal;
    put(renewal.folder.filePath(file), contents);
    renewal.house->broker().rereadCertificate();
    QCOMPARE(renewal.shown(), u"first"_s);
    const QJsonObject health = renewal.health();
    QCOMPARE(health.value("status"_L1), u"ok"_s);
    QVERIFY(health.value("detail"_L1).toString().contains(u"certificate"_s));
    QVERIFY(!health.value("detail"_L1).toString().contains(u".pem"_s)); // no path for strangers

    renewal.write(u"second"_s);
    renewal.house->broker().rereadCertificate();
    QCOMPARE(renewal.shown(), u"second"_s);
    QVERIFY(!renewal.health().contains("detail"_L1));
}

QTEST_GUILESS_MAIN(CertificatesTest)
#include "tst_certificates.moc"
