// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/model/historysource.h"

#include <QHash>
#include <QPointer>
#include <QStringList>
#include <QTimer>

namespace sermo::test
{

//! A history whose other end is the test: answers in the next round of the event loop by what it
//! has for the address (the longest beginning that fits), or waits until it may.
class ScriptedHistory final : public model::HistorySource
{
    Q_OBJECT
public:
    QHash<QByteArray, model::HistoryAnswer> answers; //!< by method, space, beginning of the target
    QByteArrayList asked; //!< the same, whole
    bool isHeld = false; //!< nothing is answered until release()

    void ask(const QByteArray &method, const QByteArray &target, QObject *context,
             const Answered &done) override
    {
        const QByteArray question = method + ' ' + target;
        asked.append(question);
        const auto answer = [this, question, done] { done(answerTo(question)); };
        if (isHeld)
            m_held.append({context, answer});
        else
            QTimer::singleShot(0, context, answer);
    }
    void release()
    {
        isHeld = false;
        const auto held = std::exchange(m_held, {});
        for (const auto &[context, answer] : held) {
            if (context)
                answer();
        }
    }

private:
    [[nodiscard]] model::HistoryAnswer answerTo(const QByteArray &question) const
    {
        QByteArray best;
        for (auto known = answers.keyBegin(); known != answers.keyEnd(); ++known) {
            if (question.startsWith(*known) && known->size() > best.size())
                best = *known;
        }
        return answers.value(best);
    }

    QList<std::pair<QPointer<QObject>, std::function<void()>>> m_held;
};

} // namespace sermo::test
