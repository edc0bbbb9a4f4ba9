// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "broker/store/database.h"

#include <QObject>

#include <deque>
#include <functional>

namespace sermo::store
{

//! Holds back what must not be told before it was released: each answer until the change is that it
//! rests on, in the order they were given. Shared by HoldingLog and the stores beside it; lives in
//! the thread of its database.
class Holding : public QObject
{
    Q_OBJECT
public:
    explicit Holding(Database &database);

    //! Tells now, or when all that is in the database by now is released.
    void tell(std::function<void()> telling);
    //! Up to this change; from now on what is held of it is told.
    void release(Seq upTo);
    [[nodiscard]] Seq released() const { return m_released; }
    [[nodiscard]] bool isAllReleased() const { return m_released >= m_database.changes(); }

    //! The same for an answer to one who may be gone by then.
    template <typename Answer>
    [[nodiscard]] std::function<void(Answer)> held(QObject *context,
                                                   std::function<void(Answer)> handler);

private:
    struct Held {
        Seq number = 0;
        std::function<void()> telling;
    };
    Database &m_database;
    std::deque<Held> m_held;
    Seq m_released = 0;
    bool m_isTelling = false;
};

template <typename Answer>
std::function<void(Answer)> Holding::held(QObject *context, std::function<void(Answer)> handler)
{
    return [this, context = QPointer<QObject>(context),
            handler = std::move(handler)](const Answer &answer) {
        tell([context, handler, answer] {
            if (context)
                handler(answer);
        });
    };
}

} // namespace sermo::store
