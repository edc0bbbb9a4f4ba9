// SPDX-License-Identifier: GPL-3.0-or-later
// What an agent says and writes: replies, held back for a moment or not, notes, tags, canned
// replies, and what is known of it before it is sent.
#include "ui/model/consolecontroller.h"
#include "ui/model/drafts.h"

#include <utility>

namespace sermo::model
{

bool ConsoleController::reply(const UserId &user, const Message &message)
{
    if (message.isEmpty())
        return false;
    if (isLent(user))
        claim(user); // who speaks to the customer has him
    if (!trySubmit(spoken(user, message)))
        return false;
    for (const ImageId &image : message.images.mid(1))
        (void)trySubmit(spoken(user, {{}, {image}, {}}));
    composing(user, {});
    return true;
}

EventFrame ConsoleController::spoken(const UserId &user, const Message &message)
{
    event::Text body;
    body.text = message.text;
    body.imageId = message.images.isEmpty() ? QString() : message.images.first().value();
    body.quickReplies = message.quickReplies;
    body.agent = speaker();
    return compose(Direction::Outbound, user, body, makeEventId());
}

bool ConsoleController::replyIn(const UserId &user, const Message &message,
                                std::chrono::milliseconds delay)
{
    if (message.isEmpty() || !fits(spoken(user, message)))
        return false;
    sendHeld(user); // in the order of saying
    m_held.hold(user, message, m_clock.now().steady + delay);
    emit heldChanged(user);
    advance();
    return true;
}

std::optional<Message> ConsoleController::recall(const UserId &user)
{
    std::optional<Message> message = m_held.take(user);
    if (message)
        emit heldChanged(user);
    return message;
}

void ConsoleController::sendHeld(const UserId &user)
{
    const std::optional<Message> message = m_held.take(user);
    if (!message)
        return;
    (void)reply(user, *message);
    emit heldChanged(user);
}

void ConsoleController::sendAllHeld()
{
    const QList<UserId> users = m_held.users();
    for (const UserId &user : users)
        sendHeld(user);
}

bool ConsoleController::fits(const EventFrame &frame)
{
    if (frame.bytes().size() <= EventFrame::MaxBytes)
        return true;
    emit noticed(frame.user(), tr("That is too long to be sent in one message"));
    return false;
}

bool ConsoleController::note(const UserId &user, const QString &text)
{
    return !text.trimmed().isEmpty()
        && trySubmit(compose(Direction::Internal, user, event::Note{m_identity.id, text, {}},
                             makeEventId()));
}

void ConsoleController::raiseHand(const UserId &user, const QString &text)
{
    ask(user, event::Hand{m_identity.id, true, text.trimmed()});
}

void ConsoleController::lowerHand(const UserId &user)
{
    ask(user, event::Hand{m_identity.id, false});
}

void ConsoleController::composing(const UserId &user, const QString &text)
{
    m_drafts.setText(user, text);
    if (holds(user))
        m_composers.changed(user, text, m_clock.now().steady);
    advance();
}

void ConsoleController::tag(const UserId &user, const QString &word)
{
    ask(user, event::Tag{m_identity.id, word.simplified(), false});
}

void ConsoleController::untag(const UserId &user, const QString &word)
{
    ask(user, event::Tag{m_identity.id, word, true});
}

void ConsoleController::setTeamReply(const QString &shortcut, const QString &text)
{
    ask({}, event::CannedReply{m_identity.id, shortcut, text, false});
}

void ConsoleController::removeTeamReply(const QString &shortcut)
{
    ask({}, event::CannedReply{m_identity.id, shortcut, {}, true});
}

} // namespace sermo::model
