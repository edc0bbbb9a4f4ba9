// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QPointer>

#include <atomic>
#include <memory>
#include <type_traits>
#include <utility>

namespace sermo::store
{

//! A question to a `worker` that lives in a thread of its own. Where who asks, the `context`, has
//! died before its turn comes, nothing is looked for: those who ask and hang up may be many. The
//! handler is called in the thread of `home`, never after the context or `home` has died; both
//! belong to the thread that calls this.
template <typename Worker, typename Question, typename Handler>
void askThread(QObject *home, Worker *worker, Question question, QObject *context, Handler handler)
{
    using Answer = std::invoke_result_t<Question, Worker &>;
    const QPointer<QObject> asker(context);
    const auto isWanted = std::make_shared<std::atomic_bool>(true);
    const auto watch
        = QObject::connect(context, &QObject::destroyed, home, [isWanted] { *isWanted = false; });
    const auto answer = [home, asker, watch, handler = std::move(handler)](const Answer &found) {
        QMetaObject::invokeMethod(
            home,
            [asker, watch, handler, found] {
                QObject::disconnect(watch);
                if (asker)
                    handler(found);
            },
            Qt::QueuedConnection);
    };
    const auto look = [worker, question = std::move(question), answer, isWanted] {
        if (*isWanted)
            answer(question(*worker));
    };
    QMetaObject::invokeMethod(worker, look, Qt::QueuedConnection);
}

} // namespace sermo::store
