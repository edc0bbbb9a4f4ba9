// SPDX-License-Identifier: GPL-3.0-or-later
#include "broker/bot/conversation.h"

#include <algorithm>
#include <array>
#include <utility>

using namespace Qt::StringLiterals;

namespace sermo::bot
{

namespace
{

constexpr auto Prefix = "reception"_L1;
constexpr std::pair<Step, QLatin1StringView> Steps[] = {
    {Step::Greeting, "greeting"_L1},
    {Step::Offer, "offer"_L1},
    {Step::Number, "number"_L1},
    {Step::NumberAgain, "number-again"_L1},
    {Step::Identified, "identified"_L1},
    {Step::Thanks, "thanks"_L1},
    {Step::Handover, "handover"_L1},
    {Step::Question, "question"_L1},
    {Step::Goodbye, "goodbye"_L1},
    {Step::End, "end"_L1},
    {Step::Back, "back"_L1},
    {Step::Waiting, "waiting"_L1},
    {Step::Checking, "checking"_L1},
    {Step::Confirmed, "confirmed"_L1},
};

using Floor = Conversation::Floor;

class Folding
{
public:
    Folding(Conversation &conversation, const StoredEvent &event, const Script &script,
            const desk::DeskConfig &config, Instant now)
        : m_conversation(conversation)
        , m_event(event)
        , m_script(script)
        , m_config(config)
        , m_now(now)
    {
    }

    void run()
    {
        if (const auto own = ownId(m_event.frame.id());
            own && m_event.frame.direction() != Direction::Inbound)
            said(*own);
        std::visit(*this, decode(m_event.frame));
    }

    void operator()(const event::Start &start)
    {
        // In an open session it changes nothing (contract 5).
        if (m_conversation.isOver || m_conversation.hasLeft)
            startAnew();
        else if (m_conversation.started || m_conversation.heard)
            return;
        m_conversation.started = m_event.seq;
        m_conversation.platform = PlatformId(start.params.value(u"platformId"_s).toString());
    }

    void operator()(const event::Text &text)
    {
        if (m_event.frame.direction() != Direction::Inbound)
            return;
        m_conversation.hasLeft = false;
        m_conversation.heard = m_event.seq;
        m_conversation.typedAt = m_now.steady;
        m_conversation.lastText = text;
        understand(text);
    }

    void operator()(const event::TypingOn &)
    {
        if (m_event.frame.direction() == Direction::Inbound)
            m_conversation.typedAt = m_now.steady;
    }

    void operator()(const event::SessionPlatform &told) { m_conversation.platform = told.platform; }
    void operator()(const event::CustomerIdentified &) { m_conversation.isIdentified = true; }
    void operator()(const event::ClientLeft &) { m_conversation.hasLeft = true; }
    void operator()(const event::EndSession &) { m_conversation.isOver = true; }
    void operator()(const event::ClaimSession &) { giveUpFloor(); }
    void operator()(const event::HandoverToQueue &) { giveUpFloor(); }
    void operator()(const event::HandoverToAgent &)
    {
        const bool isInLine = m_conversation.floor == Floor::Line || m_conversation.wait.isAsked;
        if (!isInLine)
            giveUpFloor();
        m_conversation.wait.isHandedOver = true;
    }
    void operator()(const event::AgentDone &) { giveUpFloor(); }

    void operator()(const event::HandoverToBot &request)
    {
        m_conversation.floor = Floor::Unknown;
        m_conversation.errand
            = Conversation::Errand{.speaker = request.speaker,
                                   .isPresence = request.reason == "confirm_present"_L1,
                                   .asked = m_event.seq};
        // What was said to the agent is his affair.
        m_conversation.answered = std::max(m_conversation.answered, m_event.seq);
    }

    void operator()(const event::SessionState &told)
    {
        if (told.state == "ended"_L1)
            m_conversation.isOver = true;
        else if (told.state == "bot"_L1)
            m_conversation.floor = Floor::Reception;
        else if (told.state == "bot_closing"_L1)
            m_conversation.floor = Floor::Closing;
        else if (told.state == "queued"_L1)
            standInLine();
        else
            giveUpFloor();
    }

