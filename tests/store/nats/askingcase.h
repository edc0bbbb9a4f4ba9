// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "broker/store/appendrules.h"
#include "broker/store/nats/clusteroptions.h"
#include "broker/store/nats/names.h"
#include "broker/store/nats/streamindex.h"
#include "broker/store/nats/streammessage.h"
#include "tests/store/logsuite.h"
#include "tests/store/nats/fakeservers.h"

namespace sermo::store
{

//! What tests of those who ask the servers have: servers that the test answers for, and what is
//! known of their stream.
class AskingCase : public QObject
{
protected:
    void beginAnew()
    {
        m_servers = std::make_unique<FakeServers>();
        m_index = std::make_unique<nats::StreamIndex>();
    }
    //! Another broker's, or one of ours that came before.
    [[nodiscard]] nats::Outgoing published(const SenderName &sender, const EventFrame &frame) const
    {
        return {m_subjects.of(frame, movesSession(frame)), nats::headersOf(sender, 7, "other.1"),
                frame.bytes()};
    }
    nats::Outgoing learn(Seq seq, const EventFrame &frame)
    {
        nats::Outgoing message = published(Ann, frame);
        const nats::Incoming incoming = heard(message, seq);
        handleLearnt(incoming, m_index->learn(incoming));
        return message;
    }
    virtual void handleLearnt(const nats::Incoming &, nats::StreamIndex::Learnt) {}

    ClusterOptions m_options;
    const nats::Subjects m_subjects{"s"};
    std::unique_ptr<FakeServers> m_servers;
    std::unique_ptr<nats::StreamIndex> m_index;
};

} // namespace sermo::store
