// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/model/timemachine.h"

#include "broker/protocol/jsonmembers.h"
#include "broker/protocol/timestamp.h"
#include "ui/model/historysource.h"

#include <QJsonObject>

#include <utility>

namespace sermo::model
{

using namespace Qt::StringLiterals;

TimeMachine::TimeMachine(HistorySource &source, const SessionStore &living, QObject *parent)
    : QObject(parent)
    , m_source(source)
    , m_living(living)
    , m_store(living.config())
    , m_waiting(m_store)
    , m_withBot(m_store)
{
    // Who is erased was never there; what is shown may hold him.
    connect(&living, &SessionStore::forgotten, this, [this] {
        if (!m_sessions.isEmpty())
            goTo(ms());
    });
}

TimeMachine::~TimeMachine() = default;

void TimeMachine::goTo(qint64 ms)
{
    if (m_isAsking)
        m_wanted = ms;
    else
        ask(ms);
}

void TimeMachine::ask(qint64 ms)
{
    m_isAsking = true;
    m_source.ask("GET"_ba, "/api/moment?at=" + toTimestamp(ms).toPercentEncoding(), this,
                 [this, ms](const HistoryAnswer &answer) {
                     m_isAsking = false;
                     if (const auto next = std::exchange(m_wanted, {}); next && *next != ms)
                         return ask(*next); // this one is nobody's wish any more
                     const bool isThere = answer.isGood() && take(answer.body);
                     m_trouble = isThere ? QString() : troubleOf(answer);
                     emit moved();
                 });
    emit asked();
}

bool TimeMachine::take(const QByteArray &body)
{
    const auto members = JsonMembers::scan(body);
    if (!members)
        return false;
    const auto at = fromTimestamp(members->string("at"_L1).value_or(QString()));
    const auto told = BrokerFigures::read(members->raw("figures"_L1).toByteArray());
    if (!at || !told)
        return false;
    m_clock.set(*at);
    m_sessions.clear();
    const QJsonObject sessions = members->json("sessions"_L1).toObject();
    for (auto session = sessions.begin(); session != sessions.end(); ++session)
        m_sessions.insert(UserId(session.key()), Seq(session.value().toInteger()));
    m_store.configure(m_living.config());
    m_store.reset();
    // No role: nothing can be done about what was.
    event::Welcome welcome;
    welcome.epoch = u"past"_s;
    QList<QByteArray> frames{compose(welcome)};
    const QList<QByteArrayView> events = members->elements("frames"_L1);
    for (const QByteArrayView &event : events)
        frames.append(event.toByteArray());
    m_store.apply(frames);
    m_figures.set(*told);
    return true;
}

} // namespace sermo::model
