// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QProcess>
#include <QTemporaryDir>

namespace sermo::test
{

//! A nats-server with JetStream on a port of loopback, as a process; killed when the scope ends, or
//! when the test dies. Blocks while it starts.
class NatsServer
{
public:
    struct Setup {
        QString name = QStringLiteral("n1"); //!< made one that no other server of the machine has
        QString directory; //!< what it keeps; empty: a temporary one of its own
        QStringList more; //!< lines of its configuration: users, TLS
        //! As one of many: the ports by which they find each other, its own the first.
        QList<quint16> clusterPorts;
    };

    NatsServer() = default;
    ~NatsServer() { kill(); }
    Q_DISABLE_COPY_MOVE(NatsServer)

    //! Whether the program is on this machine. A test without it says so and skips; CI installs it,
    //! and a skip fails there.
    [[nodiscard]] static bool isInstalled();
    [[nodiscard]] static const char *whyMissing()
    {
        return "nats-server is not installed (Debian: nats-server): nothing about clusters is "
               "tested";
    }
    //! Ports that were free a moment ago, and that no outgoing connection is given: whoever needs
    //! them again finds them. Another program may be quicker all the same.
    [[nodiscard]] static QList<quint16> freePorts(int count);

    //! On a port that nobody else has, whatever was free a moment ago. One of many is tried once:
    //! the others have to know its port.
    [[nodiscard]] bool start(const Setup &setup);
    [[nodiscard]] bool start() { return start(Setup()); }
    //! The same again, on the same port and with what it kept.
    [[nodiscard]] bool startAgain();
    //! The lines of its configuration from its next start on: users, TLS.
    void setMore(const QStringList &more) { m_setup.more = more; }
    void kill(); //!< as a power cut does: SIGKILL
    //! Stands still without being gone, as a machine that swaps, and goes on.
    void freeze() const;
    void thaw() const;

    [[nodiscard]] QString url() const { return QStringLiteral("nats://127.0.0.1:%1").arg(m_port); }
    [[nodiscard]] quint16 port() const { return m_port; }
    [[nodiscard]] const QString &name() const { return m_setup.name; }
    [[nodiscard]] QString storeDirectory() const { return m_directory + QStringLiteral("/store"); }

private:
    [[nodiscard]] bool run();
    [[nodiscard]] bool isGreeted() const;
    [[nodiscard]] bool isStopped() const;
    [[nodiscard]] QByteArray configuration() const;

    Setup m_setup;
    QTemporaryDir m_own;
    QString m_directory;
    quint16 m_port = 0;
    QProcess m_process;
};

} // namespace sermo::test
