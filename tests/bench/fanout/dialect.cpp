// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/bench/fanout/dialect.h"

namespace sermo::bench
{

namespace
{

class Plain final : public Dialect
{
public:
    QByteArrayList greeting(bool) const override { return {}; }
    QByteArray saying(QByteArrayView event) const override { return event.toByteArray(); }
    void take(QByteArrayView payload, const Hear &hear) override { hear(payload); }
    bool isReady() const override { return true; }
};

//! Engine.IO 4 and Socket.IO 5: `40` joins, `42["name",…]` is an event.
class SocketIo final : public Dialect
{
public:
    QByteArrayList greeting(bool) const override { return {"40"}; }
    QByteArray saying(QByteArrayView event) const override
    {
        return Event.toByteArray() + event.toByteArray() + ']';
    }
    void take(QByteArrayView payload, const Hear &hear) override
    {
        if (payload.startsWith("40"))
            m_isReady = true;
        else if (payload.startsWith(Event))
            hear(payload.sliced(Event.size(), payload.size() - Event.size() - 1));
    }
    bool isReady() const override { return m_isReady; }

private:
    static constexpr QByteArrayView Event = "42[\"event\",";
    bool m_isReady = false;
};

//! The text protocol of NATS in binary frames, which it cuts as it likes: a stream of
//! `MSG SUBJECT SID SIZE\r\nPAYLOAD\r\n`.
class Nats final : public Dialect
{
public:
    QByteArrayList greeting(bool listens) const override
    {
        const QByteArray hello = "CONNECT {\"verbose\":false,\"echo\":false}\r\n";
        return {hello + (listens ? "SUB e 1\r\n" : "") + "PING\r\n"};
    }
    QByteArray saying(QByteArrayView event) const override
    {
        return "PUB e " + QByteArray::number(event.size()) + "\r\n" + event.toByteArray() + "\r\n";
    }
    void take(QByteArrayView payload, const Hear &hear) override
    {
        if (m_rest.isEmpty()) {
            m_rest = payload.sliced(parse(payload, hear)).toByteArray();
            return;
        }
        m_rest.append(payload);
        m_rest.remove(0, parse(m_rest, hear));
    }
    uchar opcode() const override { return 2; }
    bool isReady() const override { return m_isReady; }

private:
    qsizetype parse(QByteArrayView bytes, const Hear &hear)
    {
        qsizetype at = 0;
        for (;;) {
            const qsizetype end = bytes.indexOf('\n', at);
            if (end < 0)
                return at;
            const QByteArrayView line = bytes.sliced(at, end - at - 1);
            if (!line.startsWith("MSG ")) {
                m_isReady |= line.startsWith("PONG");
                at = end + 1;
                continue;
            }
            const qsizetype size = line.sliced(line.lastIndexOf(' ') + 1).toLongLong();
            if (bytes.size() < end + 1 + size + 2)
                return at;
            hear(bytes.sliced(end + 1, size));
            at = end + 1 + size + 2;
        }
    }

    QByteArray m_rest; //!< the beginning of something
    bool m_isReady = false;
};

} // namespace

std::unique_ptr<Dialect> Dialect::make(Kind kind)
{
    switch (kind) {
    case Kind::Plain:
        break;
    case Kind::SocketIo:
        return std::make_unique<SocketIo>();
    case Kind::Nats:
        return std::make_unique<Nats>();
    }
    return std::make_unique<Plain>();
}

} // namespace sermo::bench
