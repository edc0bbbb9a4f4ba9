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

//! As the name carries it, and as the ETag does.
QByteArray digestOf(const QByteArray &content)
{
    return QCryptographicHash::hash(content, QCryptographicHash::Sha256).toHex().first(32);
}

QByteArray readAll(const QString &resource)
{
    QFile file(resource);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

quint32 crc32(const QByteArray &content)
{
    quint32 crc = ~0U;
    for (const char byte : content) {
        crc ^= static_cast<uchar>(byte);
        for (int bit = 0; bit < 8; ++bit)
            crc = (crc >> 1) ^ ((crc & 1U) ? 0xedb88320U : 0U);
    }
    return ~crc;
}

//! As gzip (RFC 1952); empty where that is no smaller. Qt compresses to zlib's format: the same
//! stream between another head and another foot.
QByteArray gzipped(const QByteArray &content)
{
    constexpr qsizetype LengthAndHead = 4 + 2;
    constexpr qsizetype Foot = 4;
    const QByteArray zlib = qCompress(content, 9);
    QByteArray packed("\x1f\x8b\x08\0\0\0\0\0\x02\xff", 10);
    packed += zlib.sliced(LengthAndHead, zlib.size() - LengthAndHead - Foot);
    for (const quint32 number : {crc32(content), static_cast<quint32>(content.size())}) {
        for (const int shift : {0, 8, 16, 24})
            packed.append(static_cast<char>(number >> shift & 0xffU));
    }
    return packed.size() < content.size() ? packed : QByteArray();
}

} // namespace

WebFiles::WebFiles()
{
    addWidget();
    addDemo();
}

//! The chat's page is asked for again each time, and names its script and its style by what is in
//! them: those two a browser never asks for again.
void WebFiles::addWidget()
{
    const QString root = u":/widget/"_s;
    QByteArray page = readAll(root + u"app.html"_s);
    QDirIterator files(root, QDir::Files, QDirIterator::Subdirectories);
    while (files.hasNext()) {
        const QString resource = files.next();
        const QByteArray name = resource.sliced(root.size()).toUtf8();
        const QByteArray content = readAll(resource);
        add("/widget/" + name, content, typeOf(resource));
        const QByteArray quoted = '"' + name + '"';
        if (!page.contains(quoted))
            continue;
        const qsizetype dot = name.lastIndexOf('.');
        const QByteArray unique
            = name.first(dot) + '.' + digestOf(content).first(16) + name.sliced(dot);
        add("/widget/" + unique, content, typeOf(resource), true);
        page.replace(quoted, '"' + unique + '"');
    }
    if (page.isEmpty())
        return;
    add(ChatPage.toByteArray(), page, typeOf(u".html"_s));
    for (const QByteArray &language : {"en"_ba, "sv"_ba}) {
        QByteArray spoken = page;
        spoken.replace("<html>", "<html lang=\"" + language + "\">");
        m_chatPages.insert(QString::fromLatin1(language), made(spoken, typeOf(u".html"_s), false));
    }
}

void WebFiles::addDemo()
{
    const QString root = u":/demo/"_s;
    QDirIterator files(root, QDir::Files, QDirIterator::Subdirectories);
    while (files.hasNext()) {
        const QString resource = files.next();
        const QByteArray name = resource.sliced(root.size()).toUtf8();
        add(name == "index.html" ? "/"_ba : "/demo/" + name, readAll(resource), typeOf(resource));
    }
}

void WebFiles::add(const QByteArray &path, const QByteArray &content, const QByteArray &type,
                   bool isForEver)
{
    m_files.insert(path, made(content, type, isForEver));
}

WebFiles::File WebFiles::made(const QByteArray &content, const QByteArray &type, bool isForEver)
{
    const QByteArray digest = digestOf(content);
    return {.content = content,
            .packed = type.startsWith("image/png") ? QByteArray() : gzipped(content),
            .type = type,
            .etag = '"' + digest + '"',
            .packedEtag = '"' + digest + "-gzip\"",
            .isForEver = isForEver};
}

const WebFiles::File *WebFiles::chatPage(const QString &language) const
{
    const auto found = m_chatPages.constFind(language);
    return found == m_chatPages.cend() ? find(ChatPage.toByteArray()) : &*found;
}

const WebFiles::File *WebFiles::find(const QByteArray &path) const
{
    const auto found = m_files.constFind(path);
    return found == m_files.cend() ? nullptr : &*found;
}

bool WebFiles::takesGzip(const QByteArray &acceptEncoding)
{
    for (const QByteArray &part : acceptEncoding.toLower().split(',')) {
        const QList<QByteArray> words = part.simplified().replace(' ', "").split(';');
        if (words.constFirst() != "gzip" && words.constFirst() != "*")
            continue;
        const QByteArray weight = words.value(1);
        return !weight.startsWith("q=") || weight.sliced(2).toDouble() > 0;
    }
    return false;
}

} // namespace sermo::server
