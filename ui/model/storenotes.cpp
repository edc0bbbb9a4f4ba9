// SPDX-License-Identifier: GPL-3.0-or-later
// What a store notes of a stored event beside its fold.
#include "ui/model/storeparts.h"

namespace sermo::model
{

void SessionStore::Parts::noteOffer(const StoredEvent &event)
{
    const UserId user = event.frame.user();
    if (const desk::Session *now = session(user); now && now->offer)
        conversation(user).live().offer = {
            event.seq, std::get<event::HandoverToAgent>(decode(event.frame)).note, !m_catchingUp};
}

void SessionStore::Parts::noteHolder(const UserId &user)
{
    const desk::Session *now = session(user);
    const bool isHeld
        = now && (now->stage == desk::Stage::Assigned || now->stage == desk::Stage::BotClosing);
    const AgentId holder = isHeld ? now->agent : AgentId();
    const AgentId before = m_holders.value(user);
    if (holder == before)
        return;
    if (const auto had = held.find(before); had != held.end()) {
        had->remove(user);
        if (had->isEmpty())
            held.erase(had);
    }
    m_holders.remove(user);
    if (holder.isEmpty())
        return;
    held[holder].insert(user);
    m_holders.insert(user, holder);
}

void SessionStore::Parts::noteMove(const StoredEvent &event,
                                   const std::optional<desk::Session> &before)
{
    const desk::Session &after = *session(event.frame.user());
    m_batch.moves.append({event.seq, event.receivedMs, before, after});
    LiveState &live = conversation(after.user).live();
    const bool isHands
        = after.stage == desk::Stage::Assigned && live.hand && after.agent == live.hand->agent;
    if (!isHands)
        live.hand.reset(); // who asked for help has it no more
    const bool isHis = after.stage == desk::Stage::Assigned && after.agent == live.draftBy;
    if (live.draftBy.isEmpty() || isHis)
        return;
    live.draft.clear(); // what he was writing is nobody's words now
    live.draftBy = {};
    m_batch.drafts.insert(after.user);
}

void SessionStore::Parts::noteHand(const UserId &user)
{
    const Conversation *talk = known(user);
    const bool isRaised = talk && talk->live().hand;
    if (isRaised == hands.contains(user))
        return;
    if (isRaised)
        hands.insert(user);
    else
        hands.remove(user);
    m_batch.hands = m_batch.agents = true;
    m_batch.sessions.insert(user);
}

//! Where nobody answers it is no lesson.
void SessionStore::Parts::noteLesson(const StoredEvent &event, const event::PresencePoint &point)
{
    if (!point.waiting)
        m_batch.lessons.append({event.receivedMs, point.probability, point.label != 0});
}

void SessionStore::Parts::noteAllocation(const StoredEvent &event,
                                         const event::Allocation &decision)
{
    if (!decision.agent.isEmpty())
        bounds.insert(decision.agent, decision.bound);
    m_batch.agents |= !decision.agent.isEmpty();
    m_batch.allocations.append({event.seq, event.receivedMs, event.frame.user(), decision});
}

} // namespace sermo::model
