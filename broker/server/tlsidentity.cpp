// SPDX-License-Identifier: GPL-3.0-or-later
#include "broker/server/tlsidentity.h"

#include "broker/server/x509.h"
#include "broker/store/databasefiles.h"

#include <QDir>
#include <QFile>
#include <QHostInfo>
#include <QLoggingCategory>
#include <QNetworkInterface>
#include <QSaveFile>

using namespace Qt::StringLiterals;

namespace sermo::server
{

namespace
{

Q_LOGGING_CATEGORY(lc, "sermo.broker.tls")

// Long, since whoever pinned it must be told of another one. From the day before, for clocks that
// are a little behind.
constexpr int YearsValid = 25;
constexpr int DaysRenewedBefore = 30;
constexpr qint64 MaxFile = 1024 * 1024;
constexpr QFile::Permissions OwnersOnly = QFile::ReadOwner | QFile::WriteOwner;
const QString CertificateKey = u"tls.certificate"_s;
const QString KeyKey = u"tls.key"_s;

Result<QByteArray, QString> contentsOf(const QString &fileName)
{
    QFile file(fileName);
    if (!file.open(QIODevice::ReadOnly))
        return failure(u"cannot read %1: %2"_s.arg(fileName, file.errorString()));
    return file.read(MaxFile);
}

QSslKey keyFrom(const QByteArray &pem)
{
    for (const QSsl::KeyAlgorithm algorithm : {QSsl::Ec, QSsl::Rsa}) {
        const QSslKey key(pem, algorithm);
        if (!key.isNull())
            return key;
    }
    return {};
}

x509::Subject ownSubject(const QHostAddress &listen, Instant now)
{
    x509::Subject subject;
    const QString host = QHostInfo::localHostName();
    const QString domain = QHostInfo::localDomainName();
    if (!host.isEmpty() && !domain.isEmpty())
        subject.names.append(host + u'.' + domain);
    for (const QString &name : {host, u"localhost"_s}) {
        if (!name.isEmpty() && !subject.names.contains(name))
            subject.names.append(name);
    }
    QList<QHostAddress> all = QNetworkInterface::allAddresses();
    all.append(listen);
    for (const QHostAddress &address : std::as_const(all)) {
        const bool isAny = address == QHostAddress(QHostAddress::AnyIPv4)
            || address == QHostAddress::AnyIPv6 || address == QHostAddress(QHostAddress::Any);
        if (!isAny && !address.isLinkLocal() && !subject.addresses.contains(address))
            subject.addresses.append(address);
    }
    subject.from = now.wall().addDays(-1);
    subject.until = now.wall().addYears(YearsValid);
    return subject;
}

Result<void, QString> save(const QString &fileName, const QByteArray &contents)
{
    QSaveFile file(fileName);
    // Nobody else may read it at any moment: before the first byte of the key is in it.
    if (!file.open(QIODevice::WriteOnly) || !file.setPermissions(OwnersOnly)
        || file.write(contents) != contents.size() || !file.commit())
        return failure(u"cannot write %1: %2"_s.arg(fileName, file.errorString()));
    return {};
}

//! Makes a certificate for this key, or for a new one, and keeps both.
Result<TlsIdentity, QString> make(const QString &fileName, const QByteArray &oldKey,
                                  const QHostAddress &listen, Instant now)
{
    const QByteArray key = oldKey.isEmpty() ? x509::newKey() : oldKey;
    const QByteArray certificate = x509::selfSigned(key, ownSubject(listen, now));
    const TlsIdentity identity{QSslCertificate::fromData(certificate), keyFrom(key)};
    if (identity.chain.isEmpty() || identity.key.isNull())
        return failure(u"a certificate could not be made"_s);
    if (const auto saved = save(fileName, certificate + key); !saved)
        return failure(QString(saved.error()));
    return identity;
}

} // namespace

QString TlsIdentity::fingerprint() const
{
    return QString::fromLatin1(
        chain.value(0).digest(QCryptographicHash::Sha256).toHex(':').toUpper());
}

QSslConfiguration TlsIdentity::configuration() const
{
    QSslConfiguration tls = QSslConfiguration::defaultConfiguration();
    tls.setLocalCertificateChain(chain);
    tls.setPrivateKey(key);
    tls.setProtocol(QSsl::TlsV1_2OrLater);
    // Nobody shows us a certificate: no authorities to load for each connection.
    tls.setPeerVerifyMode(QSslSocket::VerifyNone);
    tls.setCaCertificates({});
    // Qt makes a context for each connection, so no ticket could ever be honoured.
    tls.setSslOption(QSsl::SslOptionDisableSessionTickets, true);
    return tls;
}

bool TlsIdentity::isWanted(const Configuration::Tls &tls, const QHostAddress &listen)
{
    return tls.mode == "on"_L1 || (tls.mode == "auto"_L1 && !listen.isLoopback());
}

Result<TlsIdentity, Configuration::Error> TlsIdentity::given(const Configuration::Tls &tls,
                                                             Instant now)
{
    using Error = Configuration::Error;
    const auto certificates = contentsOf(tls.certificate);
    if (!certificates)
        return failure(Error{CertificateKey, certificates.error()});
    const auto keyText = contentsOf(tls.key);
    if (!keyText)
        return failure(Error{KeyKey, keyText.error()});
    const TlsIdentity identity{QSslCertificate::fromData(*certificates), keyFrom(*keyText)};
    if (identity.chain.isEmpty() || identity.chain.constFirst().isNull())
        return failure(Error{CertificateKey, u"holds no certificate (PEM)"_s});
    if (identity.key.isNull())
        return failure(Error{
            KeyKey, u"holds no private key (PEM, RSA or elliptic curve, without a passphrase)"_s});
    const QSslCertificate &first = identity.chain.constFirst();
    if (first.expiryDate() <= now.wall())
        return failure(Error{CertificateKey,
                             u"has expired on %1"_s.arg(first.expiryDate().toString(Qt::ISODate))});
    if (first.effectiveDate() > now.wall())
        return failure(
            Error{CertificateKey,
                  u"is not valid before %1"_s.arg(first.effectiveDate().toString(Qt::ISODate))});
    if (!x509::belongTogether(*certificates, *keyText))
        return failure(Error{KeyKey, u"is not the key of the certificate"_s});
    return identity;
}

QString TlsIdentity::ownFile(const QString &dataDirectory)
{
    return QDir(dataDirectory).absoluteFilePath(u"tls.pem"_s);
}

Result<TlsIdentity, QString> TlsIdentity::own(const QString &dataDirectory,
                                              const QHostAddress &listen, Instant now)
{
    const QString fileName = ownFile(dataDirectory);
    // The first to be kept there comes before the log, which would make the directory.
    if (const auto made = store::files::makeDirectory(dataDirectory); !made)
        return failure(QString(made.error()));
    if (!QFile::exists(fileName))
        return make(fileName, {}, listen, now);
    const auto contents = contentsOf(fileName);
    if (!contents)
        return failure(QString(contents.error()));
    const TlsIdentity identity{QSslCertificate::fromData(*contents), keyFrom(*contents)};
    // Never replaced unasked: whoever pinned it would meet a stranger.
    if (identity.chain.isEmpty() || identity.key.isNull()
        || !x509::belongTogether(*contents, *contents))
        return failure(
            u"%1 is damaged: restore it, or remove it to have another one made"_s.arg(fileName));
    if ((QFile::permissions(fileName) & ~(OwnersOnly | QFile::ReadUser | QFile::WriteUser)) != 0) {
        qCWarning(lc) << fileName << "was open to others: only its owner may read it now";
        QFile::setPermissions(fileName, OwnersOnly);
    }
    if (identity.chain.constFirst().expiryDate() > now.wall().addDays(DaysRenewedBefore))
        return identity;
    qCWarning(lc) << "the broker's own certificate ends: a new one has another fingerprint";
    return make(fileName, identity.key.toPem(), listen, now);
}

Result<std::optional<TlsIdentity>, Configuration::Error> TlsIdentity::of(
    const Configuration &configuration, const QHostAddress &listen, const QString &dataDirectory,
    Instant now)
{
    const Configuration::Tls &tls = configuration.tls;
    std::optional<TlsIdentity> identity;
    if (!tls.certificate.isEmpty()) { // judged even where it is not used yet
        const auto read = given(tls, now);
        if (!read)
            return failure(Configuration::Error(read.error()));
        identity = *read;
    }
    if (!isWanted(tls, listen))
        return std::optional<TlsIdentity>();
    if (!QSslSocket::supportsSsl())
        return failure(Configuration::Error{{}, u"this Qt cannot speak TLS"_s});
    if (identity)
        return identity;
    const auto made = own(dataDirectory, listen, now);
    if (!made)
        return failure(Configuration::Error{{}, made.error()});
    return std::optional<TlsIdentity>(*made);
}

} // namespace sermo::server
