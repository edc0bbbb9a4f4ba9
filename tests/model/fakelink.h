// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "broker/protocol/eventbody.h"
#include "ui/model/eventlink.h"

#include <utility>

namespace sermo::test
{

//! A link whose far end is the test. What is sent while it is not Online is lost, as by any link.
class FakeLink : public model::EventLink
{
    Q_OBJECT
public:
    using EventLink::EventLink;

    void open(const Resume &resume) override
    {
        setResume(resume);
        become(State::Online);
    }
    void close() override { become(State::Offline); }
    void send(const QByteArray &frame) override
    {
        if (m_state == State::Online)
            sent.append(*EventFrame::fromSender(frame)); // what a broker would refuse, stops here
    }
    [[nodiscard]] State state() const override { return m_state; }

    void become(State state, const QString &why = {})
    {
        m_state = state;
        emit stateChanged(state, why);
    }
    void deliver(const QList<QByteArray> &frames) { emit framesReceived(frames); }

    //! What was sent since the last call, but for status, heartbeats and interest.
    [[nodiscard]] QList<EventFrame> takeSent()
    {
        QList<EventFrame> taken;
        for (const EventFrame &frame : std::exchange(sent, {})) {
            if (frame.type() != EventType::AgentStatus
                && frame.type() != EventType::ApplicationHeartbeat
                && frame.type() != EventType::Interest)
                taken.append(frame);
        }
        return taken;
    }
    [[nodiscard]] QList<EventFrame> takeSent(EventType type)
    {
        QList<EventFrame> taken;
        for (const EventFrame &frame : std::exchange(sent, {})) {
            if (frame.type() == type)
                taken.append(frame);
        }
        return taken;
    }

    QList<EventFrame> sent;

private:
    State m_state = State::Offline;
};

} // namespace sermo::test
