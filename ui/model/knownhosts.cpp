// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/model/knownhosts.h"

#include <QHostAddress>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>
#include <optional>
#include <utility>

namespace sermo::model
{

using namespace Qt::StringLiterals;

namespace
{

constexpr qsizetype PinBytes = 32;
constexpr qsizetype MostKnown = 2;

bool isTls(const QUrl &url)
{
    return url.scheme() == "https"_L1 || url.scheme() == "wss"_L1;
}

bool isSame(const QUrl &one, const QUrl &other)
{
    const int usual = isTls(one) ? 443 : 80;
    return isTls(one) == isTls(other) && one.host().compare(other.host(), Qt::CaseInsensitive) == 0
        && one.port(usual) == other.port(usual);
}

//! Nothing: it is none, or one where the key could be read on its way and cannot be now.
std::optional<KnownHosts::Host> hostFrom(const QString &at, const QString &pin, const QUrl &teller)
{
    const QUrl url(at, QUrl::StrictMode);
    const bool isOnThisMachine
        = url.host() == "localhost"_L1 || QHostAddress(url.host()).isLoopback();
    const bool isUsable = url.isValid() && !url.host().isEmpty()
        && (isTls(url) || (url.scheme() == "http"_L1 && isOnThisMachine && !isTls(teller)));
    if (!isUsable)
        return std::nullopt;
    const QByteArray sha256 = QByteArray::fromHex(pin.toLatin1());
    return KnownHosts::Host{url, isTls(url) && sha256.size() == PinBytes ? sha256 : QByteArray()};
}

QList<KnownHosts::Host> hostsIn(const QJsonObject &said, const QUrl &teller)
{
    QList<KnownHosts::Host> hosts;
    const QJsonArray all = said.value("hosts"_L1).toArray();
    const QJsonArray pins = said.value("pins"_L1).toArray();
    for (qsizetype i = 0; i < std::min<qsizetype>(all.size(), KnownHosts::Most); ++i) {
        if (const auto host = hostFrom(all.at(i).toString(), pins.at(i).toString(), teller))
            hosts += *host;
    }
    return hosts;
}

} // namespace

bool KnownHosts::accept(const QByteArray &welcome)
{
    m_failed = 0;
    const QJsonObject said = QJsonDocument::fromJson(welcome).object();
    if (said.value("type"_L1) != u"welcome"_s)
        return true; // of a broker that has other manners
    const auto term = quint64(said.value("term"_L1).toInteger());
    const bool isSucceeded = term > 0 && term < m_term && count() > 1;
    if (isSucceeded && !std::exchange(m_isDeclined, true)) {
        m_failed = 1;
        m_at = (m_at + 1) % count();
        return false;
    }
    m_isDeclined = false;
    m_term = term;
    learn(hostsIn(said, current().broker));
    return true;
}

void KnownHosts::learn(const QList<Host> &told)
{
    QList<Host> all{current()};
    const auto add = [&all](const Host &host) {
        const bool isKnown = std::ranges::any_of(
            all, [&host](const Host &known) { return isSame(known.broker, host.broker); });
        if (!isKnown && all.size() < Most)
            all += host;
    };
    add(m_given); // by what we were told of it, whatever the other one calls it
    std::ranges::for_each(m_known, add);
    std::ranges::for_each(told, add);
    m_all = all;
    m_at = 0;
}

void KnownHosts::know(const Host &host)
{
    if (host.broker.host().isEmpty())
        return;
    const auto renew = [&host](Host &known) {
        const bool isIt = isSame(known.broker, host.broker);
        if (isIt && !host.pin.isEmpty()) // who is trusted by his fingerprint is so for good
            known.pin = host.pin;
        return isIt;
    };
    const auto renewIn = [&renew](QList<Host> &hosts) {
        return std::ranges::count_if(hosts, renew) > 0; // all of them
    };
    const bool isGiven = renew(m_given);
    if (!renewIn(m_all) && m_all.size() < Most)
        m_all += host;
    if (renewIn(m_known) || isGiven)
        return;
    m_known += host;
    if (m_known.size() > MostKnown)
        m_known.removeFirst();
}

bool KnownHosts::knows(const Host &host) const
{
    return std::ranges::any_of(m_all, [&host](const Host &known) {
        const bool arePinned = isTls(host.broker) && isTls(known.broker) && !host.pin.isEmpty()
            && !known.pin.isEmpty();
        return arePinned ? host.pin == known.pin : isSame(host.broker, known.broker);
    });
}

bool KnownHosts::moveOn()
{
    m_at = (m_at + 1) % count();
    if (++m_failed < count())
        return false;
    m_failed = 0;
    return true;
}

QByteArray KnownHosts::toJson() const
{
    QJsonArray hosts, pins;
    for (const Host &host : m_all) {
        if (isSame(host.broker, m_given.broker))
            continue;
        hosts += host.broker.toString();
        pins += QString::fromLatin1(host.pin.toHex());
    }
    return QJsonDocument(
               QJsonObject{{u"term"_s, qint64(m_term)}, {u"hosts"_s, hosts}, {u"pins"_s, pins}})
        .toJson(QJsonDocument::Compact);
}

void KnownHosts::remember(const QByteArray &json)
{
    const QJsonObject kept = QJsonDocument::fromJson(json).object();
    m_all = {m_given};
    m_at = 0;
    m_term = quint64(kept.value("term"_L1).toInteger());
    learn(hostsIn(kept, m_given.broker));
}

} // namespace sermo::model
