// SPDX-License-Identifier: GPL-3.0-or-later
#include "broker/server/sealings.h"

#include "broker/server/fellows.h"
#include "broker/server/pipeline.h"

#include <algorithm>
#include <utility>

namespace sermo::server
{

Sealings::Sealings(store::EventLog &log, Pipeline &pipeline, QObject *parent)
    : QObject(parent)
    , m_log(log)
    , m_pipeline(pipeline)
{
}

void Sealings::joinCluster(Fellows &fellows)
{
    m_fellows = &fellows;
    connect(m_fellows, &Fellows::sealed, this, &Sealings::handleSealed);
    connect(m_fellows, &Fellows::lapsed, this, &Sealings::handleLapsed);
    connect(m_fellows, &Fellows::quietened, this, &Sealings::tellWhenQuiet);
    connect(m_fellows, &Fellows::unquiet, this, &Sealings::unquiet);
    connect(m_fellows, &Fellows::erased, this, [this](const UserId &user, Seq upTo) {
        m_erased.append({user, upTo});
        forgetErased(m_log.head());
    });
    connect(&m_pipeline, &Pipeline::folding, this, [this](Seq next) {
        if (!m_erased.isEmpty())
            forgetErased(next - 1);
    });
}

void Sealings::pulse()
{
    if (!m_fellows)
        return;
    forgetErased(m_log.head());
    const QList<UserId> users = m_ours.keys();
    for (const UserId &user : users)
        tellWhenQuiet(user);
}

// --- By us ---------------------------------------------------------------------------------------

void Sealings::seal(const UserId &user, std::function<void()> quiet)
{
    m_ours.insert(user, {std::move(quiet)});
    if (m_fellows)
        m_fellows->tellSealed(user, true);
    emit shutOut(user);
    m_pipeline.seal(user, [this, user] { handleQuiet(user); });
}

void Sealings::unseal(const UserId &user)
{
    m_ours.remove(user);
    if (m_fellows)
        m_fellows->tellSealed(user, false);
    if (!m_fellows || !m_fellows->isSealedElsewhere(user))
        m_pipeline.unseal(user);
}

//! Nothing of a sealed one is on its way here: for whoever erases him, us or another broker.
void Sealings::handleQuiet(const UserId &user)
{
    if (m_fellows && m_fellows->isSealedElsewhere(user))
        m_fellows->tellQuiet(user, m_log.head());
    if (const auto ours = m_ours.find(user); ours != m_ours.end())
        ours->isQuietHere = true;
    tellWhenQuiet(user);
}

//! What another broker had on its way may be in the log before we have heard it.
void Sealings::tellWhenQuiet(const UserId &user)
{
    const auto ours = m_ours.find(user);
    if (ours == m_ours.end() || !ours->isQuietHere)
        return;
    if (m_fellows) {
        const auto upTo = m_fellows->quietUpTo(user);
        if (!upTo || *upTo > m_log.head())
            return;
    }
    ours->isQuietHere = false;
    const std::function<void()> quiet = ours->quiet; // it may unseal him
    quiet();
}

void Sealings::tellErased(const UserId &user)
{
    if (m_fellows)
        m_fellows->tellErased(user, m_log.head());
}

// --- By another broker ---------------------------------------------------------------------------

//! He is shut out here too, whoever writes to him.
void Sealings::handleSealed(const UserId &user, bool isSealed)
{
    if (!isSealed) {
        const auto erased = std::ranges::find(m_erased, user, &Erased::user);
        if (erased == m_erased.end())
            return m_pipeline.unseal(user);
        erased->isUnsealed = true; // once he is forgotten
        return;
    }
    emit shutOut(user);
    if (!m_pipeline.isSealed(user))
        m_pipeline.seal(user, [this, user] { handleQuiet(user); });
    else if (m_pipeline.isQuiet(user)) // asked again, or by one more
        m_fellows->tellQuiet(user, m_log.head());
}

//! Who erased him was not heard to say whether he is gone. The log knows.
void Sealings::handleLapsed(const UserId &user)
{
    m_pipeline.unseal(user);
    store::ReadQuery query;
    query.user = user;
    query.limit = 1;
    m_log.read(query, this, [this, user](const store::Page &page) {
        if (!page.failed && page.events.isEmpty())
            emit erasedElsewhere(user);
    });
}

//! Behind all that the log tells of him, else it would bring him back; and before what is behind
//! that, or what he has begun anew would go with it.
void Sealings::forgetErased(Seq heard)
{
    const QList<Erased> all = std::exchange(m_erased, {});
    for (const Erased &erased : all) {
        if (erased.upTo > heard) {
            m_erased.append(erased);
            continue;
        }
        emit erasedElsewhere(erased.user);
        if (erased.isUnsealed && !m_fellows->isSealedElsewhere(erased.user))
            m_pipeline.unseal(erased.user);
    }
}

} // namespace sermo::server
