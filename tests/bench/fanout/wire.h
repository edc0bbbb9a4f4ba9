// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/bench/fanout/dialect.h"

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
    using Hear = Dialect::Hear;

    //! Connects to loopback, is upgraded and greets; null: it was not let in. `listens`: it wants
    //! to hear events.
    [[nodiscard]] static std::unique_ptr<Wire> open(quint16 port, const QByteArray &target,
                                                    Dialect::Kind dialect = Dialect::Kind::Plain,
                                                    bool listens = true);
    //! One that was upgraded already; `rest` came behind the answer. It has not greeted.
    [[nodiscard]] static std::unique_ptr<Wire> adopt(int fd, Dialect::Kind dialect,
                                                     const QByteArray &rest);
    ~Wire();
    Q_DISABLE_COPY_MOVE(Wire)

    [[nodiscard]] int descriptor() const { return m_fd; }
    void greet(bool listens);
    [[nodiscard]] bool isReady() const { return m_dialect->isReady(); } //!< it was greeted back
    //! An event; what the kernel does not take now waits.
    void say(QByteArrayView event);
    //! Reads what has come, and tells each event; pings are answered. False: the other end is gone.
    [[nodiscard]] bool hear(const Hear &event);
    [[nodiscard]] bool isWaiting() const { return !m_unsent.isEmpty(); } //!< to write
    void flush();

private:
    Wire(int fd, Dialect::Kind dialect)
        : m_fd(fd)
        , m_dialect(Dialect::make(dialect))
    {
    }
    void send(const QByteArray &frame);
    [[nodiscard]] bool waitUntilReady();
    [[nodiscard]] qsizetype parse(QByteArrayView bytes, const Hear &event);

    const int m_fd;
    const std::unique_ptr<Dialect> m_dialect;
    QByteArray m_unsent;
    QByteArray m_partial; //!< the beginning of a frame
};

//! Connected to loopback, blocking; below 0: not.
[[nodiscard]] int connectTo(quint16 port);
//! What asks for the upgrade.
[[nodiscard]] QByteArray upgradeRequest(const QByteArray &target);

//! A frame as clients must send it, of text if it is not told otherwise. The mask is zero: it costs
//! the server the same.
[[nodiscard]] QByteArray maskedFrame(QByteArrayView payload, uchar opcode = 1);

} // namespace sermo::bench
