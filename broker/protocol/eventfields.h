// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "broker/protocol/eventbody.h"

#include <tuple>
#include <type_traits>

//! What each body's fields are called on the wire, in the order of the seed's examples: one list
//! for reading and for writing, so that the two cannot drift apart. Private to eventbody.cpp.
namespace sermo::event
{

using namespace Qt::StringLiterals;

enum class Written : quint8 {
    WhenSet, //!< left out at its default
    Always,
    OrNull, //!< always there, `null` when not set (contract 5: `position`)
    Inbound, //!< a customer's always, even empty: he has wiped out what he typed
};

template <typename Body, typename Value>
struct Field {
    QLatin1StringView name;
    Value Body::*value;
    Written written = Written::WhenSet;
};
template <typename Body, typename Value> // clang 14 does not work it out by itself
Field(QLatin1StringView, Value Body::*, Written = {})->Field<Body, Value>;

template <typename Body>
using For = std::type_identity<Body>;

// clang-format off
constexpr auto fieldsOf(For<Speaker>) { return std::tuple(
    Field{"id"_L1, &Speaker::id, Written::Always}, Field{"name"_L1, &Speaker::name, Written::Always},
    Field{"type"_L1, &Speaker::type}, Field{"avatarId"_L1, &Speaker::avatarId}, Field{"avatarUrl"_L1, &Speaker::avatarUrl}); }
constexpr auto fieldsOf(For<QuickReply>) { return std::tuple(
    Field{"type"_L1, &QuickReply::type, Written::Always}, Field{"text"_L1, &QuickReply::text, Written::Always},
    Field{"payload"_L1, &QuickReply::payload}, Field{"url"_L1, &QuickReply::url}, Field{"windowOpen"_L1, &QuickReply::windowOpen}); }

constexpr auto fieldsOf(For<Start>) { return std::tuple(Field{"params"_L1, &Start::params, Written::Always}); }
constexpr auto fieldsOf(For<Text>) { return std::tuple(
    Field{"text"_L1, &Text::text, Written::Always}, Field{"imageId"_L1, &Text::imageId},
    Field{"quickReplyPayload"_L1, &Text::quickReplyPayload}, Field{"typing"_L1, &Text::typingMs},
    Field{"quickReplies"_L1, &Text::quickReplies}, Field{"agent"_L1, &Text::agent}); }
constexpr auto fieldsOf(For<Heartbeat>) { return std::tuple(Field{"hidden"_L1, &Heartbeat::hidden}); }
constexpr auto fieldsOf(For<MessagesRead>) { return std::tuple(Field{"text"_L1, &MessagesRead::text}, Field{"at"_L1, &MessagesRead::at}); }
constexpr auto fieldsOf(For<ClientLeft>) { return std::tuple(Field{"text"_L1, &ClientLeft::text}, Field{"at"_L1, &ClientLeft::at}); }
constexpr auto fieldsOf(For<ClientUnload>) { return std::tuple(Field{"at"_L1, &ClientUnload::at}); }
constexpr auto fieldsOf(For<TypingOn>) { return std::tuple(
    Field{"text"_L1, &TypingOn::text, Written::Inbound}, Field{"at"_L1, &TypingOn::at}, Field{"agent"_L1, &TypingOn::agent}); }
constexpr auto fieldsOf(For<Rating>) { return std::tuple(Field{"score"_L1, &Rating::score, Written::Always}, Field{"text"_L1, &Rating::text}); }

constexpr auto fieldsOf(For<QueueNumber>) { return std::tuple(
    Field{"queueNumber"_L1, &QueueNumber::queueNumber, Written::Always}, Field{"expectedWaitSeconds"_L1, &QueueNumber::expectedWaitSeconds},
    Field{"expectedWaitMostSeconds"_L1, &QueueNumber::expectedWaitMostSeconds}); }
constexpr auto fieldsOf(For<Info>) { return std::tuple(Field{"text"_L1, &Info::text, Written::Always}); }
constexpr auto fieldsOf(For<TypingOff>) { return std::tuple(); }
constexpr auto fieldsOf(For<PlatformClosed>) { return std::tuple(Field{"opensAt"_L1, &PlatformClosed::opensAt}, Field{"hours"_L1, &PlatformClosed::hours}); }
constexpr auto fieldsOf(For<EndSession>) { return std::tuple(Field{"reasonText"_L1, &EndSession::reasonText}, Field{"reason"_L1, &EndSession::reason}); }

constexpr auto fieldsOf(For<HandoverToAgent>) { return std::tuple(Field{"agentId"_L1, &HandoverToAgent::agent}, Field{"note"_L1, &HandoverToAgent::note}); }
constexpr auto fieldsOf(For<HandoverToQueue>) { return std::tuple(
    Field{"queueId"_L1, &HandoverToQueue::queue, Written::Always}, Field{"reason"_L1, &HandoverToQueue::reason}, Field{"note"_L1, &HandoverToQueue::note}); }
constexpr auto fieldsOf(For<ClaimSession>) { return std::tuple(
    Field{"agentId"_L1, &ClaimSession::agent, Written::Always}, Field{"force"_L1, &ClaimSession::force}, Field{"reason"_L1, &ClaimSession::reason}); }
constexpr auto fieldsOf(For<CustomerIdentified>) { return std::tuple(
    Field{"brandId"_L1, &CustomerIdentified::brandId, Written::Always}, Field{"customerId"_L1, &CustomerIdentified::customerId, Written::Always},
    Field{"name"_L1, &CustomerIdentified::name}, Field{"verified"_L1, &CustomerIdentified::verified}); }
constexpr auto fieldsOf(For<AgentDone>) { return std::tuple(); }
constexpr auto fieldsOf(For<ApplicationHeartbeat>) { return std::tuple(Field{"available"_L1, &ApplicationHeartbeat::available, Written::Always}); }

constexpr auto fieldsOf(For<AgentStatus>) { return std::tuple(
    Field{"agentId"_L1, &AgentStatus::agent, Written::Always}, Field{"status"_L1, &AgentStatus::status, Written::Always},
    Field{"name"_L1, &AgentStatus::name}, Field{"queues"_L1, &AgentStatus::queues},
    Field{"bound"_L1, &AgentStatus::bound}); }
constexpr auto fieldsOf(For<HandoverToBot>) { return std::tuple(
    Field{"agentId"_L1, &HandoverToBot::agent}, Field{"agent"_L1, &HandoverToBot::speaker}, Field{"reason"_L1, &HandoverToBot::reason}); }
constexpr auto fieldsOf(For<Allocation>) { return std::tuple(
    Field{"agentId"_L1, &Allocation::agent, Written::OrNull}, Field{"sum"_L1, &Allocation::sum, Written::Always},
    Field{"bound"_L1, &Allocation::bound, Written::Always}, Field{"reason"_L1, &Allocation::reason, Written::Always},
    Field{"candidates"_L1, &Allocation::candidates, Written::Always}); }
constexpr auto fieldsOf(For<Presence>) { return std::tuple(
    Field{"probability"_L1, &Presence::probability, Written::Always}, Field{"reasons"_L1, &Presence::reasons, Written::Always}); }
constexpr auto fieldsOf(For<PresencePoint>) { return std::tuple(
    Field{"state"_L1, &PresencePoint::state, Written::Always}, Field{"link"_L1, &PresencePoint::link, Written::Always},
    Field{"silence"_L1, &PresencePoint::silence, Written::Always}, Field{"probability"_L1, &PresencePoint::probability, Written::Always},
    Field{"label"_L1, &PresencePoint::label, Written::Always}, Field{"after"_L1, &PresencePoint::after, Written::Always},
    Field{"number"_L1, &PresencePoint::number, Written::Always}, Field{"sinceAct"_L1, &PresencePoint::sinceAct, Written::Always},
    Field{"tempo"_L1, &PresencePoint::tempo, Written::Always},
    Field{"turns"_L1, &PresencePoint::turns, Written::Always}, Field{"unanswered"_L1, &PresencePoint::unanswered, Written::Always},
    Field{"length"_L1, &PresencePoint::length, Written::Always}, Field{"inARow"_L1, &PresencePoint::inARow, Written::Always},
    Field{"gap"_L1, &PresencePoint::gap, Written::Always}, Field{"asks"_L1, &PresencePoint::asks},
    Field{"asked"_L1, &PresencePoint::asked}, Field{"waiting"_L1, &PresencePoint::waiting}, Field{"signals"_L1, &PresencePoint::signs}); }
constexpr auto fieldsOf(For<SessionState>) { return std::tuple(
    Field{"state"_L1, &SessionState::state, Written::Always}, Field{"queueId"_L1, &SessionState::queue, Written::OrNull},
    Field{"position"_L1, &SessionState::position, Written::OrNull}, Field{"agentId"_L1, &SessionState::agent, Written::OrNull},
    Field{"since"_L1, &SessionState::since, Written::Always}, Field{"hidesPreview"_L1, &SessionState::hidesPreview}); }
constexpr auto fieldsOf(For<QueueState>) { return std::tuple(
    Field{"queueId"_L1, &QueueState::queue, Written::Always}, Field{"waiting"_L1, &QueueState::waiting, Written::Always},
    Field{"longestWaitSeconds"_L1, &QueueState::longestWaitSeconds, Written::Always},
    Field{"expectedWaitSeconds"_L1, &QueueState::expectedWaitSeconds, Written::OrNull},
    Field{"expectedWaitMostSeconds"_L1, &QueueState::expectedWaitMostSeconds},
    Field{"name"_L1, &QueueState::name}); }
constexpr auto fieldsOf(For<Note>) { return std::tuple(
    Field{"agentId"_L1, &Note::agent, Written::Always}, Field{"text"_L1, &Note::text, Written::Always}, Field{"answer"_L1, &Note::answer}); }
constexpr auto fieldsOf(For<Hand>) { return std::tuple(
    Field{"agentId"_L1, &Hand::agent, Written::Always}, Field{"raised"_L1, &Hand::raised, Written::Always}, Field{"text"_L1, &Hand::text}); }
constexpr auto fieldsOf(For<Tag>) { return std::tuple(
    Field{"agentId"_L1, &Tag::agent, Written::Always}, Field{"tag"_L1, &Tag::tag, Written::Always}, Field{"removed"_L1, &Tag::removed}); }
constexpr auto fieldsOf(For<CannedReply>) { return std::tuple(
    Field{"agentId"_L1, &CannedReply::agent, Written::Always}, Field{"shortcut"_L1, &CannedReply::shortcut, Written::Always},
    Field{"text"_L1, &CannedReply::text}, Field{"removed"_L1, &CannedReply::removed}); }
constexpr auto fieldsOf(For<Draft>) { return std::tuple(Field{"agentId"_L1, &Draft::agent, Written::Always}, Field{"text"_L1, &Draft::text, Written::Always}); }
constexpr auto fieldsOf(For<SessionPlatform>) { return std::tuple(Field{"platformId"_L1, &SessionPlatform::platform, Written::Always}); }
constexpr auto fieldsOf(For<PlatformStatus>) { return std::tuple(
    Field{"platformId"_L1, &PlatformStatus::platform, Written::Always}, Field{"status"_L1, &PlatformStatus::status, Written::Always},
    Field{"queueId"_L1, &PlatformStatus::queue}, Field{"brand"_L1, &PlatformStatus::brand}); }

constexpr auto fieldsOf(For<CustomerErased>) { return std::tuple(Field{"erasures"_L1, &CustomerErased::erasures, Written::Always}); }
constexpr auto fieldsOf(For<BrokerState>) { return std::tuple(Field{"storage"_L1, &BrokerState::storage, Written::Always}, Field{"why"_L1, &BrokerState::why}); }

constexpr auto fieldsOf(For<Hello>) { return std::tuple(
    Field{"platformId"_L1, &Hello::platform}, Field{"token"_L1, &Hello::token}, Field{"since"_L1, &Hello::since}, Field{"epoch"_L1, &Hello::epoch}); }
constexpr auto fieldsOf(For<Welcome>) { return std::tuple(
    Field{"userId"_L1, &Welcome::user}, Field{"token"_L1, &Welcome::token}, Field{"epoch"_L1, &Welcome::epoch, Written::Always},
    Field{"seq"_L1, &Welcome::seq, Written::Always}, Field{"reset"_L1, &Welcome::reset, Written::Always},
    Field{"mask"_L1, &Welcome::mask}, Field{"hidesTyping"_L1, &Welcome::hidesTyping}, Field{"language"_L1, &Welcome::language},
    Field{"form"_L1, &Welcome::form}, Field{"erasures"_L1, &Welcome::erasures},
    Field{"role"_L1, &Welcome::role}); }
constexpr auto fieldsOf(For<Ack>) { return std::tuple(Field{"id"_L1, &Ack::id, Written::Always}, Field{"seq"_L1, &Ack::seq}); }
constexpr auto fieldsOf(For<Error>) { return std::tuple(
    Field{"code"_L1, &Error::code, Written::Always}, Field{"message"_L1, &Error::message, Written::Always}, Field{"id"_L1, &Error::id}); }
constexpr auto fieldsOf(For<ClaimRejected>) { return std::tuple(
    Field{"userId"_L1, &ClaimRejected::user}, Field{"agentId"_L1, &ClaimRejected::agent, Written::Always},
    Field{"claimedBy"_L1, &ClaimRejected::claimedBy, Written::Always}, Field{"id"_L1, &ClaimRejected::id}); }
constexpr auto fieldsOf(For<Interest>) { return std::tuple(Field{"wants"_L1, &Interest::wants}, Field{"id"_L1, &Interest::id}); }
constexpr auto fieldsOf(For<Opaque>) { return std::tuple(); }
// clang-format on

} // namespace sermo::event
