// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/hold/rawwebsocket.h"

#include "tests/server/house.h"

#include <QStringDecoder>
#include <QtEndian>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace sermo::test
{

namespace
{

constexpr char MaskKey[] = {'\x37', '\xfa', '\x21', '\x3d'};

template <typename T>
QByteArray bigEndian(T value)
{
    QByteArray out(sizeof(T), '\0');
    qToBigEndian(value, out.data());
    return out;
}

bool isUtf8(const QByteArray &bytes)
{
    QStringDecoder decoder(QStringDecoder::Utf8, QStringDecoder::Flag::Stateless);
    const QString text = decoder(bytes);
    return !decoder.hasError();
}

//! The codes an endpoint may send (RFC 6455, 7.4; contract 3).
bool maySend(int code)
{
    return code == 1000 || code == 1001 || code == 1002 || code == 1003
        || (code >= 1007 && code <= 1011) || (code >= 3000 && code <= 4999);
}

} // namespace

QByteArray frameOf(int opcode, const QByteArray &payload, const Framing &framing)
{
    const auto size = static_cast<quint64>(payload.size());
    const int shortest = size < 126 ? 7 : size <= 0xffff ? 16 : 64;
    const int form = framing.lengthForm == 0 ? shortest : framing.lengthForm;
    const int mask = framing.masked ? 0x80 : 0;
    QByteArray out;
    out.append(static_cast<char>((framing.fin ? 0x80 : 0) | framing.rsv << 4 | opcode));
    out.append(static_cast<char>(mask
                                 | (form == 7        ? static_cast<int>(size)
                                        : form == 16 ? 126
                                                     : 127)));
    if (form == 16)
        out += bigEndian(static_cast<quint16>(size));
    if (form == 64)
        out += bigEndian(size);
    if (!framing.masked)
        return out + payload;
    out.append(MaskKey, sizeof(MaskKey));
    for (qsizetype i = 0; i < payload.size(); ++i)
        out.append(static_cast<char>(payload.at(i) ^ MaskKey[i % 4]));
    return out;
}

QByteArray closing(int code, const QByteArray &reason)
{
    return bigEndian(static_cast<quint16>(code)) + reason;
}

RawWebSocket::RawWebSocket(quint16 port, const QByteArray &target, const QHostAddress &from)
{
    connect(&m_socket, &QTcpSocket::readyRead, this, &RawWebSocket::handleReadyRead);
    connect(&m_socket, &QTcpSocket::disconnected, this, [this] {
        m_gone = true;
        emit gone();
    });
    connect(&m_socket, &QTcpSocket::errorOccurred, this, [this] {
        if (m_socket.state() == QAbstractSocket::ConnectedState || std::exchange(m_gone, true))
            return; // disconnected() tells
        emit gone();
    });
    connect(&m_socket, &QTcpSocket::connected, this, [this, target] {
        m_socket.setSocketOption(QAbstractSocket::LowDelayOption, 1);
        m_socket.write(upgradeRequest(target));
    });
    m_socket.bind(from);
    m_socket.connectToHost(QHostAddress(QHostAddress::LocalHost), port);
}

bool RawWebSocket::isOpen()
{
    return eventually([this] { return m_status != 0 || m_gone; }) && m_status == 101;
}

void RawWebSocket::write(const QByteArray &bytes)
{
    if (m_gone)
        return;
    m_socket.write(bytes);
    m_socket.flush();
}

void RawWebSocket::stopReading()
{
    m_reads = false;
    m_socket.setReadBufferSize(1);
}

void RawWebSocket::startReading()
{
    m_reads = true;
    m_socket.setReadBufferSize(0);
    handleReadyRead();
}

QList<QByteArray> RawWebSocket::payloads(int opcode) const
{
    QList<QByteArray> found;
    for (const Frame &frame : m_frames) {
        if (frame.opcode == opcode)
            found.append(frame.payload);
    }
    return found;
}

bool RawWebSocket::waitUntilGone()
{
    return eventually([this] { return m_gone; });
}

void RawWebSocket::handleReadyRead()
{
    if (!m_reads)
        return;
    m_buffer += m_socket.readAll();
    if (m_status == 0 && !takeHead())
        return;
    while (m_status == 101 && takeFrame()) {}
}

bool RawWebSocket::takeHead()
{
    const qsizetype end = m_buffer.indexOf("\r\n\r\n");
    if (end < 0)
        return false;
    m_status = m_buffer.mid(9, 3).toInt();
    // The accept value of the key in upgradeRequest() (RFC 6455, 1.3).
    if (m_status == 101 && !m_buffer.first(end).contains("s3pPLMBiTxaQ9kYGzzhZRbK+xOo="))
        complain(u"a wrong Sec-WebSocket-Accept"_s);
    m_buffer.remove(0, end + 4);
    if (m_status == 101)
        emit upgraded();
    return true;
}

bool RawWebSocket::takeFrame()
{
    if (m_buffer.size() < 2)
        return false;
    const auto first = static_cast<uchar>(m_buffer.at(0));
    const auto second = static_cast<uchar>(m_buffer.at(1));
    Frame frame;
    frame.opcode = first & 0x0f;
    quint64 size = second & 0x7f;
    frame.lengthForm = size == 126 ? 16 : size == 127 ? 64 : 7;
    const qsizetype head = frame.lengthForm == 7 ? 2 : 2 + frame.lengthForm / 8;
    if (m_buffer.size() < head)
        return false;
    if (frame.lengthForm == 16)
        size = qFromBigEndian<quint16>(m_buffer.constData() + 2);
    if (frame.lengthForm == 64)
        size = qFromBigEndian<quint64>(m_buffer.constData() + 2);
    if (static_cast<quint64>(m_buffer.size() - head) < size)
        return false;
    frame.payload = m_buffer.mid(head, static_cast<qsizetype>(size));
    m_buffer.remove(0, head + static_cast<qsizetype>(size));
    judge(frame, first, second);
    m_frames.append(frame);
    if (frame.opcode == opcode::Text)
        emit received(frame.payload);
    if (frame.opcode == opcode::Ping)
        write(frameOf(opcode::Pong, frame.payload));
    return true;
}

void RawWebSocket::judge(const Frame &frame, uchar first, uchar second)
{
    const qsizetype size = frame.payload.size();
    if (m_closeCode)
        complain(u"a frame after the close frame"_s);
    if ((first & 0x80) == 0)
        complain(u"a fragment: we send whole messages"_s);
    if ((first & 0x70) != 0)
        complain(u"a reserved bit"_s);
    if ((second & 0x80) != 0)
        complain(u"a masked frame from a server"_s);
    if ((frame.lengthForm == 16 && size < 126) || (frame.lengthForm == 64 && size <= 0xffff))
        complain(u"a length in a longer form than it needs"_s);
    if (frame.opcode >= opcode::Close && size > 125)
        complain(u"a control frame of more than 125 bytes"_s);
    if (frame.opcode == opcode::Text && !isUtf8(frame.payload))
        complain(u"a text that is no UTF-8"_s);
    if (frame.opcode != opcode::Text && frame.opcode != opcode::Close
        && frame.opcode != opcode::Ping && frame.opcode != opcode::Pong)
        complain(u"opcode %1"_s.arg(frame.opcode));
    if (frame.opcode != opcode::Close)
        return;
    m_closeCode = size == 0 ? 1005
        : size == 1         ? -1
                            : qFromBigEndian<quint16>(frame.payload.constData());
    if (size != 0 && !maySend(*m_closeCode))
        complain(u"close code %1"_s.arg(*m_closeCode));
    if (!isUtf8(frame.payload.mid(2)))
        complain(u"a reason that is no UTF-8"_s);
    write(frameOf(opcode::Close,
                  frame.payload.first(std::min<qsizetype>(size, 2)))); // as a good client does
}

void RawWebSocket::complain(const QString &what)
{
    if (m_complaint.isEmpty())
        m_complaint = what;
}

} // namespace sermo::test
