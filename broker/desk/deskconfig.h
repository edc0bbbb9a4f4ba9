// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "broker/desk/openinghours.h"
#include "broker/protocol/ids.h"

#include <QJsonArray>
#include <QList>
#include <QString>

#include <optional>

namespace sermo::desk
{

struct Platform {
    PlatformId id;
    QString brand;
    QueueId queue;
    QString language = QStringLiteral("en"); //!< of what the desk tells the customer: `en`, `sv`
    std::optional<OpeningHours> hours; //!< none: always open
    bool mask = false; //!< card and personal numbers in customers' texts are hidden
    bool preview = true; //!< agents see what a customer types before he sends it
    QString toldLanguage = {}; //!< what the widget speaks; empty: what its page does
    QString secret = {}; //!< the site signs its customers' ids with it; empty: it signs none
    QJsonArray form = {}; //!< what is asked before a chat begins: `id`, `label`, `type`, …
};

struct Queue {
    QueueId id;
    QString name;
    int maxWaiting = 0; //!< 0: no limit
    int retentionDays = 0; //!< 0: for ever
    bool preview = true; //!< agents see what its customers type before it is sent
};

//! How much one agent is given, where it is not what all are given.
struct AgentLimits {
    AgentId agent;
    std::optional<double> bound;
    std::optional<int> hardCap;
};

//! What the desk must know of the outside; the defaults are those of contract 6.
struct DeskConfig {
    QList<Platform> platforms;
    QList<Queue> queues;
    bool allocate = true;
    double bound = 2.0;
    int hardCap = 8;
    QList<AgentLimits> agentLimits;
    bool announce = true; //!< the desk sends `info`, `queue_number`, `platform_closed` itself

    [[nodiscard]] static DeskConfig defaults();
    [[nodiscard]] const Platform *platform(const PlatformId &id) const; //!< null: unknown
    [[nodiscard]] const Queue *queue(const QueueId &id) const; //!< null: unknown
    //! The line of a platform. A session may be older than the configuration: of a platform that is
    //! there no more, the first queue.
    [[nodiscard]] QueueId lineOf(const PlatformId &platform) const;
    //! The line a session was in last, if there still is such a queue; else its platform's.
    [[nodiscard]] QueueId lineOf(const PlatformId &platform, const QueueId &last) const;
    //! Whether nobody is to see what a customer of this platform types in this queue before it is
    //! sent. The platform's own queue where none is known, the first platform where that is not.
    [[nodiscard]] bool hidesPreview(const PlatformId &platform, const QueueId &queue) const;
};

} // namespace sermo::desk
