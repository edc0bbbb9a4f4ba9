// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QString>
#include <QUrl>

#include <optional>

namespace sermo::model
{

//! A web address in a stranger's words.
struct Link {
    qsizetype from = 0, length = 0; //!< in the text
    QUrl url;

    friend bool operator==(const Link &, const Link &) = default;
};

//! The address that a text is, as a whole: http or https, with a host, without a user's name before
//! it (`https://bank.example@evil.example`) and without what is not seen. None: it is not opened.
[[nodiscard]] std::optional<QUrl> webAddress(const QString &text);

//! The web addresses in a text, from its beginning. What ends a sentence does not belong to one,
//! nor does a bracket that was opened before it.
[[nodiscard]] QList<Link> linksIn(const QString &text);

//! Whom a link leads to, in letters that cannot pretend: `xn--…` where it is not plain ASCII.
[[nodiscard]] QString hostOf(const QUrl &url);

} // namespace sermo::model
