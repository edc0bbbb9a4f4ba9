// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "broker/protocol/result.h"

#include <QByteArray>
#include <QList>

#include <optional>
#include <utility>

namespace sermo::server
{

//! The head of one HTTP/1.1 request, read strictly (RFC 9112) before anything else sees it: Qt's
//! own HTTP server can be smuggled past in two ways and has no limits (architecture, rule 5).
//! What is ambiguous is refused, never repaired. A plain value, any thread.
struct RequestHead {
    static constexpr qsizetype MaxBytes = 16 * 1024; //!< contract 2
    static constexpr qsizetype MaxFields = 80; //!< below the hundred at which Qt 6.4 drops them all

    QByteArray method;
    QByteArray path; //!< as sent, percent signs and all
    QByteArray query; //!< without the question mark
    QList<std::pair<QByteArray, QByteArray>> fields; //!< names in lower case, values trimmed
    qint64 contentLength = 0;
    qsizetype size = 0; //!< bytes of the head, the empty line included

    //! Where the head ends in what has come so far (after the empty line), if it does.
    [[nodiscard]] static std::optional<qsizetype> end(QByteArrayView bytes);
    //! The head in these bytes, which hold a whole one, or the HTTP status that refuses it.
    [[nodiscard]] static Result<RequestHead, int> parse(QByteArrayView bytes);

    [[nodiscard]] QByteArray field(QByteArrayView lowerCaseName) const; //!< empty when absent
    [[nodiscard]] bool has(QByteArrayView lowerCaseName) const;
    //! The one value of a query parameter, decoded; `repeated` when there are several.
    struct Parameter {
        std::optional<QByteArray> value;
        bool repeated = false;
    };
    [[nodiscard]] Parameter parameter(QByteArrayView name) const;

    //! Asks to become a WebSocket, well or badly.
    [[nodiscard]] bool wantsUpgrade() const;
    //! 0 when the upgrade is as RFC 6455 wants it, else the HTTP status that refuses it.
    [[nodiscard]] int upgradeError() const;
};

} // namespace sermo::server
