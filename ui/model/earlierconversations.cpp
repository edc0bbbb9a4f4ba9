// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/model/earlierconversations.h"

#include "ui/model/sessionstore.h"

#include <QJsonArray>
#include <QJsonDocument>

namespace sermo::model
{

using namespace Qt::StringLiterals;

namespace
{

constexpr qsizetype MostAnswers = 64; // of customers: more than stand side by side

} // namespace

EarlierConversations::EarlierConversations(HistorySource &source, const SessionStore &store,
                                           QObject *parent)
    : QObject(parent)
    , m_source(source)
    , m_store(store)
{
    connect(&store, &SessionStore::forgotten, this, &EarlierConversations::forget);
    connect(&store, &SessionStore::welcomed, this,
            [this](const QString &, quint64, bool reset) { handleWelcome(reset); });
}

void EarlierConversations::look(const UserId &user)
{
    const Whom whom = whomOf(user);
    if (whom == m_whom)
        return;
    m_whom = whom;
    ask();
    emit changed();
}

EarlierConversations::Whom EarlierConversations::whomOf(const UserId &user) const
{
    const desk::Session *session = m_store.session(user);
    if (!session || session->firstSeq == 0)
        return {};
    return {session->customerId.isEmpty() ? user.value() : session->customerId, session->firstSeq};
}

//! Unless it is known, or on its way.
void EarlierConversations::ask()
{
    if (m_whom.customer.isEmpty() || current().state != State::Unknown)
        return;
    if (m_answers.size() >= MostAnswers)
        m_answers.clear();
    m_answers[m_whom].state = State::Asked;
    HistoryOrder order;
    order.customer = m_whom.customer;
    m_source.ask("GET"_ba, order.target(m_whom.before), this,
                 [this, whom = m_whom, erasures = m_erasures](const HistoryAnswer &answer) {
                     handle(whom, answer, erasures != m_erasures);
                 });
}

void EarlierConversations::handle(const Whom &whom, const HistoryAnswer &answer, bool isStale)
{
    m_answers.remove(whom);
    if (isStale) { // somebody in it may be gone
        if (whom == m_whom)
            ask();
        return;
    }
    Answer known;
    if (answer.isGood()) {
        const QJsonDocument told = QJsonDocument::fromJson(answer.body);
        known.state = State::Known;
        const QJsonArray conversations = told["conversations"_L1].toArray();
        for (const QJsonValue &one : conversations)
            known.found += PastConversation::of(one.toObject(), m_store);
    } else {
        known.trouble = troubleOf(answer);
    }
    m_answers.insert(whom, known);
    if (whom == m_whom)
        emit changed();
}

//! The broker is back, perhaps with a log of which nothing is known yet.
void EarlierConversations::handleWelcome(bool isAnotherLog)
{
    if (isAnotherLog) {
        ++m_erasures;
        m_answers.clear();
        emit changed();
    }
    ask();
}

//! He was erased: nothing of him is kept.
void EarlierConversations::forget(const UserId &user)
{
    ++m_erasures;
    for (Answer &answer : m_answers)
        answer.found.removeIf([&user](const PastConversation &one) { return one.user == user; });
    emit changed();
}

} // namespace sermo::model
