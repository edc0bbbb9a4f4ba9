// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QPointer>

#include <utility>

namespace sermo::store
{

//! How a store in memory answers, as one with a file does: through the event loop of its thread, in
//! the order it was asked, and nobody who has died meanwhile. What is asked is done all the same.
template <typename Ask, typename Handler>
void answerLater(QObject *store, QObject *context, Ask ask, Handler handler)
{
    const auto answer = [ask = std::move(ask), handler = std::move(handler),
                         context = QPointer<QObject>(context)] {
        auto result = ask();
        if (context)
            handler(std::move(result));
    };
    QMetaObject::invokeMethod(store, answer, Qt::QueuedConnection);
}

} // namespace sermo::store
