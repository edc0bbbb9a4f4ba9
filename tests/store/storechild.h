// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/store/logprobe.h"

#include <QProcess>

namespace sermo::store
{

//! The helper process, driven by the lines it writes.
class StoreChild
{
public:
    StoreChild(const QString &what, const QString &directory)
    {
        m_process.setProcessChannelMode(QProcess::ForwardedErrorChannel);
        m_process.start(QStringLiteral(SERMO_STORE_CHILD), {what, directory});
    }
    ~StoreChild() { kill(); }
    Q_DISABLE_COPY_MOVE(StoreChild)

    //! The next line, or nothing when it ended (or is silent for long).
    [[nodiscard]] QString line()
    {
        while (!m_process.canReadLine()) {
            if (!m_process.waitForReadyRead(int(Patience.count())) && !m_process.canReadLine())
                return {};
        }
        return QString::fromUtf8(m_process.readLine()).trimmed();
    }
    [[nodiscard]] QStringList allLines()
    {
        QStringList lines;
        for (QString next = line(); !next.isEmpty(); next = line())
            lines.append(next);
        return lines;
    }
    [[nodiscard]] qint64 processId() const { return m_process.processId(); }

    void kill() //!< SIGKILL: no chance to tidy up
    {
        m_process.kill();
        m_process.waitForFinished();
    }

private:
    QProcess m_process;
};

} // namespace sermo::store
