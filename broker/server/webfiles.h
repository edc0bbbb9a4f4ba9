// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QHash>

namespace sermo::server
{

//! The widget and the demo site as they are linked into the program, read and compressed once. By
//! exact name: no request's text ever becomes a path. The chat's script and style have a second
//! name with what is in them (`app.0123456789abcdef.js`), which its page uses.
class WebFiles
{
public:
    struct File {
        QByteArray content;
        QByteArray packed; //!< the same in gzip; empty: not worth it
        QByteArray type;
        QByteArray etag, packedEtag; //!< strong, quotes included
        bool isForEver = false; //!< its name changes with its content
    };

    static constexpr QByteArrayView ChatPage = "/widget/app.html";

    WebFiles(); //!< `:/widget/` as `/widget/…`, `:/demo/` as `/demo/…` and its index as `/`

    [[nodiscard]] const File *find(const QByteArray &path) const; //!< null: there is none
    //! The chat's page for a platform that speaks this language (`en`, `sv`); empty: it does not
    //! say.
    [[nodiscard]] const File *chatPage(const QString &language) const;
    //! What a request's `Accept-Encoding` says of gzip.
    [[nodiscard]] static bool takesGzip(const QByteArray &acceptEncoding);

private:
    void addWidget();
    void addDemo();
    void add(const QByteArray &path, const QByteArray &content, const QByteArray &type,
             bool isForEver = false);
    [[nodiscard]] static File made(const QByteArray &content, const QByteArray &type,
                                   bool isForEver);

    QHash<QByteArray, File> m_files;
    QHash<QString, File> m_chatPages; //!< by language
};

} // namespace sermo::server
