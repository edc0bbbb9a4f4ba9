// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QProcess>
#include <QTemporaryDir>

#include <chrono>

namespace sermo::test
{

//! The program sermo-broker, serving on loopback with a data directory of its own, so that what it
//! uses can be measured and limited. Killed when this goes.
class BrokerProcess
{
public:
    explicit BrokerProcess(const QByteArray &configuration = "{}");
    ~BrokerProcess();

    //! `mostDescriptors` 0: as many as the system gives. `port` 0: a free one. False: it did not
    //! start.
    [[nodiscard]] bool start(quint16 port = 0, int mostDescriptors = 0);
    //! Drains it; false: it does not end.
    [[nodiscard]] bool stop();
    [[nodiscard]] bool isRunning() const { return m_process.state() == QProcess::Running; }
    [[nodiscard]] quint16 port() const { return m_port; }
    //! A new key; for an agent of that name too.
    [[nodiscard]] QByteArray makeKey(const QString &role, const QString &name);
    [[nodiscard]] std::chrono::milliseconds processorTime() const;
    [[nodiscard]] qint64 residentBytes() const;
    [[nodiscard]] int openSockets() const; //!< established connections at its port
    [[nodiscard]] int openDescriptors() const; //!< of the process, whatever they are

private:
    QTemporaryDir m_directory;
    QProcess m_process;
    quint16 m_port = 0;
};

} // namespace sermo::test
