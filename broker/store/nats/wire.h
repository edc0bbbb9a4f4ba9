// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "broker/store/nats/asker.h"
#include "broker/store/nats/clusteroptions.h"
#include "broker/store/nats/mailbox.h"

#include <QElapsedTimer>
#include <QTimer>

#include <atomic>
#include <map>

namespace sermo::store::nats
{

//! The connection to the cluster, and who asks over it: what is unanswered is asked again, the same
//! bytes, until it is answered or patience ends. Nothing is sent while no server is there, so
//! nothing is sent late. Belongs to the thread of the worker that owns it; open() and askNow()
//! block, all else waits no longer than ClusterOptions::answerWait for a socket that is full.
class Wire : public QObject, public Asker
{
    Q_OBJECT
public:
    explicit Wire(ClusterOptions options);
    ~Wire() override;

    [[nodiscard]] Result<void, QString> open();
    void close(); //!< nobody is answered any more

    quint64 ask(Outgoing question, Handler handler) override;
    void drop(quint64 number) override { m_questions.erase(number); }
    [[nodiscard]] bool wasRepeated(quint64 number) const override;
    [[nodiscard]] qint64 nowMs() const override { return m_time.elapsed(); }

    //! For the opening and for commands only: blocks, asking again meanwhile.
    [[nodiscard]] Answer askNow(const Outgoing &question);
    [[nodiscard]] Answer askNow(const QByteArray &subject, const QJsonObject &question);
    //! Any thread: nobody waits for the opening any more, so what blocks shall end soon.
    void leave() { m_isLeft = true; }
    [[nodiscard]] bool isLeft() const { return m_isLeft; }

    [[nodiscard]] natsConnection *connection() const { return m_connection.get(); }
    [[nodiscard]] bool isConnected() const;
    //! Something has been unanswered for longer than an answer takes.
    [[nodiscard]] bool isSilent() const;

signals:
    //! Something has been unanswered for long enough to say so. It is still asked.
    void silent(const QString &why);

private:
    struct Question {
        Outgoing what;
        Handler handler;
        QElapsedTimer asked; //!< first
        QElapsedTimer sent; //!< last
        std::chrono::milliseconds wait{0}; //!< until it is sent again
        int sends = 0;
    };

    void send(quint64 number, Question &question);
    void handleReplies(const std::vector<Message> &replies);
    void handleReply(natsMsg *reply);
    void lookAtTheClock();
    void noticeAnotherServer();

    const ClusterOptions m_options;
    QElapsedTimer m_time;
    std::atomic_bool m_isLeft = false;
    Connection m_connection;
    Subscription m_replies;
    std::shared_ptr<Mailbox> m_mailbox;
    QByteArray m_inbox; //!< ends in a dot; a question's number makes it its reply subject
    std::map<quint64, Question> m_questions;
    quint64 m_lastNumber = 0;
    quint64 m_reconnects = 0; //!< of the connection, as far as noticed
    QTimer m_clock;
};

} // namespace sermo::store::nats
