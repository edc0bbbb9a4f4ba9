// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/server/house.h"

#include <QProcess>

#include <csignal>

namespace sermo::test
{

//! One of our programs, running as users run it, and what it has said so far. Killed at the latest
//! with this object.
class Program
{
public:
    Program(const QString &file, const QStringList &words,
            const QProcessEnvironment &environment = QProcessEnvironment::systemEnvironment())
    {
        m_process.setProcessEnvironment(environment);
        m_process.start(file, words);
    }
    ~Program()
    {
        m_process.kill();
        m_process.waitForFinished();
    }
    Q_DISABLE_COPY_MOVE(Program)

    [[nodiscard]] const QByteArray &out()
    {
        m_out += m_process.readAllStandardOutput();
        return m_out;
    }
    [[nodiscard]] const QByteArray &err()
    {
        m_err += m_process.readAllStandardError();
        return m_err;
    }
    //! Waits for its first line on standard output: `PROGRAM ready ADDRESS`. Empty: none came.
    [[nodiscard]] QUrl readyAddress()
    {
        (void)eventually(
            [this] { return out().contains('\n') || m_process.state() == QProcess::NotRunning; });
        const QByteArray line = m_out.left(m_out.indexOf('\n'));
        return QUrl(QString::fromLatin1(line.mid(line.lastIndexOf(' ') + 1)));
    }
    [[nodiscard]] qint64 processId() const { return m_process.processId(); }
    void terminate() { ::kill(static_cast<pid_t>(m_process.processId()), SIGTERM); }
    //! Waits for its end: the exit code, or -1 when it crashed or never ended.
    [[nodiscard]] int finish()
    {
        const bool ended = eventually([this] { return m_process.state() == QProcess::NotRunning; });
        return ended && m_process.exitStatus() == QProcess::NormalExit ? m_process.exitCode() : -1;
    }

private:
    QProcess m_process;
    QByteArray m_out, m_err;
};

} // namespace sermo::test
