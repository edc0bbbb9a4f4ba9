// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "broker/store/nats/names.h"
#include "broker/store/nats/streammessage.h"
#include "broker/store/nats/streamsetup.h"

//! What brokers keep for each other beside the log: keys, tokens, who leads. A stream that has the
//! last value of each name.
namespace sermo::store::nats
{

//! A value under a name, and its number in the stream: who puts another in its place names it.
struct Kept {
    QByteArray name; //!< words, such as `key.0a1b`; in no name stands a customer's
    QByteArray value; //!< empty: there is none any more
    Seq seq = 0;

    [[nodiscard]] static Kept of(natsMsg *message, const Subjects &subjects);
};

[[nodiscard]] inline QByteArray keptStream(const Subjects &subjects)
{
    return subjects.stream + "_kept";
}
[[nodiscard]] inline QByteArray keptSubject(const Subjects &subjects, const QByteArray &name)
{
    return subjects.stream + ".kept." + name;
}
//! Where brokers talk to each other.
[[nodiscard]] inline QByteArray toldSubject(const Subjects &subjects)
{
    return subjects.stream + ".told";
}

//! Whether it may be forgotten of a name that it had a value, once all brokers have heard that it
//! has none any more. Not of a key: who has one of that name in his own directory would bring it
//! again.
[[nodiscard]] inline bool mayBeForgotten(const QByteArray &name)
{
    return !name.startsWith("key.") && !name.startsWith("lease.");
}

//! Safe to send twice: the servers know it again by its id. They refuse it when `expected` is not
//! the name's last number any more.
[[nodiscard]] Outgoing putting(const Subjects &subjects, const Kept &wanted, Seq expected);

//! A stream that keeps the last of each subject.
struct LastOfEach {
    QByteArray stream;
    QByteArray subjects;
};
//! Finds it, or makes it. Blocks.
[[nodiscard]] Result<StreamFacts, QString> prepareLast(Wire &wire, const LastOfEach &what,
                                                       int replicas);

} // namespace sermo::store::nats
