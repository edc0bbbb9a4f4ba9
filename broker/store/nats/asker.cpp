// SPDX-License-Identifier: GPL-3.0-or-later
#include "broker/store/nats/asker.h"

#include <algorithm>
#include <array>

using namespace Qt::StringLiterals;

namespace sermo::store::nats
{

namespace
{

// No leader, or not this one; no peers; starting up; the same id is being stored just now.
constexpr std::array NotNow = {10004, 10005, 10008, 10009, 10039, 10076, 10158};
constexpr int Unavailable = 503;
constexpr int TooMany = 429;
// Called unavailable too, but waiting mends none of them: no room, no account, not in a cluster.
constexpr std::array Lasting = {10010, 10023, 10035, 10036};
constexpr int StoreFailed = 10077; // full; or shut down under what the servers had agreed to store

template <typename Codes>
bool has(const Codes &codes, int code)
{
    return std::ranges::find(codes, code) != codes.end();
}

} // namespace

Answer answerIn(const QJsonObject &object)
{
    const QJsonObject error = object.value("error"_L1).toObject();
    if (error.isEmpty())
        return object;
    const int code = error.value("err_code"_L1).toInt();
    return failure(Refusal{code != 0 ? code : -1, error.value("description"_L1).toString(),
                           error.value("code"_L1).toInt()});
}

bool isNotNow(const Answer &answer)
{
    if (answer)
        return false;
    const Refusal &refusal = answer.error();
    if (refusal.code == StoreFailed)
        return refusal.why.contains("closed"_L1);
    if (has(NotNow, refusal.code))
        return true;
    return (refusal.status == Unavailable || refusal.status == TooMany)
        && !has(Lasting, refusal.code);
}

bool isGoneAlready(const Refusal &refusal)
{
    constexpr int SequenceNotFound = 10043;
    constexpr int StreamNotFound = 10059;
    return refusal.code == SequenceNotFound || refusal.code == StreamNotFound
        || refusal.why.contains("no message found"_L1)
        || refusal.why.contains("message was previously deleted"_L1)
        || refusal.why.contains("deleted message"_L1);
}

} // namespace sermo::store::nats
