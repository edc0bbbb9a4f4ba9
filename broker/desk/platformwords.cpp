// SPDX-License-Identifier: GPL-3.0-or-later
#include "broker/desk/platformwords.h"

#include "broker/protocol/constanttime.h"
#include "broker/protocol/eventbody.h"
#include "broker/protocol/timestamp.h"

#include <QCryptographicHash>
#include <QJsonArray>
#include <QMessageAuthenticationCode>

using namespace Qt::StringLiterals;

namespace sermo::desk
{

namespace
{

//! 1440 is the end of a day, more goes on into the next: `20:00-02:00`.
QString clockFace(int minutes)
{
    const int shown = minutes > 24 * 60 ? minutes - 24 * 60 : minutes;
    return u"%1:%2"_s.arg(shown / 60, 2, 10, QChar(u'0')).arg(shown % 60, 2, 10, QChar(u'0'));
}

QJsonObject inWords(const OpeningHours &hours)
{
    QJsonArray week;
    for (const OpeningHours::Day &day : hours.week) {
        QJsonArray spans;
        for (const OpeningHours::Span &span : day)
            spans.append(clockFace(span.from) + u'-' + clockFace(span.to));
        week.append(spans);
    }
    return {{u"timezone"_s, QString::fromLatin1(hours.zone.id())}, {u"week"_s, week}};
}

} // namespace

EventFrame platformClosed(const DeskState &desk, const Session &session, qint64 wallMs)
{
    event::PlatformClosed closed;
    const Platform *platform = desk.config.platform(session.platform);
    if (platform && platform->hours) {
        closed.hours = inWords(*platform->hours);
        const bool isByHand = desk.table.isOpenByHand(platform->id).has_value();
        const auto opens = isByHand ? std::nullopt : platform->hours->opensAfter(wallMs);
        if (opens) // who closed it by hand has not said when
            closed.opensAt = QString::fromLatin1(toTimestamp(*opens));
    }
    return compose(Direction::Outbound, session.user, closed);
}

std::optional<EventFrame> signedIdentity(const DeskState &desk, const Session &session)
{
    const Platform *platform = desk.config.platform(session.platform);
    const QString claimed = session.startParams.value("customerId"_L1).toString();
    const QByteArray hash
        = session.startParams.value("customerHash"_L1).toString().toLatin1().toLower();
    if (!platform || platform->secret.isEmpty() || claimed.isEmpty() || hash.isEmpty())
        return std::nullopt;
    const QByteArray right
        = QMessageAuthenticationCode::hash(claimed.toUtf8(), platform->secret.toUtf8(),
                                           QCryptographicHash::Sha256)
              .toHex();
    if (!equalInConstantTime(hash, right))
        return std::nullopt;
    // The site tells no name; what others told of this very customer stays.
    const bool isKnown = session.brandId == platform->brand && session.customerId == claimed;
    return compose(Direction::Internal, session.user,
                   event::CustomerIdentified{.brandId = platform->brand,
                                             .customerId = claimed,
                                             .name = isKnown ? session.customerName : QString(),
                                             .verified = true});
}

bool hidesPreview(const DeskState &desk, const Session &session)
{
    const auto beside = desk.beside.constFind(session.user);
    const bool isTold = beside != desk.beside.cend() && !beside->platform.isEmpty();
    // What `hello` said is not in the log yet.
    return desk.config.hidesPreview(isTold ? beside->platform : session.platform, session.queue);
}

} // namespace sermo::desk
