// SPDX-License-Identifier: GPL-3.0-or-later
#include "broker/store/nats/pages.h"

#include <QJsonDocument>

#include <utility>

using namespace Qt::StringLiterals;

namespace sermo::store::nats
{

namespace
{

constexpr int NoMessage = 10037;
constexpr qint64 AgainAfterMs = 250;

} // namespace

Pages::Pages(Asker &asker, const StreamIndex &index, const Subjects &subjects,
             std::chrono::milliseconds patience)
    : m_asker(asker)
    , m_index(index)
    , m_subjects(subjects)
    , m_patienceMs(patience.count())
{
}

void Pages::read(quint64 ticket, const ReadQuery &query)
{
    m_queue.push_back({ticket, query, m_asker.nowMs() + m_patienceMs});
    if (m_queue.size() == 1)
        begin();
}

void Pages::begin()
{
    m_page = {};
    m_page.head = m_index.head();
    m_found.clear();
    for (const Seq seq : m_index.select(m_queue.front().query))
        ask(seq);
    if (m_asked.empty())
        finish();
}

void Pages::ask(Seq seq)
{
    const QJsonObject question{{u"seq"_s, qint64(seq)}};
    m_asked[seq] = m_asker.ask({"$JS.API.STREAM.MSG.GET." + m_subjects.stream,
                                {},
                                QJsonDocument(question).toJson(QJsonDocument::Compact)},
                               [this, seq](const Answer &answer) { handleAnswer(seq, answer); });
}

void Pages::handleAnswer(Seq seq, const Answer &answer)
{
    m_asked.erase(seq);
    if (answer) {
        auto incoming = Incoming::inAnswer(*answer);
        if (!incoming)
            return fail(incoming.error());
        m_found.emplace(seq, std::move(incoming->event));
    } else if (answer.error().code != NoMessage) {
        return fail(answer.error().why);
    } else if (m_index.isKept(seq)) {
        // Erased by another, who will say so; or the server that says so was cut off from the
        // others and knows less than we do.
        m_again[seq] = m_asker.nowMs() + AgainAfterMs;
    }
    finishWhenComplete();
}

void Pages::tick()
{
    if (m_queue.empty())
        return;
    const qint64 now = m_asker.nowMs();
    if (m_queue.front().deadline <= now)
        return fail(m_again.empty()
                        ? u"the cluster does not answer"_s
                        : u"event %1 is not where it was"_s.arg(m_again.begin()->first));
    for (auto at = m_again.begin(); at != m_again.end();) {
        const auto [seq, when] = *at;
        if (m_index.isKept(seq) && when > now) {
            ++at;
            continue;
        }
        at = m_again.erase(at);
        if (m_index.isKept(seq))
            ask(seq);
    }
    finishWhenComplete();
}

//! Never a part of a page: who reads takes it for all there is.
void Pages::fail(const QString &why)
{
    for (const auto &[seq, question] : m_asked)
        m_asker.drop(question);
    m_asked.clear();
    m_again.clear();
    m_page.failed = true;
    m_page.why = why;
    finish();
}

void Pages::finishWhenComplete()
{
    if (m_asked.empty() && m_again.empty())
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