    template <typename Other>
    void operator()(const Other &)
    {
    }

private:
    void startAnew()
    {
        const UserId user = m_conversation.user;
        m_conversation = Conversation();
        m_conversation.user = user;
    }

    //! Told again at each step forward: the wait began with the first.
    void standInLine()
    {
        if (m_conversation.floor == Floor::Line)
            return;
        m_conversation.floor = Floor::Line;
        m_conversation.errand.reset();
        m_conversation.wait.since = m_now.steady;
    }

    void giveUpFloor()
    {
        m_conversation.wait = {};
        m_conversation.floor = Floor::Agents;
        m_conversation.errand.reset();
    }

    void said(const OwnId &own)
    {
        m_conversation.answered = std::max(m_conversation.answered, own.answered);
        const bool isOfErrand = own.step >= Step::Question;
        if (own.step >= Step::Waiting)
            saidInLine(own);
        else if (!isOfErrand)
            m_conversation.step = own.step;
        else if (auto &errand = m_conversation.errand; errand && own.step == Step::Question) {
            errand->isPut = true;
            errand->since = m_now.steady;
        }
    }

    void saidInLine(const OwnId &own)
    {
        Conversation::Wait &wait = m_conversation.wait;
        if (own.step == Step::Waiting) {
            wait.isAsked = true;
            wait.asked = own.answered;
        }
        wait.isConfirmed = wait.isConfirmed || own.step == Step::Confirmed;
    }

    void understand(const event::Text &text)
    {
        const Phrases &phrases = phrasesFor(m_conversation, m_script, m_config);
        if (const QueueId meant = queueMeant(text, phrases, m_config);
            !meant.isEmpty() && (m_conversation.queue.isEmpty() || isButton(text)))
            m_conversation.queue = meant;
        if (m_conversation.step != Step::Number && m_conversation.step != Step::NumberAgain)
            return;
        if (const QString number = customerNumberIn(text.text, m_script.customerNumber);
            !number.isEmpty())
            m_conversation.number = number;
        m_conversation.hasNoNumber = lacksNumber(text, phrases);
    }

    Conversation &m_conversation;
    const StoredEvent &m_event;
    const Script &m_script;
    const desk::DeskConfig &m_config;
    const Instant m_now;
};

} // namespace

EventId idOf(Step step, Seq answered)
{
    const auto found = std::ranges::find(Steps, step, &std::pair<Step, QLatin1StringView>::first);
    Q_ASSERT(found != std::end(Steps));
    return EventId(u"%1:%2:%3"_s.arg(Prefix, found->second, QString::number(answered)));
}

std::optional<OwnId> ownId(const EventId &id)
{
    const QList<QStringView> parts = QStringView(id.value()).split(u':');
    if (parts.size() != 3 || parts.at(0) != Prefix)
        return std::nullopt;
    for (const auto &[step, name] : Steps) {
        bool isNumber = false;
        const Seq answered = parts.at(2).toULongLong(&isNumber);
        if (parts.at(1) == name && isNumber)
            return OwnId{step, answered};
    }
    return std::nullopt;
}

void fold(Conversation &conversation, const StoredEvent &event, const Script &script,
          const desk::DeskConfig &config, Instant now)
{
    Folding(conversation, event, script, config, now).run();
}

const desk::Platform *platformOf(const Conversation &conversation, const desk::DeskConfig &config)
{
    if (const desk::Platform *named = config.platform(conversation.platform))
        return named;
    return config.platforms.isEmpty() ? nullptr : &config.platforms.constFirst();
}

const Phrases &phrasesFor(const Conversation &conversation, const Script &script,
                          const desk::DeskConfig &config)
{
    const desk::Platform *platform = platformOf(conversation, config);
    return script.phrases(platform ? platform->language : QString());
}

} // namespace sermo::bot
