// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QList>

#include <algorithm>
#include <optional>

//! What broker and `sermo-image` say to each other. The broker calls `sermo-image json` or
//! `sermo-image raw` and writes the body of the request to its standard input; the helper answers
//! on standard output with a head line and the bytes of an image, or by its exit code alone.
namespace sermo::imaging
{

inline constexpr qsizetype MaxBody = 8 * 1024 * 1024; //!< of a request, as sent (contract 2)
inline constexpr qsizetype MaxPainted = 16 * 1024 * 1024; //!< of what comes out

//! Why there is no image; the helper's exit code. Any other code is a crash.
enum class Fault : quint8 {
    Malformed = 10, //!< 400: no JSON, no base64, nothing at all
    TooLarge = 11, //!< 413: more pixels than anyone looks at
    Unsupported = 12, //!< 415: no image, not one of the three formats, damaged
};

//! An image as it was painted anew.
struct Painted {
    QByteArray type; //!< `image/png` or `image/jpeg`
    int width = 0;
    int height = 0;
    QByteArray bytes;

    [[nodiscard]] QByteArray head() const
    {
        return type + ' ' + QByteArray::number(width) + ' ' + QByteArray::number(height) + '\n';
    }
    //! From all that the helper wrote; nothing when it is not as above.
    [[nodiscard]] static std::optional<Painted> read(const QByteArray &answer)
    {
        const qsizetype end = answer.indexOf('\n');
        const QList<QByteArray> words = answer.first(std::max<qsizetype>(end, 0)).split(' ');
        if (words.size() != 3 || (words.at(0) != "image/png" && words.at(0) != "image/jpeg"))
            return std::nullopt;
        Painted painted{words.at(0), words.at(1).toInt(), words.at(2).toInt(),
                        answer.sliced(end + 1)};
        if (painted.width <= 0 || painted.height <= 0 || painted.bytes.isEmpty()
            || painted.bytes.size() > MaxPainted)
            return std::nullopt;
        return painted;
    }
};

} // namespace sermo::imaging
