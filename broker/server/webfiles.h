// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QHash>

namespace sermo::server
{

//! The widget and the demo page as they are linked into the program, read once. By exact name: no
//! request's text ever becomes a path.
class WebFiles
{
public:
    struct File {
        QByteArray content;
        QByteArray type;
        QByteArray etag; //!< strong, quotes included
    };

    WebFiles(); //!< `:/widget/` as `/widget/…`, `:/demo/index.html` as `/`

    [[nodiscard]] const File *find(const QByteArray &path) const; //!< null: there is none

private:
    void add(const QByteArray &path, const QString &resource);

    QHash<QByteArray, File> m_files;
};

} // namespace sermo::server
