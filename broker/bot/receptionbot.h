// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "broker/bot/botbrain.h"
#include "broker/protocol/pipe.h"

#include <QObject>
#include <QTimer>

#include <memory>

namespace sermo::bot
{

//! The reception bot as an application in this process: a pipe to the broker, a timer, and the
//! BotBrain between them. It passes the same checks as a bot on a socket, with a key's role `bot`.
//! Lives in one thread; move it with moveToThread() before its loop runs. When the pipe closes it
//! is done for: make another.
class ReceptionBot : public QObject
{
    Q_OBJECT
public:
    //! Says that it is there as soon as the broker has welcomed it. `clock` must outlive it.
    ReceptionBot(std::unique_ptr<PipeEnd> broker, Rules rules, const Clock &clock,
                 QObject *parent = nullptr);

signals:
    void closed(sermo::CloseCode code, const QString &reason);

private:
    void hear(const QList<QByteArray> &frames);
    void speak();

    const Clock &m_clock;
    BotBrain m_brain;
    PipeEnd *const m_broker; //!< a child, so that it moves along
    QTimer *const m_wake;
};

} // namespace sermo::bot
