// SPDX-License-Identifier: GPL-3.0-or-later
#include "broker/server/x509.h"

#include <memory>
#include <openssl/bio.h>
#include <openssl/ec.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/rand.h>
#include <openssl/x509v3.h>

using namespace Qt::StringLiterals;

namespace sermo::server::x509
{

namespace
{

template <auto Free>
struct Deleter {
    template <typename T>
    void operator()(T *object) const
    {
        Free(object);
    }
};
using Bio = std::unique_ptr<BIO, Deleter<BIO_free_all>>;
using Key = std::unique_ptr<EVP_PKEY, Deleter<EVP_PKEY_free>>;
using Certificate = std::unique_ptr<X509, Deleter<X509_free>>;
using Extension = std::unique_ptr<X509_EXTENSION, Deleter<X509_EXTENSION_free>>;

constexpr int SerialBytes = 16; //!< RFC 5280 allows 20; random, so that no two are alike
constexpr int CommonNameBytes = 64; //!< the bound of X.520
constexpr int UnitBytes = 8; //!< of the key's fingerprint

Bio reading(const QByteArray &bytes)
{
    return Bio(BIO_new_mem_buf(bytes.constData(), static_cast<int>(bytes.size())));
}

QByteArray written(const Bio &bio)
{
    char *bytes = nullptr;
    const auto size = BIO_get_mem_data(bio.get(), &bytes);
    return {bytes, static_cast<qsizetype>(size)};
}

//! OpenSSL would ask at the terminal for the passphrase of a key that has one.
int noPassphrase(char *, int, int, void *)
{
    return -1;
}

Key keyIn(const QByteArray &pem)
{
    const Bio bio = reading(pem);
    return Key(PEM_read_bio_PrivateKey(bio.get(), nullptr, noPassphrase, nullptr));
}

bool addExtension(X509 *certificate, int what, const QByteArray &value)
{
    X509V3_CTX context;
    X509V3_set_ctx_nodb(&context);
    X509V3_set_ctx(&context, certificate, certificate, nullptr, nullptr, 0);
    const Extension extension(X509V3_EXT_conf_nid(nullptr, &context, what, value.constData()));
    return extension && X509_add_ext(certificate, extension.get(), -1) == 1;
}

//! `DNS:desk.example.com,IP:192.0.2.1`; whatever else a host may be called stays out.
QByteArray alternativeNames(const Subject &subject)
{
    QStringList all;
    const auto isGood = [](QChar c) {
        return c.unicode() < 128 && (c.isLetterOrNumber() || c == u'-' || c == u'.' || c == u'_');
    };
    for (const QString &name : subject.names) {
        if (!name.isEmpty() && std::all_of(name.begin(), name.end(), isGood))
            all.append(u"DNS:"_s + name);
    }
    for (QHostAddress address : subject.addresses) {
        address.setScopeId({});
        all.append(u"IP:"_s + address.toString());
    }
    return all.join(u',').toLatin1();
}

bool setSerial(X509 *certificate)
{
    unsigned char bytes[SerialBytes];
    if (RAND_bytes(bytes, SerialBytes) != 1)
        return false;
    bytes[0] = (bytes[0] & 0x7f) | 0x40; // positive, and always of the same length
    const std::unique_ptr<BIGNUM, Deleter<BN_free>> number(BN_bin2bn(bytes, SerialBytes, nullptr));
    return number && BN_to_ASN1_INTEGER(number.get(), X509_get_serialNumber(certificate));
}

//! The beginning of its fingerprint: enough to tell any two apart.
QByteArray unitOf(const X509 *certificate)
{
    unsigned char digest[EVP_MAX_MD_SIZE];
    unsigned int size = 0;
    if (X509_pubkey_digest(certificate, EVP_sha256(), digest, &size) != 1)
        return {};
    return QByteArray(reinterpret_cast<const char *>(digest), UnitBytes).toHex();
}

//! Its key has to be set: the name says which one that is.
bool setName(X509 *certificate, const QString &name)
{
    X509_NAME *subject = X509_get_subject_name(certificate);
    const auto add = [subject](int what, const QByteArray &text) {
        return X509_NAME_add_entry_by_NID(subject, what, MBSTRING_UTF8,
                                          reinterpret_cast<const unsigned char *>(text.constData()),
                                          static_cast<int>(text.size()), -1, 0)
            == 1;
    };
    return add(NID_organizationName, "Sermo Desk")
        && add(NID_organizationalUnitName, unitOf(certificate))
        && add(NID_commonName, name.toUtf8().left(CommonNameBytes))
        && X509_set_issuer_name(certificate, subject) == 1;
}

bool setValidity(X509 *certificate, const Subject &subject)
{
    return ASN1_TIME_set(X509_getm_notBefore(certificate), subject.from.toSecsSinceEpoch())
        && ASN1_TIME_set(X509_getm_notAfter(certificate), subject.until.toSecsSinceEpoch());
}

bool fill(X509 *certificate, EVP_PKEY *key, const Subject &subject)
{
    const QByteArray names = alternativeNames(subject);
    return X509_set_version(certificate, X509_VERSION_3) == 1 && setSerial(certificate)
        && X509_set_pubkey(certificate, key) == 1
        && setName(certificate, subject.names.value(0, u"sermo-broker"_s))
        && setValidity(certificate, subject)
        && addExtension(certificate, NID_basic_constraints, "critical,CA:FALSE")
        && addExtension(certificate, NID_key_usage, "critical,digitalSignature")
        && addExtension(certificate, NID_ext_key_usage, "serverAuth")
        && (names.isEmpty() || addExtension(certificate, NID_subject_alt_name, names));
}

} // namespace

QByteArray newKey()
{
    const Key key(EVP_PKEY_Q_keygen(nullptr, nullptr, "EC", "P-256"));
    const Bio out(BIO_new(BIO_s_mem()));
    if (!key || !out
        || PEM_write_bio_PKCS8PrivateKey(out.get(), key.get(), nullptr, nullptr, 0, nullptr,
                                         nullptr)
            != 1)
        return {};
    return written(out);
}

QByteArray selfSigned(const QByteArray &key, const Subject &subject)
{
    const Key signer = keyIn(key);
    const Certificate certificate(X509_new());
    const Bio out(BIO_new(BIO_s_mem()));
    if (!signer || !certificate || !out || !fill(certificate.get(), signer.get(), subject)
        || X509_sign(certificate.get(), signer.get(), EVP_sha256()) == 0
        || PEM_write_bio_X509(out.get(), certificate.get()) != 1)
        return {};
    return written(out);
}

bool belongTogether(const QByteArray &certificates, const QByteArray &key)
{
    const Bio bio = reading(certificates);
    const Certificate first(PEM_read_bio_X509(bio.get(), nullptr, noPassphrase, nullptr));
    const Key its = keyIn(key);
    return first && its && X509_check_private_key(first.get(), its.get()) == 1;
}

} // namespace sermo::server::x509
