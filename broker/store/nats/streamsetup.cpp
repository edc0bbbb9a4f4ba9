// SPDX-License-Identifier: GPL-3.0-or-later
#include "broker/store/nats/streamsetup.h"

#include "broker/store/nats/wire.h"

#include <QCryptographicHash>
#include <QJsonArray>
#include <QLoggingCategory>

using namespace Qt::StringLiterals;

namespace sermo::store::nats
{

Q_LOGGING_CATEGORY(lcSetup, "sermo.store.nats")

namespace
{

constexpr int NotFound = 10059;
constexpr int NoCluster = 10074; // replicas asked of a server that stands alone
constexpr int UsualReplicas = 3;
const auto BeingFilled = u"another log is being moved here"_s;
constexpr qint64 DuplicateWindow = 120'000'000'000; // ns

QJsonObject configOf(const QByteArray &name, const QByteArray &subject, int replicas)
{
    // Nothing is left to the servers' defaults, which differ.
    return {{u"name"_s, QString::fromLatin1(name)},
            {u"subjects"_s, QJsonArray{QString::fromLatin1(subject)}},
            {u"retention"_s, u"limits"_s},
            {u"storage"_s, u"file"_s},
            {u"discard"_s, u"new"_s}, // full means refused; what is kept is not dropped for it
            {u"max_consumers"_s, -1},
            {u"max_msgs"_s, -1},
            {u"max_bytes"_s, -1},
            {u"max_age"_s, 0},
            {u"max_msgs_per_subject"_s, -1},
            {u"max_msg_size"_s, -1},
            {u"duplicate_window"_s, DuplicateWindow},
            {u"num_replicas"_s, replicas}};
}

//! What stands behind it is somebody's own description.
bool isBeingFilled(const QJsonObject &config)
{
    return config.value("description"_L1).toString().startsWith(BeingFilled);
}

//! Somebody may have made it by hand, for more room or other replicas; but it must keep what it
//! has.
QString objection(const QJsonObject &config, const QByteArray &subject)
{
    const auto number = [&](QLatin1StringView key) { return config.value(key).toInteger(); };
    const bool hasLimit = number("max_msgs"_L1) > 0 || number("max_bytes"_L1) > 0;
    if (number("max_age"_L1) > 0 || number("max_msgs_per_subject"_L1) > 0
        || config.value("retention"_L1).toString() != "limits"_L1
        || (hasLimit && config.value("discard"_L1).toString() != "new"_L1))
        return u"it drops old events by itself"_s;
    if (isBeingFilled(config))
        return u"a migration into it is not finished"_s;
    if (config.value("storage"_L1).toString() != "file"_L1)
        return u"it keeps events in memory only"_s;
    if (config.value("subjects"_L1).toArray() != QJsonArray{QString::fromLatin1(subject)})
        return u"it takes other subjects than %1"_s.arg(QString::fromLatin1(subject));
    return {};
}

Answer create(Wire &wire, const QByteArray &name, const QByteArray &subject, int replicas,
              const QString &description = {})
{
    const QByteArray api = "$JS.API.STREAM.CREATE." + name;
    QJsonObject config = configOf(name, subject, replicas > 0 ? replicas : UsualReplicas);
    config.insert(u"description"_s, description);
    Answer made = wire.askNow(api, config);
    if (!made && made.error().code == NoCluster && replicas == 0) {
        qCWarning(lcSetup).noquote()
            << "the server stands alone: what it loses is lost. Stream" << name << "has one copy";
        config.insert(u"num_replicas"_s, 1);
        made = wire.askNow(api, config);
    }
    return made;
}

//! What is asked again must be known again for as long as it is asked, and a while longer.
QString objection(const QJsonObject &config, std::chrono::milliseconds patience)
{
    const std::chrono::nanoseconds window(config.value("duplicate_window"_L1).toInteger());
    if (window.count() > 0 && window <= patience)
        return u"it forgets ids after %1 seconds, and events are asked again for %2"_s
            .arg(std::chrono::duration_cast<std::chrono::seconds>(window).count())
            .arg(std::chrono::duration_cast<std::chrono::seconds>(patience).count());
    return {};
}

Result<StreamFacts, QString> prepare(Wire &wire, const QByteArray &name, const QByteArray &subject,
                                     const ClusterOptions &options)
{
    Answer info = wire.askNow("$JS.API.STREAM.INFO." + name, {});
    if (!info && info.error().code == NotFound)
        info = create(wire, name, subject, options.replicas);
    if (!info)
        return failure(u"stream %1: %2"_s.arg(QString::fromLatin1(name), info.error().why));
    const QJsonObject config = info->value("config"_L1).toObject();
    QString why = objection(config, subject);
    if (why.isEmpty())
        why = objection(config, options.patience);
    if (!why.isEmpty())
        return failure(u"stream %1 is not ours to use: %2"_s.arg(QString::fromLatin1(name), why));
    return StreamFacts::in(*info);
}

//! A stream that is there, for another log's events. Somebody may have made it by hand, with copies
//! and room as he wants them: so it stays. Only what a migration has begun is taken away, and comes
//! back as it was made.
Answer clear(Wire &wire, const Subjects &subjects, const QJsonObject &info)
{
    QJsonObject config = info.value("config"_L1).toObject();
    if (isBeingFilled(config)) {
        const Answer gone = wire.askNow("$JS.API.STREAM.DELETE." + subjects.stream, {});
        if (!gone && !isGoneAlready(gone.error()))
            return gone;
        return wire.askNow("$JS.API.STREAM.CREATE." + subjects.stream, config);
    }
    if (StreamFacts::in(info).last > 0)
        return failure(Refusal{
            -1, u"stream %1 has events already"_s.arg(QString::fromLatin1(subjects.stream))});
    if (const QString why = objection(config, subjects.log); !why.isEmpty())
        return failure(Refusal{
            -1,
            u"stream %1 cannot be filled: %2"_s.arg(QString::fromLatin1(subjects.stream), why)});
    const QString own = config.value("description"_L1).toString();
    config.insert(u"description"_s, own.isEmpty() ? BeingFilled : BeingFilled + u' ' + own);
    return wire.askNow("$JS.API.STREAM.UPDATE." + subjects.stream, config);
}

} // namespace

StreamFacts StreamFacts::in(const QJsonObject &info)
{
    const QJsonObject state = info.value("state"_L1).toObject();
    return {info.value("created"_L1).toString(), Seq(state.value("last_seq"_L1).toInteger()),
            quint64(state.value("messages"_L1).toInteger())};
}

QString StreamFacts::epoch(const Subjects &subjects) const
{
    constexpr qsizetype Bytes = 16; // as long as the other logs' are
    const QByteArray name = subjects.stream + ' ' + created.toUtf8();
    const QByteArray hash = QCryptographicHash::hash(name, QCryptographicHash::Sha256);
    return QString::fromLatin1(hash.first(Bytes).toHex());
}

Result<Opening, QString> prepareStreams(Wire &wire, const Subjects &subjects,
                                        const ClusterOptions &options)
{
    // Notes first: a number that is erased meanwhile is told by a note that comes later.
    const auto notes = prepare(wire, subjects.notesStream, subjects.notes, options);
    if (!notes)
        return failure(QString(notes.error()));
    const auto log = prepare(wire, subjects.stream, subjects.log, options);
    if (!log)
        return failure(QString(log.error()));
    return Opening{*log, *notes};
}

Result<void, QString> beginFilling(Wire &wire, const Subjects &subjects, int replicas)
{
    const Answer info = wire.askNow("$JS.API.STREAM.INFO." + subjects.stream, {});
    if (!info && info.error().code != NotFound)
        return failure(QString(info.error().why));
    const Answer ready = info ? clear(wire, subjects, *info)
                              : create(wire, subjects.stream, subjects.log, replicas, BeingFilled);
    if (!ready)
        return failure(QString(ready.error().why));
    return {};
}

Result<void, QString> endFilling(Wire &wire, const Subjects &subjects)
{
    const Answer info = wire.askNow("$JS.API.STREAM.INFO." + subjects.stream, {});
    if (!info)
        return failure(QString(info.error().why));
    QJsonObject config = info->value("config"_L1).toObject();
    const QString own = config.value("description"_L1).toString().mid(BeingFilled.size()).trimmed();
    config.insert(u"description"_s, own);
    const Answer done = wire.askNow("$JS.API.STREAM.UPDATE." + subjects.stream, config);
    if (!done)
        return failure(QString(done.error().why));
    return {};
}

Result<StreamFacts, QString> openable(Wire &wire, const Subjects &subjects)
{
    const Answer info = wire.askNow("$JS.API.STREAM.INFO." + subjects.stream, {});
    if (!info)
        return failure(QString(info.error().why));
    const QString why = objection(info->value("config"_L1).toObject(), subjects.log);
    if (!why.isEmpty())
        return failure(u"stream %1: %2"_s.arg(QString::fromLatin1(subjects.stream), why));
    return count(wire, subjects);
}

Result<StreamFacts, QString> count(Wire &wire, const Subjects &subjects)
{
    const Answer info = wire.askNow("$JS.API.STREAM.INFO." + subjects.stream, {});
    if (!info)
        return failure(QString(info.error().why));
    return StreamFacts::in(*info);
}

} // namespace sermo::store::nats
