// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QTimer>

namespace sermo::model
{

//! Lets the first of many through at once and the others together, at most so often: what changes
//! a hundred times a second need not be worked out more often than an eye can follow.
class Pace : public QObject
{
    Q_OBJECT
public:
    explicit Pace(std::chrono::milliseconds atMostEvery, QObject *parent = nullptr);

    void ask(); //!< due() follows: from the event loop, or when the last one is long enough ago
    void settle(); //!< what was asked for is due now, and not once more

signals:
    void due();

private:
    void handleTimeout();

    QTimer m_timer;
    std::chrono::milliseconds m_every;
    bool m_isAsked = false;
};

} // namespace sermo::model
