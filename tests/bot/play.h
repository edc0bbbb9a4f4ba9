// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "broker/bot/botbrain.h"
#include "tests/support/fakeclock.h"

#include <QJsonObject>
#include <QRegularExpression>
#include <QStringList>

namespace sermo::bot
{

using namespace Qt::StringLiterals;

//! A conversation told as a play: what others do goes in as frames, what the bot says comes out as
//! lines such as `greeting` or `handover technical`, after the step in its id.
class Play
{
public:
    explicit Play(const desk::DeskConfig &config = desk::DeskConfig::defaults())
        : m_brain(Rules{Script::reception(), config})
    {
        m_brain.hear(compose(event::Welcome{{}, {}, u"epoch"_s, 0, false}), m_clock.now());
        (void)says(); // the first heartbeat
    }

    void start(const QString &platform = {})
    {
        QJsonObject params;
        if (!platform.isEmpty())
            params.insert(u"platformId"_s, platform);
        stored(Direction::Inbound, event::Start{params});
        state(u"bot"_s);
    }

    void customer(const QString &words, const QString &payload = {})
    {
        event::Text text;
        text.text = words;
        text.quickReplyPayload = payload;
        stored(Direction::Inbound, text);
    }

    void agent(const QString &words)
    {
        event::Text text;
        text.text = words;
        text.agent = event::Speaker{u"anan01"_s, u"Anders"_s, {}, {}, {}};
        stored(Direction::Outbound, text);
    }

    void types(const QString &soFar = u"He"_s)
    {
        passing(Direction::Inbound, event::TypingOn{soFar, {}, {}});
    }

    void stored(Direction direction, const EventBody &body)
    {
        deliver(compose(direction, m_user, body), ++m_seq);
    }

    void passing(Direction direction, const EventBody &body)
    {
        hear(compose(direction, m_user, body).bytes());
    }

    void state(const QString &state)
    {
        passing(Direction::Internal, event::SessionState{state, {}, {}, {}, {}});
    }

    void handToBot(const QString &reason)
    {
        const event::Speaker anders{u"anan01"_s, u"Anders"_s, u"human"_s, {}, {}};
        stored(Direction::Internal, event::HandoverToBot{AgentId(u"anan01"_s), anders, reason});
        state(u"bot_closing"_s);
    }

    void refuse(ErrorCode code, const EventFrame &said)
    {
        m_brain.hear(compose(event::Error{wireName(code), u"why"_s, said.id()}), m_clock.now());
    }

    void wait(std::chrono::milliseconds time) { m_clock.advance(time); }

    //! What the bot says by now, in one line; it is stored and acknowledged as the broker would.
    QString says()
    {
        QStringList lines;
        m_said = m_brain.speak(m_clock.now());
        for (const EventFrame &frame : std::as_const(m_said)) {
            lines += line(frame);
            if (!frame.id().isEmpty()) {
                m_log += StoredEvent{++m_seq, 1, {}, frame}.delivered();
                if (m_acknowledges)
                    m_brain.hear(compose(event::Ack{frame.id(), m_seq}), m_clock.now());
            }
        }
        return lines.join(u", "_s);
    }

    //! The bot is gone and another takes its place: the log so far, then what is true now.
    void restart(const QString &stateNow,
                 const desk::DeskConfig &config = desk::DeskConfig::defaults())
    {
        m_brain = BotBrain(Rules{Script::reception(), config});
        m_brain.hear(compose(event::Welcome{{}, {}, u"epoch"_s, m_seq, false}), m_clock.now());
        for (const QByteArray &frame : std::as_const(m_log)) {
            m_brain.hear(frame, m_clock.now());
            m_beforeState += says();
        }
        state(stateNow);
    }

    [[nodiscard]] const QList<EventFrame> &lastSaid() const { return m_said; }
    [[nodiscard]] QString saidDuringReplay() const
    {
        return m_beforeState.filter(QRegularExpression(u"^(?!heartbeat$).+"_s)).join(u", "_s);
    }
    [[nodiscard]] std::chrono::milliseconds untilNextWake() const
    {
        return *m_brain.nextWake() - m_clock.now().steady;
    }
    [[nodiscard]] event::Text lastText() const
    {
        for (const EventFrame &frame : m_said) {
            if (frame.type() == EventType::Text)
                return std::get<event::Text>(decode(frame));
        }
        return {};
    }
    [[nodiscard]] qsizetype remembered() const { return m_brain.remembered(); }
    void setUser(const QString &user) { m_user = UserId(user); }
    void setAcknowledges(bool acknowledges) { m_acknowledges = acknowledges; }
    void hear(const QByteArray &frame) { m_brain.hear(frame, m_clock.now()); }

private:
    void deliver(const EventFrame &frame, Seq seq)
    {
        m_log += StoredEvent{seq, 1, {}, frame}.delivered();
        hear(m_log.constLast());
    }

    static QString line(const EventFrame &frame)
    {
        if (frame.type() == EventType::ApplicationHeartbeat)
            return u"heartbeat"_s;
        QString line = frame.id().value().section(u':', 1, 1);
        const EventBody body = decode(frame);
        if (const auto *handover = std::get_if<event::HandoverToQueue>(&body))
            line += u' ' + handover->queue.value();
        if (const auto *identified = std::get_if<event::CustomerIdentified>(&body))
            line += u' ' + identified->brandId + u' ' + identified->customerId;
        if (const auto *text = std::get_if<event::Text>(&body); text && text->agent->id != "bot"_L1)
            line += u" as "_s + text->agent->name;
        return line;
    }

    test::FakeClock m_clock;
    BotBrain m_brain;
    UserId m_user{u"u"_s};
    Seq m_seq = 0;
    QList<QByteArray> m_log;
    QList<EventFrame> m_said;
    QStringList m_beforeState;
    bool m_acknowledges = true;
};

} // namespace sermo::bot
