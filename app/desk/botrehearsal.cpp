// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/desk/botrehearsal.h"

#include <QCoreApplication>

using namespace Qt::StringLiterals;

namespace sermo::app
{

namespace
{

const UserId Customer(u"rehearsal"_s);

struct Tr {
    Q_DECLARE_TR_FUNCTIONS(sermo::app::BotRehearsal)
};

bool takesLeave(const EventFrame &frame)
{
    return frame.type() == EventType::HandoverToQueue || frame.type() == EventType::HandoverToAgent
        || frame.type() == EventType::EndSession;
}

} // namespace

BotRehearsal::BotRehearsal(const bot::Rules &rules)
    : m_rules(rules)
    , m_brain(rules)
{
    m_brain.hear(compose(event::Welcome{{}, {}, u"rehearsal"_s, 0, false}), m_now);
    (void)m_brain.speak(m_now); // its heartbeat
}

QList<model::Rehearsal::Line> BotRehearsal::begin()
{
    hear(Direction::Inbound, event::Start{{}});
    m_brain.hear(
        compose(Direction::Internal, Customer, event::SessionState{u"bot"_s, {}, {}, {}, {}})
            .bytes(),
        m_now);
    return listen();
}

QList<model::Rehearsal::Line> BotRehearsal::say(const QString &text, const QString &payload)
{
    if (m_isOver)
        return {};
    event::Text said;
    said.text = text;
    said.quickReplyPayload = payload;
    hear(Direction::Inbound, said);
    return listen();
}

void BotRehearsal::hear(Direction direction, const EventBody &body)
{
    const EventFrame frame = compose(direction, Customer, body);
    m_brain.hear(StoredEvent{++m_seq, 1, {}, frame}.delivered(), m_now);
}

//! As long as it is patient; what it says by then is stored and acknowledged, as a broker would.
QList<model::Rehearsal::Line> BotRehearsal::listen()
{
    m_now.steady += m_rules.script.patience;
    QList<Line> lines;
    const QList<EventFrame> said = m_brain.speak(m_now);
    for (const EventFrame &frame : said) {
        lines += linesOf(frame);
        m_isOver = m_isOver || takesLeave(frame);
        if (!frame.id().isEmpty())
            m_brain.hear(compose(event::Ack{frame.id(), ++m_seq}), m_now);
    }
    return lines;
}

QList<model::Rehearsal::Line> BotRehearsal::linesOf(const EventFrame &frame) const
{
    const EventBody body = decode(frame);
    if (const auto *text = std::get_if<event::Text>(&body)) {
        Line line{true, text->text, {}};
        for (const event::QuickReply &button : text->quickReplies)
            line.buttons += {button.text, button.payload};
        return {line};
    }
    if (const auto *known = std::get_if<event::CustomerIdentified>(&body))
        return {{false, Tr::tr("The customer is number %1").arg(known->customerId), {}}};
    if (const auto *handover = std::get_if<event::HandoverToQueue>(&body)) {
        const desk::Queue *queue = m_rules.config.queue(handover->queue);
        return {
            {false,
             Tr::tr("The customer waits in %1").arg(queue ? queue->name : handover->queue.value()),
             {}}};
    }
    return {};
}

} // namespace sermo::app
