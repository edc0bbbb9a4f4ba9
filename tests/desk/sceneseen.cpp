// SPDX-License-Identifier: GPL-3.0-or-later
// What a test sees of a scene.
#include "broker/desk/reduce.h"
#include "broker/protocol/eventbody.h"
#include "tests/desk/scene.h"

using namespace Qt::StringLiterals;

namespace sermo::test
{

desk::Session Scene::session(const char *user) const
{
    const auto found = m_desk->table().sessionOf(UserId(latin(user)));
    Q_ASSERT_X(found, "session", "there is none");
    return *found;
}

QString Scene::state(const char *user) const
{
    const auto found = m_desk->table().sessionOf(UserId(latin(user)));
    if (!found)
        return u"no session"_s;
    QString words = wireName(found->stage);
    if (found->stage == desk::Stage::Queued) {
        const auto waiting = desk::line(m_desk->table(), found->queue);
        words += u" %1 of %2 in %3"_s.arg(waiting.indexOf(m_desk->table().find(found->user)) + 1)
                     .arg(waiting.size())
                     .arg(found->queue.value());
        if (!found->keptFor.isEmpty())
            words += u" kept for "_s + found->keptFor.value();
    }
    if (found->stage == desk::Stage::Assigned || found->stage == desk::Stage::BotClosing
        || found->stage == desk::Stage::Done)
        words += u" to "_s + found->agent.value();
    if (found->offer)
        words += u" offered to "_s + found->offer->to.value();
    if (found->customerLeft)
        words += u" without the customer"_s;
    return words;
}

QList<EventFrame> Scene::heard(EventType type, const char *user) const
{
    QList<EventFrame> found;
    for (const Heard &heard : m_heard) {
        if (heard.frame.type() == type
            && heard.frame.user() == UserId(user ? latin(user) : QString()))
            found.append(heard.frame);
    }
    return found;
}

double Scene::probability(const char *user) const
{
    const QList<EventFrame> told = heard(EventType::Presence, user);
    return told.isEmpty() ? -1 : std::get<event::Presence>(decode(told.constLast())).probability;
}

QStringList Scene::infos(const char *user) const
{
    QStringList texts;
    for (const EventFrame &frame : heard(EventType::Info, user))
        texts.append(std::get<event::Info>(decode(frame)).text);
    return texts;
}

QList<int> Scene::numbers(const char *user) const
{
    QList<int> all;
    for (const EventFrame &frame : heard(EventType::QueueNumber, user))
        all.append(std::get<event::QueueNumber>(decode(frame)).queueNumber);
    return all;
}

QStringList Scene::reasons(const char *user) const
{
    QStringList all;
    for (const Heard &heard : m_heard) {
        if (heard.frame.user() != UserId(latin(user)))
            continue;
        std::visit(
            [&]<typename Body>(const Body &body) {
                if constexpr (requires { body.reason; }) {
                    if (!body.reason.isEmpty())
                        all.append(heard.frame.envelope().typeName + u' ' + body.reason);
                }
            },
            decode(heard.frame));
    }
    return all;
}

QString inWords(const desk::Verdict &verdict)
{
    using Kind = desk::Verdict::Kind;
    switch (verdict.kind) {
    case Kind::Accept:
        return u"accepted"_s;
    case Kind::Unchanged:
        return u"unchanged"_s;
    case Kind::ClaimLost:
        return u"claimed by "_s + verdict.claimedBy.value();
    case Kind::Refuse:
        return wireName(verdict.code);
    }
    Q_UNREACHABLE();
}

} // namespace sermo::test
