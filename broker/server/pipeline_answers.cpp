// SPDX-License-Identifier: GPL-3.0-or-later
// What the sender of an event is answered.
#include "broker/protocol/eventbody.h"
#include "broker/server/pipeline.h"

namespace sermo::server
{

void Pipeline::answerAck(const Submission &submission, std::optional<Seq> seq)
{
    if (submission.done)
        submission.done(true);
    if (!submission.origin)
        return;
    const EventId &id = submission.frame.id();
    emit answered(submission.origin,
                  id.isEmpty() ? Parcel::Ptr() : Parcel::answer(compose(event::Ack{id, seq}), id));
}

void Pipeline::answerVerdict(const Submission &submission)
{
    const desk::Verdict &verdict = submission.verdict;
    switch (verdict.kind) {
    case desk::Verdict::Kind::Accept:
    case desk::Verdict::Kind::Unchanged:
        return answerAck(submission, std::nullopt);
    case desk::Verdict::Kind::Refuse:
        return answerError(submission, verdict.code, verdict.message);
    case desk::Verdict::Kind::ClaimLost:
        break;
    }
    if (submission.done)
        submission.done(false);
    if (!submission.origin)
        return;
    const EventBody body = decode(submission.frame);
    const auto *claim = std::get_if<event::ClaimSession>(&body);
    const event::ClaimRejected rejected{claim ? claim->agent : AgentId(), verdict.claimedBy,
                                        submission.frame.id(), submission.frame.user()};
    emit answered(submission.origin,
                  Parcel::answer(compose(rejected, submission.frame.user()), rejected.id));
}

void Pipeline::answerError(const Submission &submission, ErrorCode code, const QString &message)
{
    m_metrics.countRefusal(code);
    if (submission.done)
        submission.done(false);
    if (!submission.origin)
        return;
    emit answered(submission.origin, Parcel::refusal(code, message, submission.frame.id()));
}

} // namespace sermo::server
