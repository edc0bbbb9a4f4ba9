// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/reference/words.h"

using namespace Qt::StringLiterals;

namespace sermo::reference
{

QString meaning(EventType type)
{
    switch (type) {
    case EventType::Opaque:
        return u"any other: it travels on and moves nothing"_s;
    case EventType::Start:
        return u"a conversation begins; `params.platformId` names the platform, `params.mobile`: on a telephone"_s;
    case EventType::Text:
        return u"what is said"_s;
    case EventType::Heartbeat:
        return u"the customer's page is there; `hidden`: in the background"_s;
    case EventType::MessagesRead:
        return u"the customer has read what was said"_s;
    case EventType::ClientLeft:
        return u"the customer closed the chat"_s;
    case EventType::ClientUnload:
        return u"the customer's page went away, perhaps to be loaded again"_s;
    case EventType::TypingOn:
        return u"somebody types; a customer's carries the text so far"_s;
    case EventType::Rating:
        return u"how it was, after the end"_s;
    case EventType::QueueNumber:
        return u"the customer's place in line, 1 is next; the wait as a range, where it is known"_s;
    case EventType::Info:
        return u"a notice, shown apart from what is said"_s;
    case EventType::TypingOff:
        return u"nobody types any more"_s;
    case EventType::PlatformClosed:
        return u"nobody answers at this hour; `opensAt`: when somebody will, `hours` of the week, Monday first"_s;
    case EventType::EndSession:
        return u"the session is over; `reason` is the desk's"_s;
    case EventType::HandoverToAgent:
        return u"to an agent; by the holder with `agentId`: an offer to a colleague, "
               "naming himself: taken back"_s;
    case EventType::HandoverToQueue:
        return u"to a queue; `reason` is the desk's"_s;
    case EventType::ClaimSession:
        return u"an agent takes the session; `force`, by a supervisor, from another; `reason` is "
               "the desk's"_s;
    case EventType::CustomerIdentified:
        return u"who the customer is; `verified`: the site signed it (`params.customerHash` of `start`)"_s;
    case EventType::AgentDone:
        return u"the agent is done; the customer may come back"_s;
    case EventType::ApplicationHeartbeat:
        return u"an application is there, and takes sessions or does not"_s;
    case EventType::AgentStatus:
        return u"what an agent is to be given; stored when it changes; without `queues`: all of "
               u"them. "
               "`bound`: his own, only for a supervisor to set; absent: as it was, 0: as all have it"_s;
    case EventType::HandoverToBot:
        return u"the bot goes on in the agent's name; `reason` is what it shall do"_s;
    case EventType::Allocation:
        return u"why the desk gave a session to this agent, or to nobody: before its `claim_session`, or once for each first in line and `reason`"_s;
    case EventType::Presence:
        return u"how probable it is that the customer is still there"_s;
    case EventType::PresencePoint:
        return u"what the presence model learns from; `waiting`: he stood in line, so it does not"_s;
    case EventType::SessionState:
        return u"where a session is now; `hidesPreview`: what the customer types before he sends "
               u"it "
               u"is told to nobody"_s;
    case EventType::QueueState:
        return u"how long a line is now; expected: the wait of its last, a range"_s;
    case EventType::Note:
        return u"between agents; `answer`: to an offer"_s;
    case EventType::Tag:
        return u"ours: what a session is about, in a word; `removed`: not any more"_s;
    case EventType::Hand:
        return u"ours: who holds the session asks for help with it (`raised`), `text` says with "
               u"what; "
               "taken down by him or a supervisor, and by itself when the session is another's"_s;
    case EventType::PlatformStatus:
        return u"ours: a supervisor opens or closes a platform whatever its hours (`open`, "
               "`closed`), or leaves it to them (`hours`). After `welcome` the desk tells all "
               "there are, passing, with `queueId` and `brand`"_s;
    case EventType::CannedReply:
        return u"ours: a canned reply of the team's, `text` for `shortcut` (one word, without its "
               u"`/`; at most "
               "500 of them); `removed`: taken away. After `welcome` the desk tells all there are, "
               "passing and without `agentId`"_s;
    case EventType::Draft:
        return u"what an agent is typing, for supervisors"_s;
    case EventType::SessionPlatform:
        return u"ours: the platform that only `hello` named, so that the log has it"_s;
    case EventType::CustomerErased:
        return u"ours: what was known of him is erased, and whoever remembers him shall forget "
               u"him; "
               "`erasures` as in `welcome`"_s;
    case EventType::BrokerState:
        return u"ours: whether the broker can store, and why not"_s;
    case EventType::Hello:
        return u"a customer's first frame"_s;
    case EventType::Welcome:
        return u"the broker's first frame to every client; `role`: an application's, as its key "
               u"has it; "
               "`mask`: the platform hides numbers; "
               "`hidesTyping`, `language`, `form`: how its widget is to be; "
               "`erasures`: another value than before means that a customer was erased meanwhile; "
               "of one of two hosts also `hosts` (array: where the other one is, such as "
               "`https://b:8080`), `term` (integer: of two that answer, the higher one is the "
               "host) "
               "and, to an application, `pins` (array: the SHA-256 of their certificates)"_s;
    case EventType::Ack:
        return u"the event with this `id` is stored, or has passed"_s;
    case EventType::Error:
        return u"the event with this `id` was refused"_s;
    case EventType::ClaimRejected:
        return u"another claim won"_s;
    case EventType::Interest:
        return u"what this connection wants to hear from now on; without `wants`: everything"_s;
    }
    Q_UNREACHABLE();
}

QString meaning(ErrorCode code)
{
    switch (code) {
    case ErrorCode::BadJson:
        return u"not a JSON object"_s;
    case ErrorCode::BadEvent:
        return u"a member is missing, of a wrong type, or names nothing that is there"_s;
    case ErrorCode::DuplicateKey:
        return u"a key of the top level comes twice"_s;
    case ErrorCode::ReservedField:
        return u"`seq` and `receivedAt` are the broker's"_s;
    case ErrorCode::UnknownDirection:
        return u"neither inbound, outbound nor internal"_s;
    case ErrorCode::ForbiddenDirection:
        return u"not a direction for this role"_s;
    case ErrorCode::ForbiddenType:
        return u"not for this sender to say, or not now"_s;
    case ErrorCode::ForeignUser:
        return u"this userId, or this image, is another's"_s;
    case ErrorCode::UserIdTaken:
        return u"a new customer chose a userId that exists; another may follow"_s;
    case ErrorCode::UnknownUser:
        return u"there is no session to control"_s;
    case ErrorCode::UnknownQueue:
        return u"there is no such queue"_s;
    case ErrorCode::SessionEnded:
        return u"the session is over: `start` begins another"_s;
    case ErrorCode::WrongState:
        return u"the session's state has no room for it: E in the table below"_s;
    case ErrorCode::RateLimited:
        return u"too fast: this event was dropped"_s;
    case ErrorCode::StorageUnavailable:
        return u"it could not be stored now: send it again"_s;
    }
    Q_UNREACHABLE();
}

QString meaning(CloseCode code)
{
    switch (code) {
    case CloseCode::Normal:
        return u"goodbye"_s;
    case CloseCode::TooLarge:
        return u"a frame over 64 KiB"_s;
    case CloseCode::Protocol:
        return u"a binary frame, a wrong first frame, or none in 5 s"_s;
    case CloseCode::NotAuthorised:
        return u"a token that is not known; a key revoked, a customer erased"_s;
    case CloseCode::TooSlow:
        return u"an application over 8 MiB behind, a customer over 1 MiB, or either without "
               "progress for 10 s"_s;
    case CloseCode::Flood:
        return u"over twice the burst within a second"_s;
    case CloseCode::Draining:
        return u"the broker closes: come back"_s;
    }
    Q_UNREACHABLE();
}

QString meaning(desk::Cell cell)
{
    using enum desk::Cell;
    switch (cell) {
    case Pass:
        return u"–"_s;
    case Wrong:
        return u"E"_s;
    case Begin:
        return u"a new session"_s;
    case BeginAgain:
        return u"`session_ended`; a channel's user: a new session"_s;
    case Speak:
        return u"there again, if he had left"_s;
    case Return:
        return u"`queued` first, for the same agent if he is there"_s;
    case EnterLast:
        return u"`queued` last"_s;
    case ChangeLine:
        return u"other queue: last; same: place kept"_s;
    case EnterLastOfPlatform:
        return u"`queued` last in the platform's queue"_s;
    case EnterFirst:
        return u"`queued` first"_s;
    case Confirm:
        return u"the second one: first"_s;
    case Offer:
        return u"with `agentId`: an offer; else –"_s;
    case ComeBack:
        return u"same agent, at once"_s;
    case Claim:
        return u"`assigned`"_s;
    case ClaimFromLine:
        return u"`assigned`, unless kept for another"_s;
    case TakeOver:
        return u"the holder: ack only; others: rejected, unless offered or forced"_s;
    case TakeBack:
        return u"the holder takes back; others: rejected"_s;
    case Finish:
        return u"`done`"_s;
    case LendToBot:
        return u"`bot_closing`; no bot: E"_s;
    case End:
        return u"`ended`"_s;
    case Leave:
        return u"stays"_s;
    case SetPlatform:
        return u"the platform is known"_s;
    }
    Q_UNREACHABLE();
}

QString meaning(desk::Lapse lapse)
{
    using enum desk::Lapse;
    switch (lapse) {
    case None:
        return u"–"_s;
    case Park:
        return u"parked: place kept, not given to anyone, number hidden"_s;
    case EndSoon:
        return u"`ended`"_s;
    case EndLate:
        return u"`ended` after 24 h"_s;
    case ToLine:
        return u"`queued` last"_s;
    case GiveBack:
        return u"back to the agent"_s;
    case ToFront:
        return u"`queued` first"_s;
    case FrontOnReturn:
        return u"`queued` first when it comes back"_s;
    }
    Q_UNREACHABLE();
}

} // namespace sermo::reference
