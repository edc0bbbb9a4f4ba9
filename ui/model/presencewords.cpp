// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/model/presencewords.h"

#include "ui/model/presentedsession.h"

#include <QCoreApplication>
#include <QHash>
#include <QJsonObject>
#include <QLocale>

#include <functional>

namespace sermo::model
{

using namespace Qt::StringLiterals;

namespace
{

struct Tr {
    Q_DECLARE_TR_FUNCTIONS(Presence)
};

QString time(const QJsonObject &reason, QLatin1StringView member)
{
    return clockText(qRound64(reason[member].toDouble()));
}

QString silence(const QJsonObject &reason)
{
    const QString seconds = time(reason, "seconds"_L1);
    const QString state = reason["state"_L1].toString();
    if (state.startsWith(u'W'))
        return Tr::tr("Waiting for your answer for %1").arg(seconds);
    return state.startsWith(u'Q') ? Tr::tr("Silent for %1 after your question").arg(seconds)
                                  : Tr::tr("Silent for %1 after your answer").arg(seconds);
}

QString experience(const QJsonObject &reason)
{
    const int cases = qMax(1, reason["cases"_L1].toInt());
    const int came = qRound(100.0 * reason["came"_L1].toInt() / cases);
    return Tr::tr("Of %1 such cases %2 % came back")
        .arg(QLocale().toString(cases), QLocale().toString(came));
}

QString connection(const QJsonObject &reason)
{
    return reason["link"_L1] == "gone"_L1 ? Tr::tr("No sign of the browser")
                                          : Tr::tr("The connection is shaky");
}

bool isFor(const QJsonObject &reason)
{
    return reason["weight"_L1].toDouble() > 0;
}

QString habit(const QJsonObject &reason)
{
    return isFor(reason) ? Tr::tr("Customers here often come back")
                         : Tr::tr("Customers here seldom come back");
}

QString length(const QJsonObject &reason)
{
    return isFor(reason) ? Tr::tr("Your message asks for an answer by its length")
                         : Tr::tr("Your message hardly asks for an answer by its length");
}

using Saying = std::function<QString(const QJsonObject &)>;

//! What each kind of reason is called (broker/desk/presence/explanation.h).
const QHash<QString, Saying> &sayings()
{
    using Object = const QJsonObject &;
    static const QHash<QString, Saying> all{
        {u"typing"_s, [](Object) { return Tr::tr("Typing right now"); }},
        {u"left"_s, [](Object) { return Tr::tr("Has closed the chat"); }},
        {u"silence"_s, silence},
        {u"connection"_s, connection},
        {u"experience"_s, experience},
        {u"habit"_s, habit},
        {u"pace"_s,
         [](Object r) { return Tr::tr("Answers in %1 as a rule").arg(time(r, "tempo"_L1)); }},
        {u"turns"_s,
         [](Object r) { return Tr::tr("Has written %n times", nullptr, r["count"_L1].toInt()); }},
        {u"sinceAct"_s,
         [](Object r) { return Tr::tr("Last did something %1 ago").arg(time(r, "seconds"_L1)); }},
        {u"unanswered"_s,
         [](Object r) { return Tr::tr("%n messages unanswered", nullptr, r["count"_L1].toInt()); }},
        {u"length"_s, length},
        {u"answered"_s, [](Object) { return Tr::tr("Has answered before"); }},
        {u"inARow"_s,
         [](Object r) {
             return Tr::tr("Has written %n in a row", nullptr, r["count"_L1].toInt());
         }},
        {u"gap"_s,
         [](Object r) {
             return Tr::tr("The last two messages are %1 apart").arg(time(r, "seconds"_L1));
         }},
        {u"asks"_s, [](Object) { return Tr::tr("Has asked something"); }},
        {u"asked"_s, [](Object) { return Tr::tr("Was asked something"); }},
        {u"read"_s, [](Object) { return Tr::tr("Has read your last message"); }},
        {u"hidden"_s, [](Object) { return Tr::tr("The page is in the background"); }},
        {u"unloading"_s, [](Object) { return Tr::tr("Closed the page a moment ago"); }},
        {u"mobile"_s, [](Object) { return Tr::tr("On a telephone"); }},
    };
    return all;
}

} // namespace

QList<PresenceReason> presenceReasons(const QJsonArray &reasons)
{
    QList<PresenceReason> said;
    for (const QJsonValue &value : reasons) {
        const QJsonObject reason = value.toObject();
        const auto known = sayings().constFind(reason["reason"_L1].toString());
        const QString text
            = known == sayings().cend() ? reason["text"_L1].toString() : (*known)(reason);
        if (!text.isEmpty())
            said.append({text, reason["weight"_L1].toDouble()});
    }
    return said;
}

QString weightText(double weight)
{
    const QString size = QLocale().toString(qAbs(weight), 'f', 1);
    return (weight < 0 ? u'−' : u'+') + size;
}

QString hundredths(double value)
{
    return QLocale().toString(value, 'f', 2);
}

} // namespace sermo::model
