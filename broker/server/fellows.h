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

#include <optional>

namespace sermo::server
{

//! The other brokers of a cluster: what they see and what passes there is told here as if it were
//! seen here, so that every desk knows who is connected, wherever. Each broker keeps the others'
//! roll calls: who falls silent has lost all his, and who was not heard once is asked for all of
//! it until he has said it. A customer who is being erased is sealed by all: whoever erases him
//! hears of each when nothing of him is on its way there any more. Lives in the broker's thread.
class Fellows : public QObject
{
    Q_OBJECT
public:
    static constexpr std::chrono::milliseconds AliveEvery{1'000};
    static constexpr std::chrono::milliseconds GoneAfter{6'000};
    //! Longer than a log takes to refuse what was on its way to it.
    static constexpr std::chrono::milliseconds QuietWithin{45'000};
    static constexpr int RollPart = 500; //!< who is there, a message

    Fellows(store::Cluster &cluster, const Clock &clock, QObject *parent);

    //! What this broker sees of its own connections …
    void tell(const desk::Sighting &sighting);
    //! … what passes here, and behind which number of the log …
    void tell(const EventFrame &frame, Seq after);
    //! … and that a customer is being erased here, is not any more, or has been, by an erasure that
    //! ends before that number of the log …
    void tellSealed(const UserId &user, bool isSealed);
    void tellErased(const UserId &user, Seq upTo);
    //! … or, to whoever erases him, that nothing of him is on its way here behind that number.
    void tellQuiet(const UserId &user, Seq upTo);
    //! That all connections here are gone, and so is this broker.
    void leave();

    //! Whether he whom a sighting says to have gone from here is connected to another broker, or
    //! from another broker, here or to a third one.
    [[nodiscard]] bool isElsewhere(const desk::Sighting &sighting) const;
    [[nodiscard]] bool isHere(const desk::Sighting &sighting) const { return m_own.has(sighting); }
    [[nodiscard]] qsizetype count() const { return m_fellows.size(); }
    //! Whether another broker erases this customer.
    [[nodiscard]] bool isSealedElsewhere(const UserId &user) const;
    //! Of a customer whom we erase: nothing of him comes behind that number from any of the others.
    //! None: not all of them have said so.
    [[nodiscard]] std::optional<Seq> quietUpTo(const UserId &user) const;

    void pulse(Instant now); //!< a few times a second

signals:
    void seen(const sermo::desk::Sighting &sighting); //!< and nothing seen here says otherwise
    void passed(const sermo::EventFrame &frame, sermo::Seq after);
    //! Also again; and not any more: by nobody.
    void sealed(const sermo::UserId &user, bool isSealed);
    //! He was sealed, is not any more, and why was not heard.
    void lapsed(const sermo::UserId &user);
    void erased(const sermo::UserId &user, sermo::Seq upTo);
    void quietened(const sermo::UserId &user); //!< quietUpTo() may have changed
    void unquiet(const sermo::UserId &user); //!< somebody did not say so within QuietWithin

private:
    using Time = std::chrono::milliseconds;
    struct Fellow {
        quint64 number = 0; //!< of the last message
        Time heardAt{0};
        RollCall there;
        QSet<UserId> sealed; //!< by this one
        std::optional<RollCall> counting; //!< a roll of which more parts are to come
        std::optional<Time> askedAt; //!< for a roll that has not come
    };
    struct Sealing { //!< of ours
        Time since{0};
        Time saidAt{0};
        bool isLate = false;
        QHash<QByteArray, Seq> quiet; //!< who has said so
    };

    void say(const QJsonObject &words, const QByteArray &frame = {});
    void sayRoll();
    void sayBeats();
    void askForRoll(const QByteArray &name);
    void sayAgain(Time now);
    void dropTheSilent(Time now);
    void hear(const QByteArray &from, quint64 number, const QByteArray &message);
    void heed(const QByteArray &from, const QJsonObject &words, const QByteArray &frame);
    void heedRoll(Fellow &fellow, const QJsonObject &words);
    void heedPassed(const QJsonObject &words, const QByteArray &frame);
    void heedSealing(const QByteArray &from, const QString &what, const UserId &user, Seq upTo);
    void heedSealed(Fellow &fellow, const QJsonArray &names);
    void lapse(const UserId &user);
    [[nodiscard]] bool isSealed(const UserId &user) const;
    [[nodiscard]] bool isAt(const desk::Sighting &sighting, const Fellow *except) const;
    void take(Fellow &fellow, const desk::Sighting &sighting);
    void forget(const QByteArray &name);

    store::Cluster &m_cluster;
    const Clock &m_clock;
    RollCall m_own;
    QHash<QByteArray, Fellow> m_fellows;
    QHash<UserId, Sealing> m_sealed; //!< whom we erase
    QSet<UserId> m_beats; //!< since they were told last
    const Time m_beganAt;
    Time m_toldAt{0};
    bool m_hasLeft = false;
};

} // namespace sermo::server
