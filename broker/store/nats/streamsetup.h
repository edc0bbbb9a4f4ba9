// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "broker/protocol/result.h"
#include "broker/store/nats/clusteroptions.h"
#include "broker/store/nats/names.h"

#include <QJsonObject>
#include <QString>

namespace sermo::store::nats
{

class Wire;

//! What the servers say of a stream.
struct StreamFacts {
    QString created; //!< to the nanosecond: another, made anew, has another
    Seq last = 0; //!< number, an erased one too
    quint64 kept = 0; //!< events that are not erased

    [[nodiscard]] static StreamFacts in(const QJsonObject &info);
    //! Whether who has heard up to a number, and so many in all, has heard what there was. Events
    //! may be taken out of the middle meanwhile, which makes them fewer, or at the end.
    [[nodiscard]] bool isHeard(Seq upTo, quint64 events) const
    {
        return upTo >= last || events >= kept;
    }
    //! Names the log (contract 3): of this stream, and of no other that was ever called so.
    [[nodiscard]] QString epoch(const Subjects &subjects) const;
};

struct Opening {
    StreamFacts log;
    StreamFacts notes;
};

//! Finds the two streams of a log, or makes them. Refuses what would forget events by itself, or
//! ids before patience ends. Blocks.
[[nodiscard]] Result<Opening, QString> prepareStreams(Wire &wire, const Subjects &subjects,
                                                      const ClusterOptions &options);

//! A stream that another log's events are put into. No broker opens it before that is finished. One
//! that is there and empty is filled as it is; one that has events of its own is left alone; one
//! that was not finished is begun anew. Block.
[[nodiscard]] Result<void, QString> beginFilling(Wire &wire, const Subjects &subjects,
                                                 int replicas);
[[nodiscard]] Result<void, QString> endFilling(Wire &wire, const Subjects &subjects);

//! How it is now. Blocks.
[[nodiscard]] Result<StreamFacts, QString> count(Wire &wire, const Subjects &subjects);
//! The same of a stream that is there and is a log of ours, else why it is not.
[[nodiscard]] Result<StreamFacts, QString> openable(Wire &wire, const Subjects &subjects);

} // namespace sermo::store::nats
