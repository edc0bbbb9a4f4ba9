// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "broker/protocol/eventbody.h"
#include "broker/server/configuration.h"
#include "broker/server/pace.h"
#include "broker/server/router.h"
#include "broker/server/tokens.h"

#include <QHostAddress>

namespace sermo::server
{

//! Where a customer's socket says who it is, by its first frame (contract 4): `hello` for a new
//! customer or one that comes back, or the first inbound event with a userId of its own. After the
//! welcome the router has it. Lives in the broker's thread; owns the peers until then.
class CustomerGate : public QObject
{
    Q_OBJECT
public:
    static constexpr std::chrono::milliseconds FirstFrameDeadline{5'000};
    static constexpr qsizetype MaxEarly = 256; //!< frames that wait for the welcome

    CustomerGate(Router &router, Tokens &tokens, const desk::DeskConfig &config, bool requireToken,
                 const Configuration::Limits &limits, const Clock &clock, QObject *parent);

    void setRequireToken(bool isRequired) { m_requireToken = isRequired; }
    void receive(Peer *peer, const QHostAddress &from);
    //! Says goodbye to all who wait; when they have left, drained().
    void drain();
    void pulse(Instant now);

signals:
    void drained();

private:
    struct Guest {
        std::chrono::milliseconds since{0};
        bool isBusy = false; //!< its token is being stored
        QList<QByteArray> early; //!< came meanwhile
        qint64 earlyBytes = 0; //!< of them all
        RateLimit limit; //!< of the tries; what comes early is counted by the router
        QHostAddress from;
    };

    void handleFrame(Peer *peer, const QByteArray &frame);
    void handleTry(Peer *peer, const QByteArray &frame);
    void handleFirst(Peer *peer, const QByteArray &bytes);
    void handleHello(Peer *peer, const event::Hello &hello);
    void handleReturn(Peer *peer, const event::Hello &hello);
    void handleReturnElsewhere(Peer *peer, const event::Hello &hello);
    void handleFirstEvent(Peer *peer, const EventFrame &frame);
    [[nodiscard]] bool takeBack(Peer *peer, const EventFrame &frame);
    [[nodiscard]] bool mayBeNew(Peer *peer, const EventId &id);
    void makeKnown(Peer *peer, const UserId &user, const PlatformId &platform,
                   const EventFrame &first);
    void admit(Peer *peer, const desk::Sender &identity, const ReplayRequest &replay,
               const QByteArray &token, const QByteArray &first = {});
    void refuse(Peer *peer, ErrorCode code, const QString &message, const EventId &id = {});
    void turnAway(Peer *peer, CloseCode code, const QString &reason);
    void dismiss(Peer *peer);
    [[nodiscard]] bool isKnown(const UserId &user) const;

    Router &m_router;
    Tokens &m_tokens;
    const desk::DeskConfig &m_config;
    bool m_requireToken;
    const Configuration::Limits m_limits;
    const Clock &m_clock;
    bool m_draining = false;
    bool m_drainedTold = false;
    QHash<Peer *, Guest> m_guests;
    PaceOfEach<QHostAddress> m_newcomers; //!< each is remembered for a day
};

} // namespace sermo::server
