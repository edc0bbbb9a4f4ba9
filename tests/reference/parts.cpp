// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/reference/parts.h"

#include "broker/desk/allocation/outcome.h"
#include "broker/desk/presence/explanation.h"
#include "broker/desk/reasons.h"
#include "broker/desk/session.h"
#include "tests/reference/tables.h"

#include <QMap>

using namespace Qt::StringLiterals;

namespace sermo::reference
{

namespace
{

using allocation::Bar;
using allocation::Outcome;
using allocation::Why;
using presence::Explanation;
using presence::Reason;

template <typename Word>
QStringList wordsUpTo(Word last)
{
    QStringList words;
    for (int i = 0; i <= static_cast<int>(last); ++i) {
        if (const QString word(wireName(static_cast<Word>(i))); !word.isEmpty())
            words.append(word);
    }
    return words;
}

//! A candidate for each bar.
QJsonArray everyCandidate()
{
    Outcome outcome;
    for (int bar = 0; bar <= static_cast<int>(Bar::GivenJustNow); ++bar)
        outcome.candidates.append({AgentId(u"anna"_s), {}, 1, static_cast<Bar>(bar)});
    return outcome.toEvent().candidates;
}

//! Each reason, in one explanation.
QJsonArray everyReason()
{
    Explanation explanation(presence::Glimpse(), 0.5);
    for (int i = 0; i <= static_cast<int>(Reason::Mobile); ++i) {
        if (static_cast<Reason>(i) == Reason::Experience)
            explanation.addExperience(1, 10, 5);
        else
            explanation.add(static_cast<Reason>(i), 1);
    }
    return explanation.toJson();
}

//! The words that these objects have there.
QStringList wordsIn(const QJsonArray &objects, QLatin1StringView name)
{
    QStringList words;
    for (const QJsonValue &value : objects)
        words.append(value.toObject().value(name).toString());
    return words;
}

//! What these objects have, and whether each of them has it.
QList<FieldInfo> fieldsOf(const QJsonArray &objects)
{
    QMap<QString, qsizetype> counts;
    QMap<QString, QJsonObject> schemas;
    for (const QJsonValue &value : objects) {
        const QJsonObject object = value.toObject();
        for (auto it = object.begin(); it != object.end(); ++it) {
            ++counts[it.key()];
            const QString kind = it.value().isDouble() ? u"number"_s : u"string"_s;
            schemas.insert(it.key(), {{u"type"_s, kind}});
        }
    }
    QList<FieldInfo> fields;
    for (auto it = counts.cbegin(); it != counts.cend(); ++it)
        fields.append({it.key(), schemas.value(it.key()), it.value() == objects.size(), false});
    return fields;
}

QStringList signalNames()
{
    QStringList names;
    for (const presence::Signal signal : presence::AllSignals)
        names.append(wireName(signal));
    return names;
}

QString row(const QString &what, const QString &says)
{
    return u"| %1 | %2 |\n"_s.arg(what, says);
}

QString words(const QString &of, const QStringList &all)
{
    return row(of, u'`' + all.join(u"`, `") + u'`');
}

} // namespace

QList<FieldInfo> candidateFields()
{
    return fieldsOf(everyCandidate());
}

QList<FieldInfo> reasonFields()
{
    return fieldsOf(everyReason());
}

QString parts()
{
    return row(u"part"_s, u"fields"_s) + row(u"---"_s, u"---"_s)
        + row(u"`agent` of `text`, `typing_on`, `handover_to_bot`"_s, inWords(speakerFields()))
        + row(u"each of `quickReplies` of `text`"_s, inWords(quickReplyFields()))
        + row(u"each of `candidates` of `allocation`"_s, inWords(candidateFields()))
        + row(u"each of `reasons` of `presence`"_s, inWords(reasonFields()));
}

QString vocabulary()
{
    using namespace desk;
    return row(u"field"_s, u"words"_s) + row(u"---"_s, u"---"_s)
        + words(u"`status` of `agent_status`"_s,
                {status::Available, status::Finishing, status::Away, status::Offline})
        + words(u"`state` of `session_state`"_s, wordsUpTo(Stage::Ended))
        + words(u"`reason` of the desk's `handover_to_queue`"_s,
                {reason::BotUnavailable, reason::AgentOffline, reason::QueueGone})
        + words(u"`reason` of the desk's `claim_session`"_s, {reason::Allocated, reason::Returned})
        + words(u"`reason` of the desk's `end_session`"_s,
                {reason::Gone, reason::Closed, reason::Erased})
        + words(u"`reason` of `handover_to_bot`"_s, {u"end_session"_s, u"confirm_present"_s})
        + words(u"`answer` of `note`"_s, {u"declined"_s})
        + words(u"`reason` of `allocation`"_s, wordsUpTo(Why::KeptForAgent))
        + words(u"`bar` of its `candidates`: why not he"_s, wordsUpTo(Bar::GivenJustNow))
        + words(u"`reason` of the `reasons` of `presence`"_s, wordsIn(everyReason(), "reason"_L1))
        + words(
               u"`state` of `presence_point`: who spoke last, and whether he has answered before"_s,
               wordsUpTo(presence::Turn::ToldAgain))
        + words(u"`link` of `presence_point`"_s, wordsUpTo(presence::Link::Gone))
        + words(u"`signals` of `presence_point`"_s, signalNames())
        + words(u"`storage` of `broker_state`"_s, {u"ok"_s, u"failing"_s, u"damaged"_s});
}

} // namespace sermo::reference
