// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QList>

#include <optional>
#include <utility>

namespace sermo::server
{

//! What goes before an answer where a request waits for it with its body.
inline constexpr QByteArrayView ContinueLine = "HTTP/1.1 100 Continue\r\n\r\n";

//! What is answered to one HTTP request. Every answer closes its connection.
struct HttpAnswer {
    using Header = std::pair<QByteArray, QByteArray>;

    int status = 200;
    QByteArray contentType;
    QByteArray body;
    std::optional<qsizetype> lengthOfDropped;
    QList<Header> headers; //!< beside the length, the type and `Connection`

    void add(const QByteArray &name, const QByteArray &value)
    {
        headers.append(Header(name, value));
    }
    //! As an answer to that method: to HEAD it tells the length of a body that does not follow.
    [[nodiscard]] HttpAnswer to(const QByteArray &method) const;
    //! A status and its reason as text, for people who look at it.
    [[nodiscard]] static HttpAnswer plain(int status);
    //! What programs ask for: never kept by anything on its way.
    [[nodiscard]] static HttpAnswer json(int status, const QByteArray &body);

    //! The headers in full, in the order they are sent.
    [[nodiscard]] QList<Header> allHeaders() const;
    //! As bytes for the wire, where no HTTP server stands between.
    [[nodiscard]] QByteArray wire() const;
};

} // namespace sermo::server
