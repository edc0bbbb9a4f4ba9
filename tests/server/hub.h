// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "broker/store/cluster.h"

#include <QList>

#include <deque>

namespace sermo::test
{

class Hub;

//! A broker of a cluster without a network: what is told is heard when the hub delivers it.
class Voice final : public store::Cluster
{
public:
    Voice(Hub &hub, const QByteArray &name);
    ~Voice() override;

    [[nodiscard]] QByteArray self() const override { return m_name; }
    void tell(const QByteArray &message) override;
    void askHead(QObject *context, HeadTold handler) override
    {
        const auto answer
            = [handler = std::move(handler), ok = !isLost, head = head] { handler(ok, head); };
        QMetaObject::invokeMethod(context, answer, Qt::QueuedConnection);
    }
    [[nodiscard]] bool isLeading() const override { return true; }
    void resign() override {}

    bool isLost = false; //!< it neither hears nor is heard
    int messages = 0;
    Seq head = 0; //!< as it says the log's is

private:
    Hub &m_hub;
    const QByteArray m_name;
    quint64 m_number = 0;
};

class Hub
{
public:
    void enter(Voice *voice) { m_voices.append(voice); }
    void leave(Voice *voice) { m_voices.removeOne(voice); }
    void say(Voice *from, quint64 number, const QByteArray &message)
    {
        m_said.push_back({from->self(), number, message});
    }
    void deliver()
    {
        for (; !m_said.empty(); m_said.pop_front()) {
            const Said said = m_said.front();
            const QList<Voice *> all = m_voices;
            for (Voice *voice : all) {
                if (voice->self() != said.from && !voice->isLost)
                    emit voice->heard(said.from, said.number, said.message);
            }
        }
    }

private:
    struct Said {
        QByteArray from;
        quint64 number = 0;
        QByteArray message;
    };
    QList<Voice *> m_voices;
    std::deque<Said> m_said;
};

inline Voice::Voice(Hub &hub, const QByteArray &name)
    : m_hub(hub)
    , m_name(name)
{
    hub.enter(this);
}

inline Voice::~Voice()
{
    m_hub.leave(this);
}

inline void Voice::tell(const QByteArray &message)
{
    ++messages;
    ++m_number;
    if (!isLost)
        m_hub.say(this, m_number, message);
}

} // namespace sermo::test
