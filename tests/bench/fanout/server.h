// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/bench/fanout/dialect.h"

#include <QProcess>
#include <QTemporaryDir>

#include <chrono>

namespace sermo::bench
{

//! For what a server's process does before it is that: the load has the other processors.
void useFirstProcessor();

//! One of the servers that are compared, as a process of its own on the first processor, while the
//! load has the others. Each delivers what one connection says to all that listen.
class Server
{
public:
    enum class Kind { RawEpoll, NodeWs, SocketIo, Nats, Sermo };

    explicit Server(Kind kind);
    ~Server();
    Q_DISABLE_COPY_MOVE(Server)

    [[nodiscard]] static const char *name(Kind kind);
    [[nodiscard]] static bool isThere(
        Kind kind); //!< on this machine; who is not is said, not guessed
    [[nodiscard]] bool start(); //!< false: it is not ready within 10 s
    [[nodiscard]] quint16 port() const { return m_port; }
    [[nodiscard]] Dialect::Kind dialect() const;
    //! Customers who say hello.
    [[nodiscard]] bool welcomes() const { return acknowledges() || m_kind == Kind::NodeWs; }
    [[nodiscard]] bool acknowledges() const { return m_kind == Kind::Sermo; } //!< what is stored
    //! Where who listens, who speaks and who answers (what it says is stored, where anything is)
    //! are to be upgraded, and customers.
    [[nodiscard]] QByteArray listenersTarget() const { return m_listeners; }
    [[nodiscard]] QByteArray speakersTarget() const { return m_speaker; }
    [[nodiscard]] QByteArray answerersTarget() const { return m_answerer; }
    [[nodiscard]] QByteArray customersTarget() const { return m_customers; }
    [[nodiscard]] QByteArray supervisorsTarget() const { return m_supervisor; }
    [[nodiscard]] std::chrono::milliseconds processorTime() const; //!< used so far
    [[nodiscard]] qint64 memory() const; //!< bytes of it that are in memory now

private:
    void prepare();
    void prepareSermo();
    void prepareNats();
    [[nodiscard]] QByteArray makeKey(const QStringList &options) const;
    [[nodiscard]] bool waitForPort() const;

    const Kind m_kind;
    QTemporaryDir m_directory;
    QProcess m_process;
    QString m_program;
    QStringList m_arguments;
    quint16 m_port = 0;
    QByteArray m_listeners = "/events", m_speaker = m_listeners, m_answerer = m_listeners,
               m_customers = "/chat", m_supervisor = m_listeners;
};

} // namespace sermo::bench
