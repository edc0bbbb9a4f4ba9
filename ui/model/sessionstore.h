// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "broker/desk/reduce.h"
#include "ui/model/transcript.h"

#include <QObject>

#include <memory>

namespace sermo::model {

class TranscriptModel;

//! What a console knows of one customer beyond the log: what only passes.
struct LiveState
{
    QString preview; //!< what the customer is typing, before it is sent
    qint64 previewAtMs = 0;
    std::optional<int> position; //!< in the queue, 1 is next
    std::optional<double> presence; //!< probability that he is still there
    QJsonArray presenceReasons;
    qint64 readUpToMs = 0; //!< `messages_read`
    qint64 lastCustomerMs = 0, lastAgentMs = 0; //!< the last words of each
    QString lastCustomerText;
    bool tabClosed = false; //!< `client_unload`, until a sign of life
};

//! The console's only mutable truth: applies delivered frames with the same reduce() as the
//! broker, keeps transcripts and what passes, and tells small changes once a batch.
//! Lives in the GUI thread; pure of widgets, sockets and clocks (times come with the events).
class SessionStore : public QObject
{
    Q_OBJECT
public:
    explicit SessionStore(QObject *parent = nullptr);
    ~SessionStore() override;

    void apply(const QList<QByteArray> &frames); //!< one batch: signals come at its end
    void reset(); //!< another epoch: everything anew

    [[nodiscard]] const desk::SessionTable &table() const;
    [[nodiscard]] const desk::Session *session(const UserId &user) const; //!< null: none
    [[nodiscard]] LiveState live(const UserId &user) const;
    [[nodiscard]] TranscriptModel *transcript(const UserId &user); //!< made on demand, owned here
    [[nodiscard]] QList<UserId> waiting() const; //!< all queues, in line order
    [[nodiscard]] QList<UserId> withBot() const;
    [[nodiscard]] QList<UserId> heldBy(const AgentId &agent) const; //!< assigned and bot_closing

signals:
    void sessionsChanged(const QSet<sermo::UserId> &users); //!< state, place, identity
    void previewChanged(const sermo::UserId &user); //!< at most once a batch and user
    void presenceChanged(const sermo::UserId &user);
    void agentsChanged();
    void queuesChanged(); //!< lengths, waits
    void acknowledged(const sermo::EventId &id, quint64 seq);
    void refused(const sermo::EventId &id, const QString &code, const QString &message);
    void claimLost(const sermo::UserId &user, const sermo::AgentId &claimedBy);
    void welcomed(const QString &epoch, quint64 seq, bool reset);

private:
    struct Parts;
    std::unique_ptr<Parts> m_parts;
};

} // namespace sermo::model
