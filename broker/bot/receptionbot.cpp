// SPDX-License-Identifier: GPL-3.0-or-later
#include "broker/bot/receptionbot.h"

#include <algorithm>
#include <utility>

namespace sermo::bot
{

ReceptionBot::ReceptionBot(std::unique_ptr<PipeEnd> broker, Rules rules, const Clock &clock,
                           QObject *parent)
    : QObject(parent)
    , m_clock(clock)
    , m_brain(std::move(rules))
    , m_broker(broker.release())
    , m_wake(new QTimer(this))
{
    m_broker->setParent(this);
    m_wake->setSingleShot(true);
    connect(m_wake, &QTimer::timeout, this, &ReceptionBot::speak);
    connect(m_broker, &PipeEnd::received, this, &ReceptionBot::hear);
    connect(m_broker, &PipeEnd::closed, this, [this](CloseCode code, const QString &reason) {
        m_wake->stop();
        emit closed(code, reason);
    });
}

void ReceptionBot::hear(const QList<QByteArray> &frames)
{
    const Instant now = m_clock.now();
    for (const QByteArray &frame : frames)
        m_brain.hear(frame, now);
    speak();
}

void ReceptionBot::speak()
{
    if (!m_broker->isOpen())
        return;
    const Instant now = m_clock.now();
    const QList<EventFrame> words = m_brain.speak(now);
    for (const EventFrame &frame : words)
        m_broker->send(frame.bytes());
    if (const auto wake = m_brain.nextWake())
        m_wake->start(std::max(*wake - now.steady, std::chrono::milliseconds(0)));
}

} // namespace sermo::bot
