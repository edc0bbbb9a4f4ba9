// SPDX-License-Identifier: GPL-3.0-or-later
#include "broker/demo/teamday.h"

#include "broker/demo/visitor.h"
#include "broker/demo/workplace.h"

#include <algorithm>
#include <chrono>

namespace sermo::demo
{

namespace
{

using namespace std::chrono_literals;

//! Ten letters a second at most, however fast the day: a customer may say twenty events a second.
constexpr auto Tick = 100ms;
constexpr auto LastWords = 5s;
constexpr qint64 BeatEvery = 5'000;
constexpr qint64 BetweenArrivals = 6'000; //!< in the morning
constexpr int Pause = 15'000; //!< at most, until another sits where one has left

} // namespace

TeamDay::TeamDay(Script script, Place place, quint32 seed, QObject *parent)
    : QObject(parent)
    , m_script(std::move(script))
    , m_place(std::move(place))
    , m_chance(seed)
    , m_timer(this)
    , m_seats(Customers)
{
    m_timer.setInterval(Tick);
    connect(&m_timer, &QTimer::timeout, this, &TeamDay::tick);
}

TeamDay::~TeamDay() = default;

void TeamDay::start()
{
    const auto answers = [this](const UserId &user) { return answersTo(user); };
    for (const Person &person : m_script.colleagues) {
        if (const QString key = m_place.keys.value(person.id); !key.isEmpty())
            m_workplaces.push_back(
                std::make_unique<Workplace>(m_place.broker, key, person, answers));
    }
    for (int i = 0; i < Customers; ++i)
        m_seats.at(size_t(i)).takenAt = i * BetweenArrivals;
    m_sinceTick.start();
    m_timer.start();
    tick();
}

void TeamDay::setSpeed(double speed)
{
    m_speed = std::clamp(speed, Slowest, Fastest);
}

void TeamDay::tick()
{
    const qint64 passed = m_sinceTick.restart();
    m_now += double(passed) * m_speed;
    m_sinceBeat += passed;
    const bool beats = m_sinceBeat >= BeatEvery;
    if (beats)
        m_sinceBeat = 0;
    for (Seat &seat : m_seats) {
        if (!seat.visitor) {
            fill(seat);
            continue;
        }
        seat.visitor->advance(qint64(m_now));
        if (beats)
            seat.visitor->beat();
        if (seat.visitor->isGone()) {
            dismiss(std::move(seat.visitor));
            seat.takenAt = qint64(m_now) + m_chance.bounded(Pause);
        }
    }
    for (const auto &workplace : m_workplaces) {
        workplace->advance(qint64(m_now));
        if (beats)
            workplace->comeBack();
    }
}

//! His last words are on their way.
void TeamDay::dismiss(std::unique_ptr<Visitor> visitor)
{
    m_gone.insert(visitor->user(), visitor->story().answers);
    Visitor *gone = visitor.release();
    gone->setParent(this);
    QTimer::singleShot(LastWords, gone, &QObject::deleteLater);
}

void TeamDay::fill(Seat &seat)
{
    if (qint64(m_now) < seat.takenAt)
        return;
    const Story &story = m_script.stories.at(m_nextStory++ % m_script.stories.size());
    seat.visitor
        = std::make_unique<Visitor>(m_place.broker, story, m_chance.generate(), qint64(m_now));
}

//! Of a real visitor, who has found the demo page, no story is known.
QStringList TeamDay::answersTo(const UserId &user) const
{
    const auto found = std::ranges::find_if(m_seats, [&user](const Seat &seat) {
        return seat.visitor && seat.visitor->user() == user;
    });
    return found == m_seats.end() ? m_gone.value(user, m_script.strangers)
                                  : found->visitor->story().answers;
}

} // namespace sermo::demo
