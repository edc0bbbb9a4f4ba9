// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "broker/demo/script.h"

#include <QElapsedTimer>
#include <QHash>
#include <QObject>
#include <QRandomGenerator>
#include <QTimer>
#include <QUrl>

#include <memory>
#include <vector>

namespace sermo::demo
{

class Visitor;
class Workplace;

//! A simulated day of a team: ten customers at a time and a few colleagues, each an own connection
//! to a real broker, so that all of it may be tried without a real customer. Its clock goes as
//! fast as is wanted. Lives in one thread, with an event loop.
class TeamDay : public QObject
{
    Q_OBJECT
public:
    static constexpr int Customers = 10; //!< at a time
    static constexpr double Slowest = 0.25, Fastest = 20; //!< times as fast as people are

    struct Place {
        QUrl broker; //!< `http://…`, on loopback
        QHash<AgentId, QString> keys; //!< of the colleagues
    };

    TeamDay(Script script, Place place, quint32 seed, QObject *parent = nullptr);
    ~TeamDay() override; //!< all of them are gone at once

    void start();
    void setSpeed(double speed);

private:
    struct Seat {
        std::unique_ptr<Visitor> visitor; //!< null: the next one comes at `takenAt`
        qint64 takenAt = 0;
    };

    void tick();
    void fill(Seat &seat);
    void dismiss(std::unique_ptr<Visitor> visitor);
    [[nodiscard]] QStringList answersTo(const UserId &user) const;

    const Script m_script;
    const Place m_place;
    QRandomGenerator m_chance;
    QTimer m_timer;
    QElapsedTimer m_sinceTick;
    double m_speed = 1;
    double m_now = 0; //!< ms of the day
    qint64 m_sinceBeat = 0; //!< real ms: what the broker measures goes by its own clock
    int m_nextStory = 0;
    std::vector<Seat> m_seats;
    QHash<UserId, QStringList> m_gone; //!< what was to be said to who has left
    std::vector<std::unique_ptr<Workplace>> m_workplaces;
};

} // namespace sermo::demo
