// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "broker/protocol/eventframe.h"

#include <QJsonArray>
#include <QJsonObject>
#include <QList>

#include <optional>
#include <variant>

//! What each known event says, as plain structs named after the seed and the contract. A field that
//! is absent or of a wrong type is left at its default; unknown ones stay in the frame's bytes.
namespace sermo::event
{

//! Who speaks (seed, "outbound text").
struct Speaker {
    QString id, name, type, avatarId, avatarUrl;
    friend bool operator==(const Speaker &, const Speaker &) = default;
};

struct QuickReply {
    QString type; //!< `postback` or `web_url`
    QString text, payload, url;
    bool windowOpen = false;
    friend bool operator==(const QuickReply &, const QuickReply &) = default;
};

// Each body names its row in the table of types; its fields' names on the wire are in
// eventfields.h.
// clang-format off
struct Start { static constexpr auto Type = EventType::Start; QJsonObject params; };
struct Text
{
    static constexpr auto Type = EventType::Text;
    QString text, imageId, quickReplyPayload;
    int typingMs = 0; //!< the client simulates typing that long
    QList<QuickReply> quickReplies;
    std::optional<Speaker> agent;
};
struct Heartbeat { static constexpr auto Type = EventType::Heartbeat; bool hidden = false; }; //!< hidden: the page is in the background
struct MessagesRead { static constexpr auto Type = EventType::MessagesRead; QString text, at; };
struct ClientLeft { static constexpr auto Type = EventType::ClientLeft; QString text, at; };
struct ClientUnload { static constexpr auto Type = EventType::ClientUnload; QString at; };
struct TypingOn { static constexpr auto Type = EventType::TypingOn; QString text, at; std::optional<Speaker> agent; }; //!< inbound carries the text so far
struct Rating { static constexpr auto Type = EventType::Rating; int score = 0; QString text; };
struct QueueNumber { static constexpr auto Type = EventType::QueueNumber; int queueNumber = 0; std::optional<qint64> expectedWaitSeconds, expectedWaitMostSeconds; }; //!< a range, in whole minutes; none: not known
struct Info { static constexpr auto Type = EventType::Info; QString text; };
struct TypingOff { static constexpr auto Type = EventType::TypingOff; };
struct PlatformClosed { static constexpr auto Type = EventType::PlatformClosed; QString opensAt; QJsonObject hours; }; //!< hours: `timezone`, and `week`, Monday first, each day a list of spans
struct EndSession { static constexpr auto Type = EventType::EndSession; QString reasonText, reason; }; //!< reason: the desk's own, `gone` or `closed`
struct HandoverToAgent { static constexpr auto Type = EventType::HandoverToAgent; AgentId agent; QString note; }; //!< agent empty: whoever is next
struct HandoverToQueue { static constexpr auto Type = EventType::HandoverToQueue; QueueId queue; QString reason, note; };
struct ClaimSession { static constexpr auto Type = EventType::ClaimSession; AgentId agent; bool force = false; QString reason; };
struct CustomerIdentified { static constexpr auto Type = EventType::CustomerIdentified; QString brandId, customerId, name; bool verified = false; }; //!< verified: the site signed it
struct AgentDone { static constexpr auto Type = EventType::AgentDone; };
struct ApplicationHeartbeat { static constexpr auto Type = EventType::ApplicationHeartbeat; bool available = false; };
struct AgentStatus { static constexpr auto Type = EventType::AgentStatus; AgentId agent; QString status, name; std::optional<QList<QueueId>> queues; std::optional<double> bound = {}; }; //!< bound: his own, a supervisor's to set; absent: as it was, 0: as all have it
struct HandoverToBot { static constexpr auto Type = EventType::HandoverToBot; AgentId agent; std::optional<Speaker> speaker; QString reason; };
struct Allocation { static constexpr auto Type = EventType::Allocation; AgentId agent; double sum = 0, bound = 0; QString reason; QJsonArray candidates; }; //!< agent empty: nobody
struct Presence { static constexpr auto Type = EventType::Presence; double probability = 0; QJsonArray reasons; };
struct PresencePoint //!< one lesson of the presence model: broker/desk/presence
{
    static constexpr auto Type = EventType::PresencePoint;
    QString state, link; //!< W0 W1 Q0 Q1 S0 S1; ok shaky gone
    int silence = 0; //!< seconds
    double probability = 0;
    int label = 0; //!< 1: he acted within ten minutes
    int after = 0; //!< seconds until it was labelled
    int number = 1; //!< of its session's points, from 1
    int sinceAct = 0, tempo = 0; //!< seconds since he did anything; his median time to answer
    int turns = 0, unanswered = 0, length = 0;
    int inARow = 0, gap = 60; //!< his texts since another's; seconds between the last two texts
    bool asks = false, asked = false; //!< his last text asked something; what he answers did
    bool waiting = false; //!< he stood in line, where nobody answers: no lesson
    QJsonArray signs; //!< of `read`, `hidden`, `unloading`, `mobile`
};
struct SessionState { static constexpr auto Type = EventType::SessionState; QString state; QueueId queue; std::optional<int> position; AgentId agent; QString since; bool hidesPreview = false; }; //!< hidesPreview: what he types before he sends it is told to nobody
struct QueueState { static constexpr auto Type = EventType::QueueState; QueueId queue; int waiting = 0; qint64 longestWaitSeconds = 0; std::optional<qint64> expectedWaitSeconds, expectedWaitMostSeconds; QString name; }; //!< expected: of the last in line, a range; name: as people call it
struct Note { static constexpr auto Type = EventType::Note; AgentId agent; QString text, answer; }; //!< answer: to an offer, `declined`
struct Hand { static constexpr auto Type = EventType::Hand; AgentId agent; bool raised = false; QString text = {}; }; //!< who has the session asks for help with it; down when it is answered, or the session another's
struct Tag { static constexpr auto Type = EventType::Tag; AgentId agent; QString tag; bool removed = false; }; //!< on a session: what it is about
struct CannedReply { static constexpr auto Type = EventType::CannedReply; AgentId agent; QString shortcut, text; bool removed = false; }; //!< the team's: set, or taken away
struct Draft { static constexpr auto Type = EventType::Draft; AgentId agent; QString text; };
struct SessionPlatform { static constexpr auto Type = EventType::SessionPlatform; PlatformId platform; }; //!< what only `hello` told
struct PlatformStatus { static constexpr auto Type = EventType::PlatformStatus; PlatformId platform; QString status; QueueId queue = {}; QString brand = {}; }; //!< status: `hours`, `open` or `closed`; queue and brand: the desk's to say
struct CustomerErased { static constexpr auto Type = EventType::CustomerErased; quint64 erasures = 0; }; //!< whoever remembers him shall forget him; erasures: as in `welcome` from now on
struct BrokerState { static constexpr auto Type = EventType::BrokerState; QString storage, why; }; //!< storage: `ok`, or `failing` or `damaged` and why
struct Hello { static constexpr auto Type = EventType::Hello; PlatformId platform; QString token, epoch; std::optional<Seq> since; };
struct Welcome { static constexpr auto Type = EventType::Welcome; UserId user; QString token, epoch; Seq seq = 0; bool reset = false; bool mask = false; bool hidesTyping = false; QString language = {}; QJsonArray form = {}; quint64 erasures = 0; QString role = {}; }; //!< mask: the platform masks numbers (masking.h); hidesTyping, language, form: how its widget is to be; erasures: rises with each customer erased; role: an application's, as its key has it
struct Ack { static constexpr auto Type = EventType::Ack; EventId id; std::optional<Seq> seq; };
struct Error { static constexpr auto Type = EventType::Error; QString code, message; EventId id; };
struct ClaimRejected { static constexpr auto Type = EventType::ClaimRejected; AgentId agent, claimedBy; EventId id; UserId user; };
struct Interest { static constexpr auto Type = EventType::Interest; std::optional<QJsonArray> wants; EventId id; }; //!< wants: broker/desk/interest.h reads them; none: everything
struct Opaque { static constexpr auto Type = EventType::Opaque; }; //!< unknown, or known but not readable: it still travels
// clang-format on

} // namespace sermo::event

