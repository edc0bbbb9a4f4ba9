// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/model/pastconversations.h"

#include <QHash>

namespace sermo::model
{

//! What the customer of an open session talked about before it, the newest first: by his number
//! where somebody has identified him, else by his id; never by a name, which anybody may claim. The
//! broker is asked once for each session; what it could not answer, anew when it is back. GUI
//! thread. Source and store must outlive it.
class EarlierConversations : public QObject
{
    Q_OBJECT
public:
    EarlierConversations(HistorySource &source, const SessionStore &store,
                         QObject *parent = nullptr);

    void look(const UserId &user); //!< whose they are from now on; empty: nobody's
    //! Of whom is looked at, a page of them; empty, too, while nothing is known.
    [[nodiscard]] QList<PastConversation> all() const { return current().found; }
    [[nodiscard]] bool isKnown() const { return current().state == State::Known; }
    [[nodiscard]] QString trouble() const { return current().trouble; } //!< empty: none
    [[nodiscard]] const QString &customer() const { return m_whom.customer; } //!< number or id

signals:
    void changed();

private:
    //! What lies before a session stays as it is, so nobody is asked for it twice.
    struct Whom {
        QString customer;
        Seq before = 0;
        friend bool operator==(const Whom &, const Whom &) = default;
        friend size_t qHash(const Whom &whom, size_t seed = 0)
        {
            return qHashMulti(seed, whom.customer, whom.before);
        }
    };
    enum class State : quint8 { Unknown, Asked, Known };
    struct Answer {
        State state = State::Unknown;
        QList<PastConversation> found;
        QString trouble;
    };

    [[nodiscard]] Whom whomOf(const UserId &user) const;
    [[nodiscard]] Answer current() const { return m_answers.value(m_whom); }
    void ask();
    void handle(const Whom &whom, const HistoryAnswer &answer, bool isStale);
    void handleWelcome(bool isAnotherLog);
    void forget(const UserId &user);

    HistorySource &m_source;
    const SessionStore &m_store;
    Whom m_whom;
    QHash<Whom, Answer> m_answers;
    quint64 m_erasures = 0; //!< since when answers on their way hold no more
};

} // namespace sermo::model
