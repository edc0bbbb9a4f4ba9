// SPDX-License-Identifier: GPL-3.0-or-later
#include "broker/server/socketpath.h"

#include <QDir>
#include <QFile>

#include <fcntl.h>
#include <unistd.h>

using namespace Qt::StringLiterals;

namespace sermo::server
{

namespace
{

//! A socket's address has room for 107 bytes, a temporary name of Qt's among them.
constexpr qsizetype UsualRoom = 80;

} // namespace

SocketPath::SocketPath(const QString &directory, const QString &name)
    : m_path(QDir(directory).absoluteFilePath(name))
{
    if (QFile::encodeName(m_path).size() <= UsualRoom)
        return;
    m_directory
        = ::open(QFile::encodeName(directory).constData(), O_PATH | O_DIRECTORY | O_CLOEXEC);
    if (m_directory >= 0)
        m_path = u"/proc/self/fd/%1/%2"_s.arg(QString::number(m_directory), name);
}

SocketPath::~SocketPath()
{
    if (m_directory >= 0)
        ::close(m_directory);
}

} // namespace sermo::server
