// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/model/pastconversations.h"

#include "broker/protocol/timestamp.h"
#include "ui/model/names.h"
#include "ui/model/presentedsession.h"
#include "ui/model/sessionstore.h"

#include <QDateTime>
#include <QJsonArray>
#include <QJsonDocument>

#include <utility>

namespace sermo::model
{

using namespace Qt::StringLiterals;

namespace
{

constexpr int PageRows = 50;
constexpr qsizetype MostExcerpt = 400; // characters

qint64 msOf(const QJsonValue &time)
{
    return fromTimestamp(time.toString()).value_or(0);
}

QByteArray timeOf(QDate day)
{
    return day.isValid() ? toTimestamp(day.startOfDay().toMSecsSinceEpoch()) : QByteArray();
}

QByteArray timeOf(qint64 ms)
{
    return ms > 0 ? toTimestamp(ms) : QByteArray();
}

QList<Behind> behindOf(const QJsonArray &told)
{
    QList<Behind> all;
    for (const QJsonValue &one : told)
        all.append({Seq(one["from"_L1].toInteger()), Seq(one["to"_L1].toInteger()),
                    msOf(one["at"_L1]), one["value"_L1].toDouble()});
    return all;
}

} // namespace

QByteArray HistoryOrder::target(Seq before) const
{
    QByteArrayList parts;
    const auto add = [&parts](const char *name, const QByteArray &value) {
        if (!value.isEmpty())
            parts.append(name + QByteArray("=") + value.toPercentEncoding());
    };
    add("text", text.trimmed().toUtf8());
    const bool isOfDays = from.isValid() || to.isValid() || !figure;
    add("figure", figure ? figure->name.toUtf8() : QByteArray());
    add("hours", figure && figure->onlyOpenHours ? "open"_ba : QByteArray());
    add("from", isOfDays ? timeOf(from) : timeOf(figure->fromMs));
    add("to", isOfDays ? timeOf(to.addDays(1)) : timeOf(figure->toMs));
    add("at", figure ? timeOf(figure->atMs) : QByteArray());
    add("queue", queue.toUtf8());
    add("agent", agent.toUtf8());
    add("brand", brand.trimmed().toUtf8());
    add("customer", customer.trimmed().toUtf8());
    add("tag", tag.trimmed().toUtf8());
    add("reason", reason.trimmed().toUtf8());
    if (ratingFrom > 0)
        add("rating", QByteArray::number(ratingFrom) + '-' + QByteArray::number(ratingTo));
    if (before > 0)
        add("before", QByteArray::number(before));
    add("limit", QByteArray::number(PageRows));
    return "/api/history?" + parts.join('&');
}

PastConversation PastConversation::of(const QJsonObject &told, const SessionStore &store)
{
    const auto line = [&told](QLatin1StringView name) { return oneLine(told[name].toString()); };
    PastConversation one;
    one.key = Seq(told["session"_L1].toInteger());
    one.user = UserId(told["userId"_L1].toString());
    one.name = line("customerName"_L1);
    if (one.name.isEmpty())
        one.name = line("ownName"_L1); // as in the console
    if (one.name.isEmpty())
        one.name = visitorName(one.user);
    one.customerNumber = line("customerId"_L1);
    one.brand = line("brand"_L1);
    one.beganMs = msOf(told["beganAt"_L1]);
    one.lastMs = msOf(told["lastAt"_L1]);
    one.hasEnded = told["ended"_L1].toBool();
    one.queue = store.queueName(QueueId(told["queueId"_L1].toString()));
    one.agent = store.agentName(AgentId(told["agentId"_L1].toString()));
    one.rating = told["rating"_L1].toInt();
    one.reason = line("reason"_L1);
    const QJsonArray tags = told["tags"_L1].toArray();
    for (const QJsonValue &tag : tags)
        one.tags += oneLine(tag.toString());
    one.opening = line("opening"_L1);
    one.excerpt = told["excerpt"_L1].toString().left(MostExcerpt);
    one.excerpt.replace(u'\n', u' '); // the marks stay where they are
    const QJsonArray found = told["found"_L1].toArray();
    for (const QJsonValue &mark : found) {
        const int from = mark[0].toInt();
        const int length = mark[1].toInt();
        if (from >= 0 && length > 0 && from + length <= one.excerpt.size())
            one.found.append({from, length});
    }
    one.behind = behindOf(told["behind"_L1].toArray());
    return one;
}

QString topicOf(const PastConversation &one)
{
    QStringList parts = one.tags;
    parts += one.opening;
    parts.removeAll(QString());
    if (!parts.isEmpty())
        return parts.join(u" · "_s);
    return one.reason.isEmpty() ? one.queue : one.reason;
}

QString circumstancesOf(const PastConversation &one)
{
    const QDateTime began = QDateTime::fromMSecsSinceEpoch(one.beganMs);
    const QDateTime last = QDateTime::fromMSecsSinceEpoch(one.lastMs);
    const QString until = began.date() == last.date()
        ? last.toString(u"HH:mm"_s)
        : QLocale().toString(last, QLocale::ShortFormat);
    QStringList parts{u"%1 – %2"_s.arg(QLocale().toString(began, QLocale::ShortFormat), until),
                      one.queue, one.agent};
    if (one.rating > 0)
        parts += PastConversations::tr("rated %1 of 5").arg(one.rating);
    parts += one.reason;
    parts.removeAll(QString());
    return parts.join(u" · "_s);
}

PastConversations::PastConversations(HistorySource &source, const SessionStore &store,
                                     QObject *parent)
    : RowsModel(parent)
    , m_source(source)
    , m_store(store)
{
}

void PastConversations::search(const HistoryOrder &order)
{
    m_order = order;
    m_next = 0;
    ask(0);
}

void PastConversations::forget(const UserId &user)
{
    QList<PastConversation> others = items();
    others.removeIf([&user](const PastConversation &one) { return one.user == user; });
    become(others);
}

void PastConversations::ask(Seq before)
{
    m_isAsking = true;
    const quint64 question = ++m_question;
    m_source.ask("GET"_ba, m_order.target(before), this,
                 [this, question, isFirst = before == 0](const HistoryAnswer &answer) {
                     if (question == m_question)
                         handle(answer, isFirst);
                 });
}

void PastConversations::handle(const HistoryAnswer &answer, bool isFirst)
{
    m_trouble = answer.isGood() ? QString() : troubleOf(answer);
    const QJsonObject told = QJsonDocument::fromJson(answer.body).object();
    m_next = answer.isGood() ? Seq(told["next"_L1].toInteger()) : 0;
    QList<PastConversation> all = isFirst ? QList<PastConversation>() : items();
    const QJsonArray conversations = told["conversations"_L1].toArray();
    for (const QJsonValue &one : conversations)
        all += PastConversation::of(one.toObject(), m_store);
    become(all);
    m_isAsking = false; // only now: a view that is half filled would ask for more
    emit answered();
}

QVariant PastConversations::data(const QModelIndex &index, int role) const
{
    if (!index.isValid() || role != Qt::AccessibleTextRole)
        return RowsModel::data(index, role);
    const PastConversation &one = items().at(index.row());
    QStringList said{
        one.name,
        QLocale().toString(QDateTime::fromMSecsSinceEpoch(one.beganMs), QLocale::ShortFormat),
        one.queue, one.agent, one.excerpt};
    said.removeAll(QString());
    return said.join(u", "_s);
}

bool PastConversations::canFetchMore(const QModelIndex &parent) const
{
    return !parent.isValid() && m_next > 0 && !m_isAsking;
}

void PastConversations::fetchMore(const QModelIndex &parent)
{
    if (canFetchMore(parent))
        ask(m_next);
}

} // namespace sermo::model
