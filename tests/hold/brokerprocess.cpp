// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/hold/brokerprocess.h"

#include "tests/server/house.h"

#include <QDir>
#include <QFile>

#include <csignal>
#include <sys/resource.h>
#include <unistd.h>

using namespace Qt::StringLiterals;

namespace sermo::test
{

namespace
{

constexpr int StartMs = 30'000;

QByteArray contentOf(const QString &fileName)
{
    QFile file(fileName);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

} // namespace

BrokerProcess::BrokerProcess(const QByteArray &configuration)
{
    QFile file(m_directory.filePath(u"config.json"_s));
    if (file.open(QIODevice::WriteOnly))
        file.write(configuration);
    m_process.setProcessChannelMode(QProcess::ForwardedErrorChannel);
}

BrokerProcess::~BrokerProcess()
{
    m_process.kill();
    m_process.waitForFinished();
}

bool BrokerProcess::start(quint16 port, int mostDescriptors)
{
    if (mostDescriptors > 0)
        m_process.setChildProcessModifier([mostDescriptors] {
            const auto most = static_cast<rlim_t>(mostDescriptors);
            const rlimit limit{most, most};
            ::setrlimit(RLIMIT_NOFILE, &limit);
        });
    m_process.start(QStringLiteral(SERMO_BROKER),
                    {u"serve"_s, u"--data"_s, m_directory.filePath(u"data"_s), u"--config"_s,
                     m_directory.filePath(u"config.json"_s), u"--listen"_s,
                     u"127.0.0.1:%1"_s.arg(port)});
    QByteArray line;
    while (!line.endsWith('\n') && m_process.waitForReadyRead(StartMs))
        line += m_process.readAllStandardOutput();
    m_port = line.trimmed().mid(line.lastIndexOf(':') + 1).toUShort();
    return m_port != 0;
}

bool BrokerProcess::stop()
{
    m_process.terminate();
    return m_process.waitForFinished(StartMs) && m_process.exitStatus() == QProcess::NormalExit;
}

QByteArray BrokerProcess::makeKey(const QString &role, const QString &name)
{
    QStringList words{u"key"_s,    u"create"_s, u"--data"_s, m_directory.filePath(u"data"_s),
                      u"--role"_s, role,        u"--name"_s, name};
    if (role == "agent"_L1)
        words += {u"--agent"_s, name};
    QProcess process;
    process.start(QStringLiteral(SERMO_BROKER), words);
    return process.waitForFinished(StartMs) ? process.readAllStandardOutput().trimmed()
                                            : QByteArray();
}

std::chrono::milliseconds BrokerProcess::processorTime() const
{
    // The fields after the name, which may hold blanks: utime and stime are the 12th and 13th.
    const QByteArray stat = contentOf(u"/proc/%1/stat"_s.arg(m_process.processId()));
    const QList<QByteArray> fields = stat.mid(stat.lastIndexOf(')') + 2).split(' ');
    const qint64 ticks = fields.value(11).toLongLong() + fields.value(12).toLongLong();
    return std::chrono::milliseconds(ticks * 1000 / ::sysconf(_SC_CLK_TCK));
}

qint64 BrokerProcess::residentBytes() const
{
    const QByteArray pages
        = contentOf(u"/proc/%1/statm"_s.arg(m_process.processId())).split(' ').value(1);
    return pages.toLongLong() * ::sysconf(_SC_PAGESIZE);
}

int BrokerProcess::openDescriptors() const
{
    const QDir open(u"/proc/%1/fd"_s.arg(m_process.processId()));
    return static_cast<int>(
        open.entryList(QDir::AllEntries | QDir::System | QDir::NoDotAndDotDot).size());
}

int BrokerProcess::openSockets() const
{
    // Local address, remote address, state: 01 is established (proc(5)).
    const QByteArray local = QByteArray::number(m_port, 16).rightJustified(4, '0').toUpper();
    int open = 0;
    const QList<QByteArray> lines = contentOf(u"/proc/net/tcp"_s).split('\n');
    for (const QByteArray &line : lines) {
        const QList<QByteArray> fields = line.simplified().split(' ');
        open += fields.value(1).endsWith(':' + local) && fields.value(3) == "01" ? 1 : 0;
    }
    return open;
}

} // namespace sermo::test
