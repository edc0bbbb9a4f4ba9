// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/model/composers.h"

#include <algorithm>

namespace sermo::model
{

using namespace std::chrono_literals;

namespace
{

constexpr auto TypingIdle = 5s; // an agent who stops to think is no longer typing
constexpr auto CustomerIdle = 3s; // as long as the bot waits for him
constexpr auto DraftEvery = 500ms; // a supervisor reads along, no more

bool isActive(const QString &text, Composers::Steady keyAt, Composers::Steady now)
{
    return !text.isEmpty() && now - keyAt < TypingIdle;
}

} // namespace

void Composers::changed(const UserId &user, const QString &text, Steady now)
{
    const auto known = m_composers.find(user);
    if (known == m_composers.end() && text.isEmpty())
        return;
    Composer &composer = known == m_composers.end() ? m_composers[user] : *known;
    if (composer.text == text)
        return;
    composer.text = text;
    composer.keyAt = now;
    composer.draftDue = true;
}

void Composers::forget(const UserId &user)
{
    m_composers.remove(user);
    m_customerTyped.remove(user);
}

void Composers::linkLost()
{
    for (Composer &composer : m_composers) {
        composer.told = false;
        composer.draftDue = true;
    }
}

QList<Composers::Saying> Composers::due(Steady now)
{
    QList<Saying> sayings;
    for (auto it = m_composers.begin(); it != m_composers.end();) {
        Composer &composer = *it;
        const bool active = isActive(composer.text, composer.keyAt, now);
        if (composer.told != active && (composer.told || !customerTypes(it.key(), now))) {
            composer.told = active;
            sayings.append(
                {it.key(), active ? Saying::What::TypingOn : Saying::What::TypingOff, {}});
        }
        if (composer.draftDue && (!composer.draftAt || now - *composer.draftAt >= DraftEvery)) {
            composer.draftDue = false;
            composer.draftAt = now;
            sayings.append({it.key(), Saying::What::Draft, composer.text});
        }
        const bool over = composer.text.isEmpty() && !composer.told && !composer.draftDue;
        it = over ? m_composers.erase(it) : std::next(it);
    }
    return sayings;
}

std::optional<Composers::Steady> Composers::nextWake(Steady now) const
{
    std::optional<Steady> wake;
    const auto consider = [&wake](Steady at) { wake = std::min(wake.value_or(at), at); };
    for (auto it = m_composers.cbegin(); it != m_composers.cend(); ++it) {
        if (it->told)
            consider(it->keyAt + TypingIdle);
        else if (isActive(it->text, it->keyAt, now))
            consider(m_customerTyped.value(it.key(), now) + CustomerIdle);
        if (it->draftDue)
            consider(it->draftAt ? *it->draftAt + DraftEvery : now);
    }
    return wake;
}

bool Composers::customerTypes(const UserId &user, Steady now) const
{
    const auto at = m_customerTyped.constFind(user);
    return at != m_customerTyped.cend() && now - *at < CustomerIdle;
}

} // namespace sermo::model
