// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/hold/rawwebsocket.h"
#include "tests/hold/rfc6455cases.h"

//! The words that the cases of RFC 6455 are told in.
namespace sermo::test::rfc6455
{

inline const QByteArray Head
    = R"({"type":"typing_on","direction":"outbound","userId":"u","text":")";
inline const QByteArray Tail = R"("})";
inline constexpr Framing Open{.fin = false};

//! A passing event around a text, so that what others are told is what was sent, byte for byte.
[[nodiscard]] inline QByteArray event(const QByteArray &text)
{
    return Head + text + Tail;
}

[[nodiscard]] inline QByteArray eventOf(qsizetype bytes)
{
    return event(QByteArray(bytes - Head.size() - Tail.size(), '*'));
}

[[nodiscard]] inline QList<QByteArray> chopped(const QByteArray &bytes, qsizetype size)
{
    QList<QByteArray> chops;
    for (qsizetype at = 0; at < bytes.size(); at += size)
        chops.append(bytes.mid(at, size));
    return chops;
}

//! A message in fragments of that many bytes each.
[[nodiscard]] inline QList<QByteArray> fragmented(const QByteArray &message, qsizetype size)
{
    const QList<QByteArray> parts = chopped(message, size);
    QList<QByteArray> frames;
    for (qsizetype i = 0; i < parts.size(); ++i)
        frames.append(frameOf(i == 0 ? opcode::Text : opcode::Continuation, parts.at(i),
                              {.fin = i == parts.size() - 1}));
    return frames;
}

//! The three ways in which the suite lets bytes arrive: at once, frame by frame, byte by byte.
enum class Chop { Whole, Frames, Octets };

[[nodiscard]] inline QList<QByteArray> arriving(const QList<QByteArray> &frames, Chop chop)
{
    switch (chop) {
    case Chop::Whole:
        return {frames.join()};
    case Chop::Frames:
        return frames;
    case Chop::Octets:
        return chopped(frames.join(), 1);
    }
    Q_UNREACHABLE();
}

using Cases = QList<Rfc6455Case>;

[[nodiscard]] inline Rfc6455Case fails(const char *id, const char *what,
                                       const QList<QByteArray> &writes, int code = 1002)
{
    Rfc6455Case c{id, what, writes, {}, 0, {}, {code}, {}};
    return c;
}

[[nodiscard]] inline Rfc6455Case delivers(const char *id, const char *what,
                                          const QList<QByteArray> &writes,
                                          const QList<QByteArray> &messages,
                                          const QList<QByteArray> &pongs = {})
{
    return {id, what, writes, messages, 0, pongs, {}, {}};
}

[[nodiscard]] Cases utf8(); //!< the suite's group 6

} // namespace sermo::test::rfc6455
