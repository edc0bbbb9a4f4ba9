// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "broker/protocol/ids.h"
#include "broker/store/cluster.h"
#include "broker/store/eventlog.h"

#include <QHash>
#include <QList>
#include <QObject>

#include <functional>
#include <optional>

namespace sermo::server
{

class Fellows;
class Pipeline;

//! Who is being erased, by this broker or by another one of the cluster: of him nothing is taken
//! any more. Whoever erases begins when nothing of him is on its way at any broker, and all that
//! was is known here: what is stored behind an erasure would bring him back. And the others forget
//! him when the log has told them all of him. Lives in the broker's thread.
class Sealings : public QObject
{
    Q_OBJECT
public:
    Sealings(store::EventLog &log, Pipeline &pipeline, QObject *parent);

    //! Of a cluster, whose other brokers seal and erase too. Both must outlive this.
    void joinCluster(Fellows &fellows, store::Cluster &cluster);

    //! Shuts him out everywhere; `quiet` as Pipeline::seal(), of all brokers.
    void seal(const UserId &user, std::function<void()> quiet);
    void unseal(const UserId &user);
    void tellErased(const UserId &user); //!< the other brokers forget him too
    void pulse(); //!< a few times a second

signals:
    void shutOut(const sermo::UserId &user); //!< his connections shall end
    void erasedElsewhere(const sermo::UserId &user); //!< by another broker; he is sealed still
    void unquiet(
        const sermo::UserId &user); //!< another broker does not say that he is sealed there

private:
    void handleSealed(const UserId &user, bool isSealed);
    void handleLapsed(const UserId &user);
    void judge(const UserId &user);
    void handleHead(const UserId &user, quint64 number, std::optional<Seq> head);
    void handlePage(const UserId &user, quint64 number, const store::Page &page, quint64 erasures);
    [[nodiscard]] bool isKnownErased(const UserId &user);
    void letIn(const UserId &user);
    void handleQuiet(const UserId &user);
    void tellWhenQuiet(const UserId &user);
    void forgetErased(Seq heard);

    struct Sealing { //!< by an erasure of ours
        std::function<void()> quiet;
        bool isQuietHere = false; //!< what is left is to hear so of the others
    };
    struct Erased { //!< by another broker, which had heard the log up to there
        UserId user;
        Seq upTo = 0;
        bool isUnsealed = false;
    };
    struct Lapsed { //!< whoever erased him was not heard to say whether he is gone
        quint64 number = 0; //!< he may be sealed again, and lapse again, before we are answered
        std::optional<Seq> upTo; //!< what the log had then; none: nobody has said so yet
        bool isAsking = false;
        //! The erasures that were known when there was still something of him, and he was let in.
        std::optional<quint64> judgedAt;
    };

    store::EventLog &m_log;
    Pipeline &m_pipeline;
    Fellows *m_fellows = nullptr; //!< null: this broker is alone with its log
    store::Cluster *m_cluster = nullptr;
    QHash<UserId, Sealing> m_ours;
    QList<Erased> m_erased; //!< to be forgotten behind what the log has still to tell of them
    QHash<UserId, Lapsed> m_lapsed;
    quint64 m_lapses = 0;
};

} // namespace sermo::server
