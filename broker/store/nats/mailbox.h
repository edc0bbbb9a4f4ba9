// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "broker/store/nats/handles.h"

#include <QMutex>
#include <QObject>
#include <QWaitCondition>

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
        m_hasRoom.wakeAll();
    }

    //! What the library is given, and gives back by done().
    [[nodiscard]] void *closure() { return new std::shared_ptr<Mailbox>(shared_from_this()); }
    static void done(void *closure) { delete static_cast<std::shared_ptr<Mailbox> *>(closure); }
    //! For a subscription that came to nothing: the library says of it neither when its thread ends
    //! nor that it ever ran. So the closure is never freed, a hundred bytes each time; shut the
    //! box.
    static void bury(void *closure)
    {
        static QMutex mutex;
        static auto *const graves = new std::vector<void *>; // outlives the library's threads
        const QMutexLocker locker(&mutex);
        graves->push_back(closure);
    }
    static void take(natsConnection *, natsSubscription *, natsMsg *message, void *closure)
    {
        (*static_cast<std::shared_ptr<Mailbox> *>(closure))->put(Message(message));
    }

private:
    //! A reader that is slower than the servers holds up the library's thread, and by that the
    //! servers: what is not read yet stays with them, not in our memory.
    static constexpr size_t Most = 10'000;

    void put(Message message)
    {
        QMutexLocker locker(&m_mutex);
        while (m_receiver && m_messages.size() >= Most)
            m_hasRoom.wait(&m_mutex);
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
            m_hasRoom.wakeAll();
            if (!m_receiver)
                return;
        }
        if (!messages.empty())
            m_handler(std::move(messages));
    }

    QMutex m_mutex;
    QWaitCondition m_hasRoom;
    QObject *m_receiver;
    const Handler m_handler;
    std::vector<Message> m_messages;
};

} // namespace sermo::store::nats
