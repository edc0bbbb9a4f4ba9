// SPDX-License-Identifier: GPL-3.0-or-later
#include "broker/server/historyroutes.h"

#include "broker/server/erasures.h"
#include "broker/server/historytalk.h"
#include "broker/server/lookback.h"
#include "broker/server/tally.h"
#include "broker/store/history.h"

#include <QJsonDocument>
#include <QPointer>

using namespace Qt::StringLiterals;

namespace sermo::server
{

namespace
{

constexpr QByteArrayView SearchPath = "/api/history";
constexpr QByteArrayView SessionPath = "/api/history/";
constexpr QByteArrayView FiguresPath = "/api/figures";
constexpr QByteArrayView MomentPath = "/api/moment";
constexpr QByteArrayView ReportPath = "/api/report";
constexpr QByteArrayView CustomersPath = "/api/customers/";

//! What went wrong, in a line for who wrote the program that asks.
HttpAnswer wrong(int status, const QString &why)
{
    return HttpAnswer::json(
        status, QJsonDocument(QJsonObject{{u"error"_s, why}}).toJson(QJsonDocument::Compact));
}

HttpAnswer notAllowed(const QByteArray &methods)
{
    HttpAnswer answer = HttpAnswer::plain(405);
    answer.add("Allow", methods);
    return answer;
}

} // namespace

bool HistoryRoutes::takes(QByteArrayView path)
{
    return path == SearchPath || path == FiguresPath || path == MomentPath || path == ReportPath
        || path.startsWith(SessionPath) || path.startsWith(CustomersPath);
}

void HistoryRoutes::answer(const Request &request, QObject *context, const Handler &handler) const
{
    const bool isErasing = request.path.startsWith(CustomersPath);
    const bool isSupervisor = request.who.role == Role::Supervisor;
    if (!isSupervisor && (isErasing || request.who.role != Role::Agent))
        return handler(HttpAnswer::plain(403));
    if (isErasing && request.method != "DELETE")
        return handler(notAllowed("DELETE"));
    if (!isErasing && request.method != "GET" && request.method != "HEAD")
        return handler(notAllowed("GET, HEAD"));
    if (isErasing)
        return erase(request, context, handler);
    if (request.path == FiguresPath)
        return m_house.tally->ask(
            context, [handler](const QByteArray &day) { handler(HttpAnswer::json(200, day)); });
    if (request.path == ReportPath)
        return report(request, context, handler);
    if (!m_house.history)
        return handler(wrong(503, u"this broker keeps no history"_s));
    if (request.path == MomentPath)
        return lookBack(request, context, handler);
    if (request.path == SearchPath)
        return search(request, context, handler);
    open(request, context, handler);
}

void HistoryRoutes::search(const Request &request, QObject *context, const Handler &handler) const
{
    const auto question = historytalk::questionOf(request.query);
    if (!question)
        return handler(wrong(400, question.error()));
    if (!question->figure)
        return look(question->look, {}, context, handler);
    m_house.tally->askBehind(
        *question->figure, context,
        [routes = *this, wanted = question->look, context, handler](const figures::Cases &cases) {
            store::HistoryQuery query = wanted;
            query.sessions.emplace();
            for (const figures::Case &one : cases)
                query.sessions->append(one.session);
            routes.look(query, cases, context, handler);
        });
}

void HistoryRoutes::look(const store::HistoryQuery &query, const figures::Cases &behind,
                         QObject *context, const Handler &handler) const
{
    m_house.history->search(query, context, [behind, handler](const store::HistoryPage &page) {
        handler(page.failed ? wrong(503, page.why)
                            : HttpAnswer::json(200, historytalk::toJson(page, behind)));
    });
}

void HistoryRoutes::lookBack(const Request &request, QObject *context, const Handler &handler) const
{
    const auto moment = historytalk::momentOf(request.query);
    if (!moment)
        return handler(wrong(400, moment.error()));
    if (!m_house.lookback)
        return handler(wrong(503, u"this broker keeps no history"_s));
    m_house.lookback->ask(*moment, context, [handler](const QByteArray &told) {
        handler(told.isEmpty() ? wrong(503, u"the log cannot be read"_s)
                               : HttpAnswer::json(200, told));
    });
}

void HistoryRoutes::report(const Request &request, QObject *context, const Handler &handler) const
{
    const auto wanted = historytalk::reportOf(request.query);
    if (!wanted)
        return handler(wrong(400, wanted.error()));
    m_house.tally->askReport(*wanted, context,
                             [handler, format = wanted->format](const QByteArray &bytes) {
                                 if (bytes.isEmpty())
                                     return handler(wrong(503, u"the log cannot be read"_s));
                                 HttpAnswer answer = HttpAnswer::json(200, bytes);
                                 if (format == ReportQuery::Format::Csv)
                                     answer.contentType = "text/csv; charset=utf-8";
                                 else if (format == ReportQuery::Format::Html)
                                     answer.contentType = "text/html; charset=utf-8";
                                 handler(answer);
                             });
}

void HistoryRoutes::open(const Request &request, QObject *context, const Handler &handler) const
{
    const auto session = historytalk::seqOf(request.path.sliced(SessionPath.size()));
    const auto after = historytalk::afterOf(request.query);
    if (!session)
        return handler(HttpAnswer::plain(404));
    if (!after)
        return handler(wrong(400, after.error()));
    m_house.history->open(*session, *after, context,
                          [handler](const store::HistoryTranscript &found) {
                              if (found.failed)
                                  handler(wrong(503, found.why));
                              else if (!found.isKnown)
                                  handler(wrong(404, u"no conversation begins there"_s));
                              else
                                  handler(HttpAnswer::json(200, historytalk::toJson(found)));
                          });
}

void HistoryRoutes::erase(const Request &request, QObject *context, const Handler &handler) const
{
    // The door is open for a moment longer, and who waited for his turn may have it just then.
    if (!m_house.erasures)
        return handler(wrong(503, u"the broker closes"_s));
    const QByteArray name
        = QByteArray::fromPercentEncoding(request.path.sliced(CustomersPath.size()));
    const QJsonObject order{{u"do"_s, u"erase"_s},
                            {u"user"_s, QString::fromUtf8(name)},
                            {u"by"_s, request.who.name.section(u':', 1)}};
    m_house.erasures->carryOut(order,
                               [handler, asker = QPointer(context)](const QJsonObject &outcome) {
                                   if (!asker)
                                       return; // it is done all the same
                                   if (!outcome.value("ok"_L1).toBool())
                                       return handler(wrong(outcome.value("status"_L1).toInt(503),
                                                            outcome.value("error"_L1).toString()));
                                   HttpAnswer done;
                                   done.status = 204;
                                   handler(done);
                               });
}

} // namespace sermo::server
