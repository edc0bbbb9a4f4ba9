// SPDX-License-Identifier: GPL-3.0-or-later
#include "broker/store/nats/pages.h"

#include <QJsonDocument>

using namespace Qt::StringLiterals;

namespace sermo::store::nats
{

namespace
{

constexpr int NoMessage = 10037;

} // namespace

Pages::Pages(Wire &wire, const StreamIndex &index, const Subjects &subjects)
    : m_wire(wire)
    , m_index(index)
    , m_subjects(subjects)
{
}

void Pages::read(quint64 ticket, const ReadQuery &query)
{
    m_queue.push_back({ticket, query});
    if (m_queue.size() == 1)
        begin();
}

void Pages::begin()
{
    const QList<Seq> wanted = m_index.select(m_queue.front().query);
    m_page = {};
    m_page.head = m_index.head();
    m_found.clear();
    m_missing = wanted.size();
    for (const Seq seq : wanted)
        ask(seq);
    if (wanted.isEmpty())
        finish();
}

void Pages::ask(Seq seq)
{
    const QJsonObject question{{u"seq"_s, qint64(seq)}};
    m_wire.ask({"$JS.API.STREAM.MSG.GET." + m_subjects.stream,
                {},
                QJsonDocument(question).toJson(QJsonDocument::Compact)},
               [this, seq](const Answer &answer) { handleAnswer(seq, answer); });
}

void Pages::handleAnswer(Seq seq, const Answer &answer)
{
    if (answer) {
        if (auto incoming = Incoming::inAnswer(*answer)) {
            m_found.emplace(seq, std::move(incoming->event));
        } else {
            m_page.failed = true;
            m_page.why = incoming.error();
        }
    } else if (answer.error().code != NoMessage) { // erased by another, who will say so
        m_page.failed = true;
        m_page.why = answer.error().why;
    }
    if (--m_missing == 0)
        finish();
}

void Pages::finish()
{
    if (!m_page.failed) {
        for (auto &[seq, event] : m_found)
            m_page.events.append(std::move(event));
    }
    const quint64 ticket = m_queue.front().ticket;
    m_queue.pop_front();
    emit pageRead(ticket, m_page);
    if (m_queue.empty())
        emit idle();
    else
        begin();
}

} // namespace sermo::store::nats
