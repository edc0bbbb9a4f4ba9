// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "broker/protocol/clock.h"

#include <QByteArray>
#include <QList>
#include <QObject>
#include <QTimer>

#include <chrono>
#include <optional>

namespace sermo::model
{

//! Hands on what a connection brings once a frame of the screen, however fast it comes, so that the
//! user interface is woken 60 times a second at most (architecture, rule 7). After a quiet frame
//! what comes goes on in the same round of the event loop: a keystroke waits for nothing.
//! Belongs to a link and lives in its thread; the clock must outlive it.
class FramePacer : public QObject
{
    Q_OBJECT
public:
    static constexpr std::chrono::milliseconds Frame{16};

    explicit FramePacer(const Clock &clock, QObject *parent = nullptr);

    void add(const QList<QByteArray> &frames);
    void flush(); //!< what waits goes on now: the connection is lost
    void clear(); //!< what waits is forgotten: nobody wants it any more

    //! Time has gone by; called by a timer of its own, harmless at any time.
    void advance();

signals:
    void due(const QList<QByteArray> &frames); //!< never empty, in the order they came

private:
    [[nodiscard]] std::chrono::milliseconds remaining() const; //!< of the present frame

    const Clock &m_clock;
    QList<QByteArray> m_waiting;
    std::optional<std::chrono::milliseconds> m_lastAt; //!< steady; none: nothing was told yet
    QTimer m_timer;
};

} // namespace sermo::model
