// SPDX-License-Identifier: GPL-3.0-or-later
#include "broker/store/nats/kept.h"

#include "broker/store/nats/wire.h"

#include <QJsonArray>
#include <QUuid>

using namespace Qt::StringLiterals;

namespace sermo::store::nats
{

namespace
{

constexpr int NotFound = 10059;
constexpr int NoCluster = 10074; // replicas asked of a server that stands alone
constexpr int UsualReplicas = 3;
constexpr qint64 DuplicateWindow = 120'000'000'000; // ns

QJsonObject configOf(const LastOfEach &what, int replicas)
{
    return {{u"name"_s, QString::fromLatin1(what.stream)},
            {u"subjects"_s, QJsonArray{QString::fromLatin1(what.subjects)}},
            {u"retention"_s, u"limits"_s},
            {u"storage"_s, u"file"_s},
            {u"discard"_s, u"new"_s},
            {u"max_consumers"_s, -1},
            {u"max_msgs"_s, -1},
            {u"max_bytes"_s, -1},
            {u"max_age"_s, 0},
            {u"max_msgs_per_subject"_s, 1},
            {u"max_msg_size"_s, -1},
            {u"duplicate_window"_s, DuplicateWindow},
            {u"num_replicas"_s, replicas}};
}

} // namespace

Kept Kept::of(natsMsg *message, const Subjects &subjects)
{
    const QByteArray subject = natsMsg_GetSubject(message);
    return {subject.mid(keptSubject(subjects, {}).size()), dataOf(message), seqOf(message)};
}

Outgoing putting(const Subjects &subjects, const Kept &wanted, Seq expected)
{
    Outgoing message;
    message.subject = keptSubject(subjects, wanted.name);
    message.data = wanted.value;
    message.headers = {{"Nats-Msg-Id", QUuid::createUuid().toByteArray(QUuid::Id128)},
                       {"Nats-Expected-Stream", keptStream(subjects)},
                       {"Nats-Expected-Last-Subject-Sequence", QByteArray::number(expected)}};
    return message;
}

Result<StreamFacts, QString> prepareLast(Wire &wire, const LastOfEach &what, int replicas)
{
    const QByteArray &name = what.stream;
    Answer info = wire.askNow("$JS.API.STREAM.INFO." + name, {});
    if (!info && info.error().code == NotFound) {
        const QByteArray api = "$JS.API.STREAM.CREATE." + name;
        info = wire.askNow(api, configOf(what, replicas > 0 ? replicas : UsualReplicas));
        if (!info && info.error().code == NoCluster && replicas == 0)
            info = wire.askNow(api, configOf(what, 1));
    }
    if (!info)
        return failure(u"stream %1: %2"_s.arg(QString::fromLatin1(name), info.error().why));
    const QJsonObject config = info->value("config"_L1).toObject();
    if (config.value("max_msgs_per_subject"_L1).toInteger() != 1
        || config.value("max_age"_L1).toInteger() > 0)
        return failure(u"stream %1 is not ours to use: it keeps other than the last of each"_s.arg(
            QString::fromLatin1(name)));
    return StreamFacts::in(*info);
}

} // namespace sermo::store::nats