namespace sermo
{

using EventBody = std::variant<
    event::Opaque, event::Start, event::Text, event::Heartbeat, event::MessagesRead,
    event::ClientLeft, event::ClientUnload, event::TypingOn, event::Rating, event::QueueNumber,
    event::Info, event::TypingOff, event::PlatformClosed, event::EndSession, event::HandoverToAgent,
    event::HandoverToQueue, event::ClaimSession, event::CustomerIdentified, event::AgentDone,
    event::ApplicationHeartbeat, event::AgentStatus, event::HandoverToBot, event::Allocation,
    event::Presence, event::PresencePoint, event::SessionState, event::QueueState, event::Note,
    event::Hand, event::Tag, event::CannedReply, event::Draft, event::SessionPlatform,
    event::PlatformStatus, event::CustomerErased, event::BrokerState>;

//! What clients and broker say to each other alone (contract 3 and 4).
using DialogueBody = std::variant<event::Hello, event::Welcome, event::Ack, event::Error,
                                  event::ClaimRejected, event::Interest>;

//! The body by the frame's type; Opaque when the type is. Never fails: what cannot be read of a
//! known type is left at its default.
[[nodiscard]] EventBody decode(const EventFrame &frame);

//! The dialogue message in these bytes, or nothing when they are an event (or neither).
[[nodiscard]] std::optional<DialogueBody> decodeDialogue(QByteArrayView bytes);

//! One event made by us: `type`, `direction`, `userId`, the body's fields that are set, `id`.
[[nodiscard]] EventFrame compose(Direction direction, const UserId &user, const EventBody &body,
                                 const EventId &id = {});
[[nodiscard]] QByteArray compose(const DialogueBody &message, const UserId &user = {});

//! A fresh random id (128 bits) for an event of ours.
[[nodiscard]] EventId makeEventId();

} // namespace sermo
