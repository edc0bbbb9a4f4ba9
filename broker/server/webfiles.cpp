// SPDX-License-Identifier: GPL-3.0-or-later
#include "broker/server/webfiles.h"

#include <QCryptographicHash>
#include <QDirIterator>
#include <QFile>

using namespace Qt::StringLiterals;

namespace sermo::server
{

namespace
{

QByteArray typeOf(const QString &name)
{
    static constexpr std::pair<QLatin1StringView, const char *> Types[] = {
        {".html"_L1, "text/html; charset=utf-8"},
        {".js"_L1, "text/javascript; charset=utf-8"},
        {".css"_L1, "text/css; charset=utf-8"},
        {".svg"_L1, "image/svg+xml"},
        {".json"_L1, "application/json"},
        {".png"_L1, "image/png"},
        {".woff2"_L1, "font/woff2"},
    };
    for (const auto &[ending, type] : Types) {
        if (name.endsWith(ending))
            return type;
    }
    return "application/octet-stream";
}

} // namespace

WebFiles::WebFiles()
{
    const QString root = u":/widget/"_s;
    QDirIterator files(root, QDir::Files, QDirIterator::Subdirectories);
    while (files.hasNext()) {
        const QString file = files.next();
        add("/widget/" + file.sliced(root.size()).toUtf8(), file);
    }
    if (const QString demo = u":/demo/index.html"_s; QFile::exists(demo))
        add("/", demo);
}

void WebFiles::add(const QByteArray &path, const QString &resource)
{
    QFile file(resource);
    if (!file.open(QIODevice::ReadOnly))
        return;
    File entry{file.readAll(), typeOf(resource), {}};
    entry.etag = '"'
        + QCryptographicHash::hash(entry.content, QCryptographicHash::Sha256).toHex().first(32)
        + '"';
    m_files.insert(path, entry);
}

const WebFiles::File *WebFiles::find(const QByteArray &path) const
{
    const auto found = m_files.constFind(path);
    return found == m_files.cend() ? nullptr : &*found;
}

} // namespace sermo::server
