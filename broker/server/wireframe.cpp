// SPDX-License-Identifier: GPL-3.0-or-later
#include "broker/server/wireframe.h"

namespace sermo::server
{

namespace
{

constexpr char TextOpcode = '\x81'; //!< FIN and opcode 1
constexpr char CloseOpcode = '\x88'; //!< FIN and opcode 8
constexpr qsizetype MostInOneByte = 125, MostInTwoBytes = 0xffff; //!< of a payload's length

template <typename T>
void appendBigEndian(QByteArray &out, T value)
{
    for (int shift = 8 * (int(sizeof(T)) - 1); shift >= 0; shift -= 8)
        out.append(static_cast<char>(value >> shift & 0xff));
}

} // namespace

qsizetype textFrameSize(qsizetype payload)
{
    if (payload <= MostInOneByte)
        return payload + 2;
    return payload + (payload <= MostInTwoBytes ? 4 : 10);
}

QByteArray textFrame(QByteArrayView payload)
{
    QByteArray out;
    out.reserve(textFrameSize(payload.size()));
    out.append(TextOpcode);
    if (payload.size() <= MostInOneByte) {
        out.append(static_cast<char>(payload.size()));
    } else if (payload.size() <= MostInTwoBytes) {
        out.append('\x7e');
        appendBigEndian(out, static_cast<quint16>(payload.size()));
    } else {
        out.append('\x7f');
        appendBigEndian(out, static_cast<quint64>(payload.size()));
    }
    out.append(payload.data(), payload.size());
    return out;
}

QByteArray closeFrame(CloseCode code, const QString &reason)
{
    QString cut = reason;
    while (cut.toUtf8().size() > 123)
        cut.chop(cut.back().isLowSurrogate() ? 2 : 1);
    const QByteArray text = cut.toUtf8();
    QByteArray out;
    out.append(CloseOpcode);
    out.append(static_cast<char>(text.size() + 2));
    appendBigEndian(out, static_cast<quint16>(code));
    return out + text;
}

} // namespace sermo::server
