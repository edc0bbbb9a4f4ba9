// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace sermo::server
{

//! The name of a local socket in a directory, short enough for a socket: where the directory's own
//! name is too long, by way of a descriptor of it, which Linux lets one name. It leads there for as
//! long as this object lives.
class SocketPath
{
public:
    //! `name`: a short one.
    SocketPath(const QString &directory, const QString &name);
    ~SocketPath();
    Q_DISABLE_COPY_MOVE(SocketPath)

    [[nodiscard]] const QString &path() const { return m_path; }

private:
    QString m_path;
    int m_directory = -1;
};

} // namespace sermo::server
