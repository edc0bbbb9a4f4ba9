// SPDX-License-Identifier: GPL-3.0-or-later
#include "broker/bot/dialogue.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace sermo::bot
{

namespace
{

using Floor = Conversation::Floor;
using Words = QList<EventFrame>;

//! Speaks to one customer, in his language.
class Speech
{
public:
    Speech(const Conversation &conversation, const Rules &rules)
        : m_conversation(conversation)
        , m_rules(rules)
        , m_phrases(phrasesFor(conversation, rules.script, rules.config))
    {
    }

    [[nodiscard]] Words inReception() const
    {
        const bool isSilentYet = m_conversation.step == Step::None;
        if (isSilentYet && m_conversation.started)
            return {greeting(m_conversation.started)};
        const Seq answered = m_conversation.heard;
        if (m_conversation.queue.isEmpty() && isSilentYet)
            return {greeting(answered)};
        if (m_conversation.queue.isEmpty() && m_conversation.step == Step::Greeting)
            return {text(m_phrases.offer, Step::Offer, answered, queueButtons())};

        // Who neither chose nor was understood goes to his platform's own queue.
        if (m_conversation.isIdentified || !m_conversation.number.isEmpty()
            || m_conversation.hasNoNumber)
            return handover(answered);
        switch (m_conversation.step) {
        case Step::Number:
            return {text(m_phrases.numberAgain, Step::NumberAgain, answered, {noNumberButton()})};
        case Step::NumberAgain:
            return handover(answered);
        default:
            return {text(m_phrases.number, Step::Number, answered, {noNumberButton()})};
        }
    }

    [[nodiscard]] Words onErrand() const
    {
        const Conversation::Errand &errand = *m_conversation.errand;
        if (!errand.isPut)
            return {question(errand)};
        if (!m_conversation.awaitsAnswer())
            return {end(m_phrases.silent, errand.asked)};
        const Seq answered = m_conversation.heard;
        if (errand.isPresence || !saysNo(m_conversation.lastText, m_phrases))
            return {say(Direction::Internal, event::HandoverToAgent{}, Step::Back, answered)};
        return {text(m_phrases.goodbye, Step::Goodbye, answered, {}),
                end(m_phrases.ended, answered)};
    }

    //! Still there? Who says so goes first: by the second `handover_to_agent` since he stands there
    //! (contract 5). Who does not answer keeps his place.
    [[nodiscard]] Words inLine() const
    {
        const Conversation::Wait &wait = m_conversation.wait;
        const Seq heard = m_conversation.heard;
        if (wait.isAsked)
            return {say(Direction::Internal, event::HandoverToAgent{}, Step::Confirmed, heard)};
        Words words{text(m_phrases.waiting, Step::Waiting, heard,
                         {button(m_phrases.stillHere, payload::StillHere)})};
        if (!wait.isHandedOver)
            words += say(Direction::Internal, event::HandoverToAgent{}, Step::Checking, heard);
        return words;
    }

private:
    [[nodiscard]] EventFrame say(Direction direction, const EventBody &body, Step step,
                                 Seq answered) const
    {
        return compose(direction, m_conversation.user, body, idOf(step, answered));
    }

    [[nodiscard]] EventFrame text(const QString &words, Step step, Seq answered,
                                  const QList<event::QuickReply> &buttons) const
    {
        // The last words before someone else speaks come at once, or they would come after his.
        const bool isLast = step == Step::Thanks || step == Step::Goodbye;
        event::Text body;
        body.text = words;
        body.typingMs = isLast ? 0 : m_rules.script.typingFor(words);
        body.quickReplies = buttons;
        body.agent = speaker();
        return say(Direction::Outbound, body, step, answered);
    }

    //! Himself, or the agent in whose name he was asked to speak.
    [[nodiscard]] event::Speaker speaker() const
    {
        if (m_conversation.errand && m_conversation.errand->speaker)
            return *m_conversation.errand->speaker;
        return {u"bot"_s, m_phrases.name, u"bot"_s, {}, {}};
    }

    [[nodiscard]] EventFrame greeting(Seq answered) const
    {
        return text(m_phrases.greeting, Step::Greeting, answered, queueButtons());
    }

    [[nodiscard]] EventFrame question(const Conversation::Errand &errand) const
    {
        if (errand.isPresence)
            return text(m_phrases.present, Step::Question, errand.asked,
                        {button(m_phrases.stillHere, payload::StillHere)});
        return text(m_phrases.more, Step::Question, errand.asked,
                    {button(m_phrases.yes, payload::Yes), button(m_phrases.no, payload::No)});
    }

    [[nodiscard]] EventFrame end(const QString &reason, Seq answered) const
    {
        return say(Direction::Outbound, event::EndSession{reason, {}}, Step::End, answered);
    }

    [[nodiscard]] Words handover(Seq answered) const
    {
        const desk::Platform *platform = platformOf(m_conversation, m_rules.config);
        const QueueId queue = !m_conversation.queue.isEmpty() ? m_conversation.queue
            : platform                                        ? platform->queue
                                                              : QueueId();
        Words words;
        if (!m_conversation.isIdentified && !m_conversation.number.isEmpty()) {
            const event::CustomerIdentified identified{
                platform ? platform->brand : QString(), m_conversation.number, {}};
            words += say(Direction::Internal, identified, Step::Identified, answered);
        }
        const QString label = labelOf(queue, m_phrases, m_rules.config);
        words += text(QString(m_phrases.handover).replace("{queue}"_L1, label), Step::Thanks,
                      answered, {});
        words += say(Direction::Internal, event::HandoverToQueue{queue, {}, {}}, Step::Handover,
                     answered);
        return words;
    }

    [[nodiscard]] static event::QuickReply button(const QString &label, const QString &payload)
    {
        return {u"postback"_s, label, payload, {}, false};
    }

    [[nodiscard]] event::QuickReply noNumberButton() const
    {
        return button(m_phrases.noNumber, payload::NoNumber);
    }

    [[nodiscard]] QList<event::QuickReply> queueButtons() const
    {
        QList<event::QuickReply> buttons;
        for (const desk::Queue &queue : m_rules.config.queues)
            buttons += button(labelOf(queue.id, m_phrases, m_rules.config),
                              payload::forQueue(queue.id));
        return buttons;
    }

    const Conversation &m_conversation;
    const Rules &m_rules;
    const Phrases &m_phrases;
};

// Buttons are answered at once; words when no more of them are to come.
std::chrono::milliseconds whenFinished(const Conversation &conversation, const Script &script)
{
    return isButton(conversation.lastText) ? conversation.typedAt
                                           : conversation.typedAt + script.patience;
}

std::optional<std::chrono::milliseconds> dueInLine(const Conversation &conversation,
                                                   const Script &script)
{
    const Conversation::Wait &wait = conversation.wait;
    if (wait.isConfirmed || script.confirm <= std::chrono::milliseconds(0))
        return std::nullopt;
    if (!wait.isAsked)
        return std::max(wait.since, conversation.typedAt) + script.confirm;
    if (conversation.heard > wait.asked)
        return whenFinished(conversation, script);
    return std::nullopt;
}

bool hasHandedOver(const Conversation &conversation)
{
    return conversation.step == Step::Identified || conversation.step == Step::Thanks
        || conversation.step == Step::Handover;
}

} // namespace

std::optional<std::chrono::milliseconds> dueAt(const Conversation &conversation, const Rules &rules)
{
    constexpr std::chrono::milliseconds AtOnce{0};
    if (conversation.hasLeft || conversation.isOver)
        return std::nullopt;
    switch (conversation.floor) {
    case Floor::Unknown:
    case Floor::Agents:
        return std::nullopt;
    case Floor::Line:
        return dueInLine(conversation, rules.script);
    case Floor::Reception:
        if (conversation.step == Step::None && conversation.started)
            return AtOnce;
        if (conversation.awaitsAnswer() && !hasHandedOver(conversation))
            return whenFinished(conversation, rules.script);
        return std::nullopt;
    case Floor::Closing:
        if (!conversation.errand)
            return std::nullopt;
        if (!conversation.errand->isPut)
            return AtOnce;
        if (conversation.awaitsAnswer())
            return whenFinished(conversation, rules.script);
        return std::max(conversation.errand->since, conversation.typedAt) + rules.script.silence;
    }
    Q_UNREACHABLE();
}

QList<EventFrame> nextWords(const Conversation &conversation, const Rules &rules)
{
    const Speech speech(conversation, rules);
    switch (conversation.floor) {
    case Floor::Closing:
        return speech.onErrand();
    case Floor::Line:
        return speech.inLine();
    default:
        return speech.inReception();
    }
}

EventFrame handoverAnyway(const UserId &user, Seq answered)
{
    return compose(Direction::Internal, user, event::HandoverToAgent{}, idOf(Step::Back, answered));
}

} // namespace sermo::bot
