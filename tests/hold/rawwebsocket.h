// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QHostAddress>
#include <QTcpSocket>

#include <optional>

namespace sermo::test
{

//! How a client's frame is made, the wrong ways included (RFC 6455, 5.2).
struct Framing {
    bool fin = true;
    int rsv = 0; //!< the three reserved bits
    bool masked = true;
    int lengthForm = 0; //!< 0: the shortest that fits; 7, 16 or 64 bits: whether it fits or not
};
namespace opcode
{
constexpr int Continuation = 0, Text = 1, Binary = 2, Close = 8, Ping = 9, Pong = 10;
}
[[nodiscard]] QByteArray frameOf(int opcode, const QByteArray &payload,
                                 const Framing &framing = {});
//! A close frame's payload.
[[nodiscard]] QByteArray closing(int code, const QByteArray &reason = {});

//! A WebSocket client that takes nobody's word: it sends whatever bytes it is given, and holds
//! every frame that comes back against RFC 6455 to the letter. Same thread as its test.
class RawWebSocket : public QObject
{
    Q_OBJECT
public:
    struct Frame {
        int opcode = 0;
        QByteArray payload;
        int lengthForm = 7; //!< bits
    };

    //! Connects from that address of loopback, and asks to be upgraded.
    RawWebSocket(quint16 port, const QByteArray &target,
                 const QHostAddress &from = QHostAddress(QHostAddress::LocalHost));
    ~RawWebSocket() override { m_socket.disconnect(this); }

    [[nodiscard]] bool isOpen(); //!< waits for the 101
    void write(const QByteArray &bytes); //!< as a segment of its own, where the kernel lets it
    void send(const QByteArray &text) { write(frameOf(opcode::Text, text)); }
    void stopReading(); //!< neither does the kernel, once its buffers are full
    void startReading();
    void reset() { m_socket.abort(); }

    [[nodiscard]] const QList<Frame> &frames() const { return m_frames; }
    [[nodiscard]] QList<QByteArray> payloads(int opcode) const;
    //! What the other end did that RFC 6455 forbids; empty: nothing.
    [[nodiscard]] const QString &complaint() const { return m_complaint; }
    //! The code of the close frame that came, 1005 for one without; none came: nothing.
    [[nodiscard]] std::optional<int> closeCode() const { return m_closeCode; }
    [[nodiscard]] bool isGone() const { return m_gone; } //!< the TCP connection ended
    [[nodiscard]] bool waitUntilGone();
    [[nodiscard]] int status() const { return m_status; } //!< of the HTTP answer; 0: none yet
    void forget() { m_frames.clear(); } //!< what was looked at

signals:
    void upgraded();
    void received(const QByteArray &text);
    void gone();

private:
    void handleReadyRead();
    bool takeHead();
    bool takeFrame();
    void judge(const Frame &frame, uchar first, uchar second);
    void complain(const QString &what);

    QTcpSocket m_socket;
    QByteArray m_buffer;
    QList<Frame> m_frames;
    QString m_complaint;
    std::optional<int> m_closeCode;
    int m_status = 0;
    bool m_gone = false;
    bool m_reads = true;
};

} // namespace sermo::test
