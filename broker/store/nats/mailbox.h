// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "broker/store/nats/handles.h"

#include <QMutex>
#include <QObject>

#include <functional>
#include <utility>
#include <vector>

namespace sermo::store::nats
{

//! Where the library's threads leave messages for ours: collected under a lock, fetched in batches
//! by one posted call each, so that ten thousand messages are not ten thousand events. Owned by
//! `receiver`'s side and, through subscribe(), by the library until it has done with it: a message
//! that comes late finds a box that nobody empties.
class Mailbox : public std::enable_shared_from_this<Mailbox>
{
public:
    using Handler = std::function<void(std::vector<Message>)>;

    //! Called in the thread of `receiver`, never after it has died.
    Mailbox(QObject *receiver, Handler handler)
        : m_receiver(receiver)
        , m_handler(std::move(handler))
    {
    }

    //! From `receiver`'s thread: nothing comes any more.
    void shut()
    {
        const QMutexLocker locker(&m_mutex);
        m_receiver = nullptr;
        m_messages.clear();
    }

    //! What the library is given, and gives back by done().
    [[nodiscard]] void *closure() { return new std::shared_ptr<Mailbox>(shared_from_this()); }
    static void done(void *closure) { delete static_cast<std::shared_ptr<Mailbox> *>(closure); }
    static void take(natsConnection *, natsSubscription *, natsMsg *message, void *closure)
    {
        (*static_cast<std::shared_ptr<Mailbox> *>(closure))->put(Message(message));
    }

private:
    void put(Message message)
    {
        const QMutexLocker locker(&m_mutex);
        if (!m_receiver)
            return;
        m_messages.push_back(std::move(message));
        if (m_messages.size() > 1)
            return; // they have been told, and will find this one too
        QMetaObject::invokeMethod(
            m_receiver, [self = shared_from_this()] { self->empty(); }, Qt::QueuedConnection);
    }
    void empty()
    {
        std::vector<Message> messages;
        {
            const QMutexLocker locker(&m_mutex);
            messages = std::exchange(m_messages, {});
            if (!m_receiver)
                return;
        }
        if (!messages.empty())
            m_handler(std::move(messages));
    }

    QMutex m_mutex;
    QObject *m_receiver;
    const Handler m_handler;
    std::vector<Message> m_messages;
};

} // namespace sermo::store::nats
