// SPDX-License-Identifier: GPL-3.0-or-later
#include "broker/desk/presence/retrospect.h"

#include "broker/desk/presence/model.h"

#include <algorithm>
#include <tuple>

using namespace Qt::StringLiterals;

namespace sermo::presence
{

namespace
{

constexpr int Folds = 5;
constexpr qint64 LongEnough = 2 * HorizonMs; // every bin has been entered and waited for

} // namespace

void Retrospect::take(const StoredEvent &event)
{
    if (event.frame.type() == EventType::PresencePoint)
        record(event);
    else if (!event.frame.user().isEmpty())
        hear(event);
}

void Retrospect::record(const StoredEvent &event)
{
    const EventBody body = decode(event.frame);
    const auto point = Point::fromEvent(std::get<event::PresencePoint>(body));
    if (!point || point->glimpse.isWaiting)
        return;
    int &session = m_recordedSessions[event.frame.user()];
    if (point->number == 1 || session == 0)
        session = ++m_recordedCount;
    m_recorded.append({*point, event.receivedMs, session - 1});
}

Retrospect::Talk &Retrospect::talkOf(const StoredEvent &event)
{
    auto known = m_talks.find(event.frame.user());
    if (known == m_talks.end()) {
        known = m_talks.insert(event.frame.user(), Talk{Conversation(event.receivedMs), {}, 0});
        known->session = m_sessions++;
    }
    return *known;
}

void Retrospect::hear(const StoredEvent &event)
{
    const bool isCustomers = event.frame.direction() == Direction::Inbound;
    const EventType type = event.frame.type();
    const bool isBeginning = isCustomers && (type == EventType::Start || type == EventType::Text);
    if (!isBeginning && !m_talks.contains(event.frame.user()))
        return;
    Talk &talk = talkOf(event);
    const qint64 ms = event.receivedMs;
    static const Model dayZero;
    talk.points.observe(talk.talk, Link::Ok, dayZero, ms);
    expire(talk, m_derived, ms);
    if (type == EventType::Text) {
        const EventBody body = decode(event.frame);
        talk.talk.wrote(ms, event.frame.direction(), std::get<event::Text>(body));
        talk.points.silenceBroken();
    } else if (type == EventType::MessagesRead) {
        talk.talk.customerRead();
    } else if (type == EventType::ClientLeft) {
        talk.talk.customerLeft(ms);
    } else if (type == EventType::EndSession) {
        m_talks.remove(event.frame.user());
        return;
    }
    const bool isAct = isCustomers && (type == EventType::Text || type == EventType::ClientLeft);
    if (isAct)
        keep(m_derived, talk.points.acted(ms), ms, talk.session);
}

void Retrospect::keep(QList<Lesson> &to, const QList<Point> &points, qint64 ms, int session)
{
    for (const Point &point : points)
        to.append({point, ms, session});
}

void Retrospect::expire(Talk &talk, QList<Lesson> &to, qint64 ms)
{
    for (auto at = talk.points.expiryMs(); at && *at <= ms; at = talk.points.expiryMs())
        keep(to, talk.points.expired(*at), *at - 1, talk.session);
}

void Retrospect::finish(Talk &talk, QList<Lesson> &to)
{
    const qint64 ms = talk.talk.silentSince() + LongEnough;
    static const Model dayZero;
    talk.points.observe(talk.talk, Link::Ok, dayZero, ms);
    expire(talk, to, ms + 1);
}

QList<Lesson> Retrospect::lessons() const
{
    if (isRecorded())
        return m_recorded;
    QList<Lesson> all = m_derived;
    for (Talk talk : m_talks)
        finish(talk, all);
    std::ranges::stable_sort(all, {}, [](const Lesson &lesson) {
        return std::tuple(lesson.receivedMs, lesson.session, lesson.point.number);
    });
    return all;
}

namespace
{

//! Each lesson twice: asked of when it was seen, learned from when it was known.
struct Step {
    qint64 ms = 0;
    bool isLearned = false;
    const Lesson *lesson = nullptr;
};

QList<Step> inOrder(const QList<Lesson> &lessons)
{
    QList<Step> steps;
    for (const Lesson &lesson : lessons) {
        steps.append({lesson.receivedMs - lesson.point.afterMs, false, &lesson});
        steps.append({lesson.receivedMs, true, &lesson});
    }
    std::ranges::stable_sort(steps, {}, &Step::ms);
    return steps;
}

//! As the desk works: asks a model that goes on learning.
void goThrough(const QList<Step> &steps, Model &model, Score &score)
{
    for (const Step &step : steps) {
        const Point &point = step.lesson->point;
        if (step.isLearned)
            model.learn(point, step.lesson->receivedMs);
        else
            score.add(model.probability(point.glimpse), point.came);
    }
}

} // namespace

Review review(const QList<Lesson> &lessons)
{
    Review review;
    const Model dayZero;
    for (const Lesson &lesson : lessons) {
        review.sessions = std::max(review.sessions, lesson.session + 1);
        review.dayZero.add(dayZero.probability(lesson.point.glimpse), lesson.point.came);
    }
    Model live;
    goThrough(inOrder(lessons), live, review.live);
    for (int fold = 0; fold < Folds; ++fold) {
        QList<Lesson> tested;
        Model model;
        double came = 0;
        double cases = 0;
        for (const Lesson &lesson : lessons) {
            if (int(qint64(lesson.session) * Folds / review.sessions) == fold) {
                tested.append(lesson);
                continue;
            }
            model.learn(lesson.point, lesson.receivedMs);
            came += lesson.point.came ? 1 : 0;
            cases += 1;
        }
        for (const Lesson &lesson : tested) {
            review.frozen.add(model.probability(lesson.point.glimpse), lesson.point.came);
            review.baseRate.add(cases > 0 ? came / cases : 0.5, lesson.point.came);
        }
        goThrough(inOrder(tested), model, review.learned);
    }
    return review;
}

} // namespace sermo::presence
