// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/model/invitation.h"

#include "ui/model/certificatepin.h"

#include <QCoreApplication>
#include <QRegularExpression>
#include <QUrlQuery>

namespace sermo::model
{

using namespace Qt::StringLiterals;

namespace
{

constexpr auto Begin = "sermo://join"_L1;
constexpr qsizetype MaxText = 4096, MaxKey = 200, MaxName = 100;

struct Tr {
    Q_DECLARE_TR_FUNCTIONS(sermo::model::Invitation)
};

//! From its beginning to the first sign that no link has. A link that mail has broken into lines
//! is whole again, as long as nothing else stands before it.
QString linkIn(const QString &text)
{
    static const QRegularExpression space(u"\\s"_s);
    QString link = text.trimmed();
    if (link.startsWith(Begin, Qt::CaseInsensitive))
        return link.remove(space);
    const qsizetype at = link.indexOf(Begin, 0, Qt::CaseInsensitive);
    if (at < 0)
        return {};
    link = link.sliced(at);
    static const QRegularExpression end(u"[\\s<>\"]"_s);
    return link.left(link.indexOf(end));
}

bool isAddress(const QUrl &url)
{
    return url.isValid() && !url.host().isEmpty()
        && (url.scheme() == "https"_L1 || url.scheme() == "http"_L1) && url.userInfo().isEmpty()
        && !url.hasQuery() && !url.hasFragment() && (url.path().isEmpty() || url.path() == "/"_L1);
}

bool isKey(const QString &key)
{
    static const QRegularExpression shape(u"^[\\x21-\\x7e]+$"_s); // a header carries it
    return key.size() <= MaxKey && shape.match(key).hasMatch();
}

//! A value as it was meant: `+` is a plus in a link of ours.
QString valueOf(const QUrlQuery &query, const QString &key)
{
    return query.queryItemValue(key, QUrl::FullyDecoded);
}

QString encoded(const QString &text)
{
    return QString::fromLatin1(QUrl::toPercentEncoding(text));
}

} // namespace

QString Invitation::toLink() const
{
    QString link = Begin + u"?at="_s + encoded(broker.toString(QUrl::RemovePath));
    if (!pin.isEmpty())
        link += u"&pin="_s + QString::fromLatin1(pin.toHex());
    link += u"&key="_s + encoded(key);
    if (!agent.isEmpty())
        link += u"&agent="_s + encoded(agent.value());
    if (!name.isEmpty())
        link += u"&name="_s + encoded(name);
    return link;
}

bool Invitation::isMeant(const QString &text)
{
    return text.contains("sermo:"_L1, Qt::CaseInsensitive);
}

Result<Invitation, QString> Invitation::fromText(const QString &text)
{
    const QString link = text.size() > MaxText ? QString() : linkIn(text);
    if (link.isEmpty())
        return failure(Tr::tr("This is no invitation: one begins with sermo://join."));
    const QUrlQuery query(QUrl(link, QUrl::TolerantMode));
    Invitation read;
    read.broker = QUrl(valueOf(query, u"at"_s), QUrl::StrictMode);
    read.broker.setPath({});
    read.key = valueOf(query, u"key"_s);
    read.agent = AgentId(valueOf(query, u"agent"_s));
    read.name = valueOf(query, u"name"_s).simplified().left(MaxName);
    if (!isAddress(read.broker))
        return failure(Tr::tr("The invitation is not whole: its address is missing or cut. Copy "
                              "all of it, to its end."));
    if (const QString pin = valueOf(query, u"pin"_s); !pin.isEmpty()) {
        read.pin = CertificatePin::fromText(pin);
        if (read.pin.isEmpty())
            return failure(Tr::tr("The invitation is not whole: the fingerprint in it is cut or "
                                  "changed. Copy all of it, to its end."));
    }
    if (!isKey(read.key))
        return failure(Tr::tr("The invitation is not whole: its key is missing or cut. Copy all "
                              "of it, to its end."));
    return read;
}

} // namespace sermo::model
