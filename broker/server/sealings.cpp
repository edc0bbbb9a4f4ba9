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

void Sealings::joinCluster(Fellows &fellows, store::Cluster &cluster)
{
    m_fellows = &fellows;
    m_cluster = &cluster;
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
    const QList<UserId> lapsed = m_lapsed.keys();
    for (const UserId &user : lapsed)
        judge(user);
}

// --- By us ---------------------------------------------------------------------------------------

void Sealings::seal(const UserId &user, std::function<void()> quiet)
{
    m_ours.insert(user, {std::move(quiet)});
    m_lapsed.remove(user);
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
    if (!isSealed)
        return isKnownErased(user) ? void() : m_pipeline.unseal(user);
    m_lapsed.remove(user);
    emit shutOut(user);
    if (!m_pipeline.isSealed(user))
        m_pipeline.seal(user, [this, user] { handleQuiet(user); });
    else if (m_pipeline.isQuiet(user)) // asked again, or by one more
        m_fellows->tellQuiet(user, m_log.head());
}

//! Then he is let in once he is forgotten.
bool Sealings::isKnownErased(const UserId &user)
{
    const auto erased = std::ranges::find(m_erased, user, &Erased::user);
    if (erased == m_erased.end())
        return false;
    erased->isUnsealed = true;
    return true;
}

void Sealings::letIn(const UserId &user)
{
    if (!m_ours.contains(user) && !m_fellows->isSealedElsewhere(user))
        m_pipeline.unseal(user);
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
        if (erased.isUnsealed)
            letIn(erased.user);
    }
}

// --- By one that is not heard any more -----------------------------------------------------------

//! Whether he is gone the log knows. He stays shut out until it has said so: what he began
//! meanwhile would be forgotten with him.
void Sealings::handleLapsed(const UserId &user)
{
    if (isKnownErased(user))
        return;
    m_lapsed.insert(user, {++m_lapses, {}, false, {}});
    judge(user);
}

//! Behind all that the log had by then: before that, part of him may not have been told here, or
//! nothing yet. That he is gone may be heard later all the same, so he is looked for again when
//! anybody has been erased.
void Sealings::judge(const UserId &user)
{
    Lapsed &lapsed = m_lapsed[user];
    const quint64 number = lapsed.number;
    const quint64 erasures = m_log.erasures();
    if (lapsed.isAsking)
        return;
    if (!lapsed.upTo) {
        lapsed.isAsking = true;
        return m_cluster->askHead(this, [this, user, number](bool ok, Seq head) {
            handleHead(user, number, ok ? std::optional(head) : std::nullopt);
        });
    }
    if (*lapsed.upTo > m_log.head() || lapsed.judgedAt == erasures)
        return;
    lapsed.isAsking = true;
    store::ReadQuery query;
    query.user = user;
    query.limit = 1;
    m_log.read(query, this, [this, user, number, erasures](const store::Page &page) {
        handlePage(user, number, page, erasures);
    });
}

void Sealings::handleHead(const UserId &user, quint64 number, std::optional<Seq> head)
{
    const auto lapsed = m_lapsed.find(user);
    if (lapsed == m_lapsed.end() || lapsed->number != number)
        return; // sealed again, by somebody who will say what becomes of him
    lapsed->isAsking = false;
    lapsed->upTo = head;
    if (head)
        judge(user);
}

//! Who has begun anew is told already: he is not forgotten with who he was.
void Sealings::handlePage(const UserId &user, quint64 number, const store::Page &page,
                          quint64 erasures)
{
    const auto lapsed = m_lapsed.find(user);
    if (lapsed == m_lapsed.end() || lapsed->number != number)
        return;
    lapsed->isAsking = false;
    if (page.failed)
        return; // asked again
    const bool isGone = page.events.isEmpty();
    if (!isGone && page.events.constFirst().seq <= *lapsed->upTo)
        lapsed->judgedAt = erasures;
    else
        m_lapsed.erase(lapsed);
    if (isGone)
        emit erasedElsewhere(user);
    letIn(user);
}

} // namespace sermo::server
