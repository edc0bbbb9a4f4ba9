// SPDX-License-Identifier: GPL-3.0-or-later
#include "broker/demo/customer.h"

#include <QJsonArray>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace sermo::demo
{

namespace
{

// Milliseconds, as people take them.
constexpr qint64 FirstLook = 3'000;
constexpr qint64 PerLetter = 120;
constexpr qint64 PerLetterRead = 35;
constexpr qint64 PerLetterDeleted = 40;
constexpr qint64 Doubt = 1'800; //!< before he takes back what he wrote
constexpr qint64 Click = 1'500;
constexpr qint64 Leaving = 6'000;

bool isFromPerson(const QJsonObject &text)
{
    return text.value("agent"_L1)["type"_L1].toString() != "bot"_L1;
}

} // namespace

Customer::Customer(Story story, quint32 seed, qint64 now)
    : m_story(std::move(story))
    , m_chance(seed)
    , m_heardAt(now)
{
    Q_ASSERT(!m_story.says.isEmpty());
    sayNext(now, FirstLook);
}

qint64 Customer::about(qint64 time)
{
    return time * (70 + m_chance.bounded(80)) / 100;
}

void Customer::hear(const QJsonObject &event, qint64 now)
{
    if (event.value("direction"_L1).toString() != "outbound"_L1 || m_isOver || m_isGone)
        return;
    const QString type = event.value("type"_L1).toString();
    if (type == "end_session"_L1 || type == "platform_closed"_L1) {
        m_isOver = true;
        m_line.reset();
        m_goesAt = now + about(Leaving);
    } else if (type == "text"_L1) {
        m_heardAt = now;
        hearText(event, now);
    }
}

void Customer::hearText(const QJsonObject &text, qint64 now)
{
    if (m_line)
        return; // he finishes what he is writing first
    if (!isFromPerson(text)) {
        answerReception(text, now);
    } else if (m_said < m_story.says.size()) {
        sayNext(now, text.value("text"_L1).toString().size() * PerLetterRead);
    } else if (m_story.score == 0) {
        m_goesAt = now + about(Leaving); // who wants to rate waits for the end
    }
}

//! His number when he is first asked anything, then the last of the buttons he is offered.
void Customer::answerReception(const QJsonObject &text, qint64 now)
{
    const QJsonArray buttons = text.value("quickReplies"_L1).toArray();
    if (m_said > 0 && !m_hasTold) {
        m_hasTold = true;
        think({m_story.number, {}}, now, Click);
    } else if (m_said > 0 && !buttons.isEmpty()) {
        const QJsonValue button = buttons.last();
        think({button["text"_L1].toString(), button["payload"_L1].toString()}, now, Click);
    }
}

void Customer::sayNext(qint64 now, qint64 reading)
{
    Line line{m_story.says.at(m_said), {}};
    line.hasPicture = m_story.pictureAt == m_said;
    line.isHisLast = m_story.vanishesAt == m_said;
    ++m_said;
    think(line, now, reading);
}

void Customer::think(const Line &line, qint64 now, qint64 reading)
{
    m_line = line;
    m_writesFrom = now + about(reading);
}

QList<Customer::Act> Customer::advance(qint64 now)
{
    if (m_isGone)
        return {};
    if (m_goesAt && now >= *m_goesAt)
        return goodbye();
    if (m_line)
        return now >= m_writesFrom ? write(now) : QList<Act>();
    if (now - m_heardAt >= Patience)
        return goodbye();
    return {};
}

QList<Customer::Act> Customer::write(qint64 now)
{
    const Line line = *m_line;
    const qint64 elapsed = now - m_writesFrom;
    const qint64 whole = line.payload.isEmpty() ? writingTime() : 0;
    if (line.isHisLast && elapsed >= whole / 2) {
        m_isGone = true;
        return {{Deed::Vanish}};
    }
    if (elapsed >= whole) {
        m_line.reset();
        m_shown.clear();
        m_heardAt = now;
        return {{Deed::Say, line.text, line.payload, line.hasPicture}};
    }
    const QString shown = shownAfter(elapsed);
    if (shown == m_shown)
        return {};
    m_shown = shown;
    return {{Deed::Type, shown}};
}

qint64 Customer::writingTime() const
{
    const qint64 once = m_line->text.size() * PerLetter;
    const qint64 half = m_line->text.size() / 2;
    return m_story.hesitates ? half * (PerLetter + PerLetterDeleted) + 2 * Doubt + once : once;
}

//! Half of it, a doubt, back to nothing, another doubt, and then all of it.
QString Customer::shownAfter(qint64 elapsed) const
{
    const QString &text = m_line->text;
    const qsizetype half = text.size() / 2;
    if (m_story.hesitates) {
        if (elapsed < half * PerLetter + Doubt)
            return text.left(std::min<qsizetype>(elapsed / PerLetter, half));
        elapsed -= half * PerLetter + Doubt;
        if (elapsed < half * PerLetterDeleted + Doubt)
            return text.left(std::max<qsizetype>(half - elapsed / PerLetterDeleted, 0));
        elapsed -= half * PerLetterDeleted + Doubt;
    }
    return text.left(elapsed / PerLetter);
}

QList<Customer::Act> Customer::goodbye()
{
    m_isGone = true;
    QList<Act> acts;
    if (m_isOver && m_story.score > 0)
        acts.append({Deed::Rate, QString::number(m_story.score)});
    acts.append({Deed::Leave});
    return acts;
}

} // namespace sermo::demo
