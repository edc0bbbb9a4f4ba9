// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>

#include <functional>
#include <memory>

namespace sermo::bench
{

//! One WebSocket of the load: as little as can be between it and the kernel, so that the server is
//! what is measured. Believes the other end, which the tests do not.
class Wire
{
public:
    using Hear = std::function<void(QByteArrayView payload)>;

    //! Connects to loopback and is upgraded; null: it was not.
    [[nodiscard]] static std::unique_ptr<Wire> open(quint16 port, const QByteArray &target);
    ~Wire();
    Q_DISABLE_COPY_MOVE(Wire)

    [[nodiscard]] int descriptor() const { return m_fd; }
    //! Whole masked frames, made by maskedFrame(); what the kernel does not take now waits.
    void send(QByteArrayView frames);
    //! Reads what has come, and tells each text; false: the other end is gone.
    [[nodiscard]] bool hear(const Hear &text);
    [[nodiscard]] bool isWaiting() const { return !m_unsent.isEmpty(); } //!< to write
    void flush();

private:
    explicit Wire(int fd)
        : m_fd(fd)
    {
    }
    [[nodiscard]] qsizetype parse(QByteArrayView bytes, const Hear &text);

    const int m_fd;
    QByteArray m_unsent;
    QByteArray m_partial; //!< the beginning of a frame
};

//! A text frame as clients must send it. The mask is zero: it costs the server the same.
[[nodiscard]] QByteArray maskedFrame(QByteArrayView payload);

} // namespace sermo::bench
