// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "broker/protocol/clock.h"
#include "broker/protocol/eventframe.h"
#include "broker/server/rollcall.h"
#include "broker/store/cluster.h"

#include <QJsonArray>
#include <QJsonObject>
#include <QObject>
#include <QSet>

namespace sermo::server
{

//! The other brokers of a cluster: what they see and what passes there is told here as if it were
//! seen here, so that every desk knows who is connected, wherever. Each broker keeps the others'
//! roll calls: who falls silent has lost all his, and who was not heard once is asked for all of
//! it. Lives in the broker's thread.
class Fellows : public QObject
{
    Q_OBJECT
public:
    static constexpr std::chrono::milliseconds AliveEvery{1'000};
    static constexpr std::chrono::milliseconds GoneAfter{6'000};
    static constexpr int RollPart = 500; //!< who is there, a message

    Fellows(store::Cluster &cluster, const Clock &clock, QObject *parent);

    //! What this broker sees of its own connections …
    void tell(const desk::Sighting &sighting);
    //! … what passes here, and behind which number of the log …
    void tell(const EventFrame &frame, Seq after);
    //! … and that a customer is being erased, is not any more, or has been.
    void tellSealed(const UserId &user, bool isSealed);
    void tellErased(const UserId &user);
    //! That all connections here are gone, and so is this broker.
    void leave();

    //! Whether he whom a sighting says to have gone from here is connected to another broker, or
    //! from another broker, here or to a third one.
    [[nodiscard]] bool isElsewhere(const desk::Sighting &sighting) const;
    [[nodiscard]] bool isHere(const desk::Sighting &sighting) const { return m_own.has(sighting); }
    [[nodiscard]] qsizetype count() const { return m_fellows.size(); }

    void pulse(Instant now); //!< a few times a second

signals:
    void seen(const sermo::desk::Sighting &sighting); //!< and nothing seen here says otherwise
    void passed(const sermo::EventFrame &frame, sermo::Seq after);
    void sealed(const sermo::UserId &user, bool isSealed);
    void erased(const sermo::UserId &user);

private:
    using Time = std::chrono::milliseconds;
    struct Fellow {
        quint64 number = 0; //!< of the last message
        Time heardAt{0};
        RollCall there;
        std::optional<RollCall> counting; //!< a roll of which more parts are to come
    };

    void say(const QJsonObject &words, const QByteArray &frame = {});
    void sayRoll();
    void sayBeats();
    void hear(const QByteArray &from, quint64 number, const QByteArray &message);
    void heed(const QByteArray &from, const QJsonObject &words, const QByteArray &frame);
    void heedRoll(Fellow &fellow, const QJsonObject &words);
    void heedPassed(const QJsonObject &words, const QByteArray &frame);
    [[nodiscard]] bool isAt(const desk::Sighting &sighting, const Fellow *except) const;
    void take(Fellow &fellow, const desk::Sighting &sighting);
    void forget(const QByteArray &name);

    store::Cluster &m_cluster;
    const Clock &m_clock;
    RollCall m_own;
    QHash<QByteArray, Fellow> m_fellows;
    QSet<UserId> m_beats; //!< since they were told last
    Time m_toldAt{0};
    bool m_hasLeft = false;
};

} // namespace sermo::server
