// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/model/foundexport.h"

#include "broker/protocol/csv.h"
#include "broker/protocol/timestamp.h"

#include <QJsonDocument>

namespace sermo::model
{

using namespace Qt::StringLiterals;

FoundExport::FoundExport(HistorySource &source, const SessionStore &store, QObject *parent)
    : QObject(parent)
    , m_source(source)
    , m_store(store)
{
}

void FoundExport::begin(const HistoryOrder &order, Format format)
{
    m_order = order;
    m_format = format;
    m_found = {};
    m_isRunning = true;
    ask(0);
}

void FoundExport::giveUp()
{
    ++m_question;
    m_found = {};
    m_isRunning = false;
}

void FoundExport::ask(Seq before)
{
    const quint64 question = ++m_question;
    m_source.ask("GET"_ba, m_order.target(before), this,
                 [this, question](const HistoryAnswer &answer) {
                     if (question == m_question)
                         take(answer);
                 });
}

void FoundExport::take(const HistoryAnswer &answer)
{
    if (!answer.isGood()) {
        giveUp();
        emit failed(troubleOf(answer));
        return;
    }
    const QJsonObject told = QJsonDocument::fromJson(answer.body).object();
    const QJsonArray page = told["conversations"_L1].toArray();
    for (const QJsonValue &one : page)
        m_found.append(one);
    const Seq next = Seq(told["next"_L1].toInteger());
    if (next > 0 && !page.isEmpty()) {
        emit advanced(int(m_found.size()));
        return ask(next);
    }
    const QJsonArray found = m_found;
    giveUp();
    emit made(m_format == Format::Csv ? foundAsCsv(found, m_store) : foundAsJson(found),
              int(found.size()));
}

QByteArray foundAsCsv(const QJsonArray &found, const SessionStore &store)
{
    QString text = u"began,last,ended,customer,customerNumber,userId,brand,queue,agent,rating,"
                   "reason,tags,session\r\n"_s;
    for (const QJsonValue &told : found) {
        const auto one = PastConversation::of(told.toObject(), store);
        const QStringList fields{QString::fromLatin1(toTimestamp(one.beganMs)),
                                 QString::fromLatin1(toTimestamp(one.lastMs)),
                                 one.hasEnded ? u"yes"_s : u"no"_s,
                                 csvField(one.name),
                                 csvField(one.customerNumber),
                                 csvField(one.user.value()),
                                 csvField(one.brand),
                                 csvField(one.queue),
                                 csvField(one.agent),
                                 one.rating > 0 ? QString::number(one.rating) : QString(),
                                 csvField(one.reason),
                                 csvField(one.tags.join(u", "_s)),
                                 QString::number(one.key)};
        text += fields.join(u',') + u"\r\n"_s;
    }
    return "\xef\xbb\xbf" + text.toUtf8(); // else spreadsheets take it for Latin-1
}

QByteArray foundAsJson(const QJsonArray &found)
{
    return QJsonDocument(QJsonObject{{u"conversations"_s, found}}).toJson();
}

} // namespace sermo::model
