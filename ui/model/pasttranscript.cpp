// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/model/pasttranscript.h"

#include "broker/desk/reduce.h"
#include "broker/protocol/eventbody.h"
#include "broker/protocol/jsonmembers.h"
#include "ui/model/transcriptmodel.h"

#include <QJsonDocument>

#include <utility>

namespace sermo::model
{

using namespace Qt::StringLiterals;

PastTranscript::PastTranscript(HistorySource &source, const SessionStore &desk, QObject *parent)
    : QObject(parent)
    , m_source(source)
    , m_desk(desk)
{
}

PastTranscript::~PastTranscript() = default;

void PastTranscript::close()
{
    ++m_question;
    m_isLoading = false;
    m_trouble.clear();
    m_events.clear();
    m_aboutJson.clear();
    m_about = {};
    m_next = 0;
    emit changed(); // views let go of the transcript before it goes
    m_store.reset();
}

void PastTranscript::open(Seq session)
{
    close();
    m_isLoading = true;
    ask(session, 0);
    emit changed();
}

TranscriptModel *PastTranscript::transcript() const
{
    return isOpen() ? m_store->transcript(m_about.user) : nullptr;
}

void PastTranscript::ask(Seq session, Seq after)
{
    QByteArray target = "/api/history/" + QByteArray::number(session);
    if (after > 0)
        target += "?after=" + QByteArray::number(after);
    const quint64 question = ++m_question;
    m_source.ask("GET"_ba, target, this, [this, question, session](const HistoryAnswer &answer) {
        if (question == m_question)
            handle(session, answer);
    });
}

void PastTranscript::handle(Seq session, const HistoryAnswer &answer)
{
    if (!answer.isGood() || !take(answer.body)) {
        close();
        m_trouble = troubleOf(answer);
        emit changed();
        return;
    }
    if (m_next > 0)
        return ask(session, m_next);
    m_isLoading = false;
    fold();
}

void PastTranscript::showUntil(std::optional<qint64> ms)
{
    if (std::exchange(m_untilMs, ms) != ms && isOpen())
        fold();
}

void PastTranscript::fold()
{
    auto store = std::make_unique<SessionStore>(m_desk.config());
    std::swap(m_store, store);
    learnNames();
    QList<QByteArray> said;
    for (const QByteArray &bytes : std::as_const(m_events)) {
        const auto event = readDelivered(bytes);
        if (event && (!m_untilMs || event->receivedMs <= *m_untilMs))
            said.append(bytes);
    }
    m_store->apply(said);
    emit changed(); // views let go of the former transcript before it goes
}

//! One page. Events stay the bytes they are: read and written again, big numbers would be others.
bool PastTranscript::take(const QByteArray &body)
{
    const auto members = JsonMembers::scan(body);
    if (!members)
        return false;
    const QByteArrayView about = members->raw("conversation"_L1);
    m_aboutJson = about.toByteArray();
    m_about = PastConversation::of(QJsonDocument::fromJson(m_aboutJson).object(), m_desk);
    const QList<QByteArrayView> events = members->elements("events"_L1);
    for (const QByteArrayView &event : events)
        m_events.append(event.toByteArray());
    m_next = Seq(members->integer("next"_L1).value_or(0));
    return !m_about.user.isEmpty();
}

//! What the desk calls its agents and lines is not in one conversation.
void PastTranscript::learnNames()
{
    QList<QByteArray> frames;
    const QList<QueueInfo> queues = m_desk.queues();
    for (const QueueInfo &queue : queues) {
        event::QueueState state;
        state.queue = queue.id;
        state.name = queue.name;
        frames += compose(Direction::Internal, {}, state).bytes();
    }
    for (const desk::AgentRecord &agent : m_desk.table().agents) {
        event::AgentStatus status;
        status.agent = agent.id;
        status.name = m_desk.agentName(agent.id);
        status.status = agent.status;
        frames += compose(Direction::Internal, {}, status).bytes();
    }
    m_store->apply(frames);
}

} // namespace sermo::model
