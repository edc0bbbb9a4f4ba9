// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QProcess>
#include <QTemporaryDir>

#include <chrono>

namespace sermo::bench
{

//! One of the servers that are compared, as a process of its own on the first processor, while the
//! load has the others. Each delivers what one connection says to all that listen.
class Server
{
public:
    enum class Kind { RawEpoll, NodeWs, Sermo };

    explicit Server(Kind kind);
    ~Server();
    Q_DISABLE_COPY_MOVE(Server)

    [[nodiscard]] static const char *name(Kind kind);
    [[nodiscard]] bool start(); //!< false: it is not ready within 10 s
    [[nodiscard]] quint16 port() const { return m_port; }
    //! Where who listens and who speaks are to be upgraded.
    [[nodiscard]] QByteArray listenersTarget() const { return m_listeners; }
    [[nodiscard]] QByteArray speakersTarget() const { return m_speaker; }
    [[nodiscard]] std::chrono::milliseconds processorTime() const; //!< used so far

private:
    void prepare();
    void prepareSermo();
    [[nodiscard]] QByteArray makeKey(const QStringList &options) const;

    const Kind m_kind;
    QTemporaryDir m_directory;
    QProcess m_process;
    QString m_program;
    QStringList m_arguments;
    quint16 m_port = 0;
    QByteArray m_listeners = "/events", m_speaker = "/events";
};

} // namespace sermo::bench
