// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "broker/protocol/clock.h"
#include "ui/model/composers.h"
#include "ui/model/eventlink.h"
#include "ui/model/eyes.h"
#include "ui/model/heldreplies.h"
#include "ui/model/sessionstore.h"

#include <QTimer>

namespace sermo::model
{

class Drafts;

//! What an agent wants, turned into events: the only way from a widget to the broker. What is to be
//! stored goes through the store's outbox, so that a lost connection loses nothing.
//! Also feeds the link's frames to the store, resumes after each `welcome`, and keeps the agent's
//! status, typing and heartbeat told. Lives in the GUI thread; store, link, drafts and clock must
//! outlive it.
class ConsoleController : public QObject
{
    Q_OBJECT
public:
    enum class Status : quint8 { Available, Finishing, Away, Offline };
    Q_ENUM(Status)
    enum class BotTask : quint8 { EndSession, ConfirmPresent };
    Q_ENUM(BotTask)

    struct Identity {
        AgentId id;
        QString name; //!< as the customer sees it
        QString avatarId; //!< empty: an icon
    };

    ConsoleController(SessionStore &store, EventLink &link, Drafts &drafts, const Clock &clock,
                      Identity identity, QObject *parent = nullptr);
    ~ConsoleController() override;

    void start(); //!< opens the link
    void stop(); //!< tells `offline`, closes the link

    [[nodiscard]] const Identity &identity() const { return m_identity; }
    [[nodiscard]] Status status() const { return m_status; }
    [[nodiscard]] Eyes &eyes() { return m_eyes; } //!< whom this desk looks at
    [[nodiscard]] bool holds(const UserId &user) const; //!< assigned to this agent
    //! Whether he claimed it by hand: what he gets otherwise must not take the keyboard from him.
    [[nodiscard]] bool askedFor(const UserId &user) const { return m_wanted.contains(user); }

    void setStatus(Status status);
    void claim(const UserId &user, bool force = false);
    void claimNext(); //!< the first in line of the queues this agent serves
    //! Whether it was taken; false: empty or too long (noticed), and the composer keeps it.
    bool reply(const UserId &user, const Message &message);
    bool reply(const UserId &user, const QString &text)
    {
        return reply(user, Message{text, {}, {}});
    }

    //! The same, but it leaves only then, and until then it can be taken back (undo). One a
    //! customer: an earlier one leaves at once. It does not wait for a connection.
    bool replyIn(const UserId &user, const Message &message, std::chrono::milliseconds delay);
    [[nodiscard]] const HeldReplies &held() const { return m_held; }
    [[nodiscard]] std::optional<Message> recall(const UserId &user); //!< none: it has left
    void sendHeld(const UserId &user); //!< now; harmless when there is none
    void sendAllHeld(); //!< the agent leaves
    bool note(const UserId &user, const QString &text);
    void raiseHand(const UserId &user, const QString &text = {}); //!< asks supervisors for help
    void lowerHand(const UserId &user);
    //! The composer's text, at each change: keeps the draft, tells the customer that someone types
    //! (never while he types himself: he would stop and wait) and supervisors what.
    void composing(const UserId &user, const QString &text);
    void tag(const UserId &user, const QString &word);
    void untag(const UserId &user, const QString &word);
    void setTeamReply(const QString &shortcut, const QString &text);
    void removeTeamReply(const QString &shortcut);
    void done(const UserId &user);
    void transferToQueue(const UserId &user, const QueueId &queue, const QString &note = {});
    void transferToAgent(const UserId &user, const AgentId &agent, const QString &note = {});
    void decline(const UserId &user); //!< what a colleague offers: he is told at once
    void takeBack(const UserId &user); //!< what he has offered himself, before it is accepted
    void handToBot(const UserId &user, BotTask task);
    void end(const UserId &user, const QString &reasonText);
    void retry(const EventId &message); //!< a failed one of the transcript
    void discard(const EventId &message);

    //! Timers that ran out by the clock; called by a timer of its own, harmless at any time.
    void advance();

signals:
    void statusChanged(sermo::model::ConsoleController::Status status);
    //! One sentence for the agent, about a customer or about nobody in particular.
    void noticed(const sermo::UserId &user, const QString &text);
    void claimed(const sermo::UserId &user); //!< now his: by his own claim, or given to him
    void released(const sermo::UserId &user); //!< no longer his
    void heldChanged(const sermo::UserId &user); //!< a reply waits to leave, has left, was recalled

private:
    void ask(const UserId &user, const EventBody &body, Direction direction = Direction::Internal);
    [[nodiscard]] bool trySubmit(const EventFrame &frame); //!< to be stored: through the outbox
    [[nodiscard]] bool fits(const EventFrame &frame); //!< else the agent is told
    [[nodiscard]] EventFrame spoken(const UserId &user, const Message &message);
    void wake(std::chrono::milliseconds now); //!< the timer, for what is due next
    void pass(const Composers::Saying &saying); //!< now or never
    void sayStatus();
    void sayAlive();
    [[nodiscard]] event::Speaker speaker() const;
    [[nodiscard]] bool isLent(const UserId &user) const; //!< the bot has it, in his name
    [[nodiscard]] bool mayClaim(const desk::Session &session) const;

    void handleFrames(const QList<QByteArray> &frames);
    void handleLinkState(EventLink::State state);
    void dropClaims(); //!< that were not answered
    void handleWelcome();
    void startAnew();
    void handleRefused(const EventId &id, const QString &code, const QString &message);
    void handleStatusRefused(const QString &code, const QString &message);
    void handleClaimLost(const UserId &user, const AgentId &claimedBy);
    [[nodiscard]] QString customerName(const UserId &user) const;
    void noteHolding(const QSet<UserId> &users);
    void forgetDraftsOfTheGone();
    void forgetDraftsThatWereSaid();
    void notePreview(const UserId &user);

    SessionStore &m_store;
    EventLink &m_link;
    Drafts &m_drafts;
    const Clock &m_clock;
    Identity m_identity;
    Eyes m_eyes;
    Status m_status = Status::Away;
    QSet<UserId> m_mine; //!< whom he has
    Composers m_composers;
    HeldReplies m_held;
    struct Asked {
        UserId user;
        EventType type;
    };
    QHash<EventId, Asked> m_asked; //!< what a button of ours was about, for a refusal's words
    QSet<UserId> m_wanted; //!< claimed by hand, asked or held
    EventId m_statusEvent; //!< the last `agent_status`
    bool m_isStatusRefused = false; //!< so the broker has him as he was before
    std::chrono::milliseconds m_lastBeat{0}; //!< steady
    QTimer m_timer;
};

} // namespace sermo::model
