// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "broker/protocol/result.h"
#include "broker/store/nats/clusteroptions.h"
#include "broker/store/nats/mailbox.h"
#include "broker/store/nats/streammessage.h"

#include <QElapsedTimer>
#include <QJsonObject>
#include <QTimer>

#include <map>

namespace sermo::store::nats
{

//! Why a question was not answered as it should.
struct Refusal {
    int code = 0; //!< JetStream's `err_code`; 0: nobody answered for as long as patience lasts
    QString why; //!< in words

    [[nodiscard]] bool isSilence() const { return code == 0; }
};
using Answer = Result<QJsonObject, Refusal>;

//! The connection to the cluster, and who asks over it: what is unanswered is asked again, the same
//! bytes, until it is answered or patience ends. So whatever is asked must be safe to ask twice.
//! Belongs to the thread of the worker that owns it; open() blocks, nothing else does.
class Wire : public QObject
{
    Q_OBJECT
public:
    using Handler = std::function<void(const Answer &)>;

    explicit Wire(ClusterOptions options);
    ~Wire() override;

    [[nodiscard]] Result<void, QString> open();
    void close(); //!< nobody is answered any more

    //! Gives a number by which the question can be dropped.
    quint64 ask(Outgoing question, Handler handler);
    void drop(quint64 number) { m_questions.erase(number); }
    //! Whether it had to be asked more than once: then the answer may be to any of them.
    [[nodiscard]] bool wasRepeated(quint64 number) const;

    //! For the opening and for commands only: blocks, asking again meanwhile.
    [[nodiscard]] Answer askNow(const Outgoing &question);
    [[nodiscard]] Answer askNow(const QByteArray &subject, const QJsonObject &question);
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

    const ClusterOptions m_options;
    Connection m_connection;
    Subscription m_replies;
    std::shared_ptr<Mailbox> m_mailbox;
    QByteArray m_inbox; //!< ends in a dot; a question's number makes it its reply subject
    std::map<quint64, Question> m_questions;
    quint64 m_lastNumber = 0;
    QTimer m_clock;
};

} // namespace sermo::store::nats
