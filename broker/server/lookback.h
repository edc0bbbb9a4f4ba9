// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "broker/desk/deskconfig.h"
#include "broker/protocol/clock.h"
#include "broker/protocol/ids.h"

#include <QByteArray>
#include <QObject>
#include <QThread>

#include <functional>

namespace sermo::server
{

//! The desk as it was at any moment of the log: replays it in a thread of its own, and keeps where
//! it has been, so that the next moment of the same day is near. Neither an event nor another
//! question waits for it. The log must be open while it lives. Its thread is the one it was made
//! in.
class Lookback : public QObject
{
    Q_OBJECT
public:
    using Handler = std::function<void(QByteArray)>;
    static constexpr int StationEvery = 20'000; //!< events
    static constexpr qsizetype MostStations = 12;

    Lookback(const desk::DeskConfig &config, const QString &logDirectory, const Clock &clock,
             QObject *parent = nullptr);
    ~Lookback() override; //!< waits for the page at hand, not for all of the log

    void reconfigure(const desk::DeskConfig &config);
    void forget(const UserId &user); //!< he was erased, and is in no past either

    //! How it was then, as JSON (hindsight.h); of the future, how it is. Empty: the log cannot be
    //! read. Not called when `context` has died; then it is not worked out either.
    void ask(qint64 ms, QObject *context, Handler handler);

private:
    class Worker;

    QThread m_thread;
    Worker *m_worker = nullptr; //!< its thread's, which deletes it
};

} // namespace sermo::server
