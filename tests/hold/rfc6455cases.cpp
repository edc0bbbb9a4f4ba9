// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/hold/rfc6455cases.h"

#include "tests/hold/rfc6455words.h"

namespace sermo::test
{

namespace
{

using namespace opcode;
using namespace rfc6455;

Cases framing()
{
    Cases cases{{"1.1.1", "an empty text", {frameOf(Text, {})}, {}, 1, {}, {}, {}}};
    const auto text = [&cases](const char *id, qsizetype bytes) {
        cases.append(delivers(id, "a text at a border of length", {frameOf(Text, eventOf(bytes))},
                              {eventOf(bytes)}));
    };
    text("1.1.2", 125);
    text("1.1.3", 126);
    text("1.1.4", 127);
    text("1.1.5", 128);
    text("1.1.6", 65535);
    text("1.1.7", 65536);
    cases.append(delivers("1.1.8", "a text of 65536 bytes in chops of 997",
                          chopped(frameOf(Text, eventOf(65536)), 997), {eventOf(65536)}));
    const std::pair<const char *, qsizetype> binaries[]
        = {{"1.2.1", 0},   {"1.2.2", 125},   {"1.2.3", 126},  {"1.2.4", 127},
           {"1.2.5", 128}, {"1.2.6", 65535}, {"1.2.7", 65536}};
    for (const auto &[id, bytes] : binaries) // contract 3: 4400
        cases.append(
            fails(id, "a binary message", {frameOf(Binary, QByteArray(bytes, '\xfe'))}, 4400));
    cases.append(fails("1.2.8", "a binary message in chops of 997",
                       chopped(frameOf(Binary, QByteArray(65536, '\xfe')), 997), 4400));
    return cases;
}

Cases pings()
{
    const QByteArray binary = QByteArray::fromHex("00fffefdfcfb00ff");
    const QByteArray longest(125, '\xfe');
    QList<QByteArray> ten;
    QList<QByteArray> tenPongs;
    for (int i = 0; i < 10; ++i) {
        tenPongs.append("payload-" + QByteArray::number(i));
        ten.append(frameOf(Ping, tenPongs.constLast()));
    }
    return {
        delivers("2.1", "a ping without payload", {frameOf(Ping, {})}, {}, {QByteArray("")}),
        delivers("2.2", "a ping with text", {frameOf(Ping, "Hello, world!")}, {},
                 {"Hello, world!"}),
        delivers("2.3", "a ping with bytes", {frameOf(Ping, binary)}, {}, {binary}),
        delivers("2.4", "a ping of 125 bytes", {frameOf(Ping, longest)}, {}, {longest}),
        fails("2.5", "a ping of 126 bytes", {frameOf(Ping, QByteArray(126, '\xfe'))}),
        delivers("2.6", "a ping of 125 bytes, byte by byte", chopped(frameOf(Ping, longest), 1), {},
                 {longest}),
        delivers("2.7", "a pong nobody asked for, empty", {frameOf(Pong, {})}, {}),
        delivers("2.8", "a pong nobody asked for", {frameOf(Pong, "unsolicited")}, {}),
        delivers("2.9", "a pong nobody asked for, then a ping",
                 {frameOf(Pong, "unsolicited"), frameOf(Ping, "ping")}, {}, {"ping"}),
        delivers("2.10", "ten pings", {ten.join()}, {}, tenPongs),
        delivers("2.11", "ten pings, byte by byte", chopped(ten.join(), 1), {}, tenPongs),
    };
}

Cases reservedBits()
{
    const QByteArray good = frameOf(Text, event("before"));
    const auto after = [&good](const char *id, int rsv, Chop chop) {
        Rfc6455Case c = fails(
            id, "a good text, one with reserved bits, a ping",
            arriving({good, frameOf(Text, event("x"), {.rsv = rsv}), frameOf(Ping, {})}, chop));
        c.delivered = {event("before")};
        return c;
    };
    return {
        fails("3.1", "RSV 1", {frameOf(Text, event("x"), {.rsv = 1})}),
        after("3.2", 2, Chop::Whole),
        after("3.3", 3, Chop::Frames),
        after("3.4", 4, Chop::Octets),
        fails("3.5", "RSV 5 on a binary message", {frameOf(Binary, "x", {.rsv = 5})}),
        fails("3.6", "RSV 6 on a ping", {frameOf(Ping, "x", {.rsv = 6})}),
        fails("3.7", "RSV 7 on a close", {frameOf(Close, closing(1000), {.rsv = 7})}),
    };
}

Cases opcodes()
{
    Cases cases;
    const std::pair<QByteArray, int> groups[] = {{"4.1.", 3}, {"4.2.", 11}};
    for (const auto &[group, first] : groups) {
        const auto id = [&group = group](int i) { return group + QByteArray::number(i); };
        cases.append(fails(id(1).constData(), "a reserved opcode", {frameOf(first, {})}));
        cases.append(fails(id(2).constData(), "a reserved opcode with payload",
                           {frameOf(first + 1, "reserved opcode payload")}));
        for (int i = 3; i <= 5; ++i) {
            Rfc6455Case c
                = fails(id(i).constData(), "a good text, a reserved opcode, a ping",
                        arriving({frameOf(Text, event("before")),
                                  frameOf(first + i - 1, i == 3 ? QByteArray() : QByteArray("x")),
                                  frameOf(Ping, {})},
                                 i == 5 ? Chop::Octets : Chop::Whole));
            c.delivered = {event("before")};
            cases.append(c);
        }
    }
    return cases;
}

Cases fragmentation()
{
    const QByteArray message = event("fragment1fragment2");
    const QByteArray one = message.first(message.size() / 2);
    const QByteArray two = message.sliced(message.size() / 2);
    const QByteArray start = frameOf(Text, one, Open);
    const QByteArray end = frameOf(Continuation, two);
    const QByteArray ping = frameOf(Ping, "ping");
    const QByteArray whole = frameOf(Text, message);
    const QByteArray orphan = frameOf(Continuation, "orphan");
    const QByteArray openOrphan = frameOf(Continuation, "orphan", Open);
    Cases cases{
        fails("5.1", "a ping in two fragments",
              {frameOf(Ping, "fragment1", Open), frameOf(Continuation, "fragment2")}),
        fails("5.2", "a pong in two fragments",
              {frameOf(Pong, "fragment1", Open), frameOf(Continuation, "fragment2")}),
    };
    const struct {
        const char *whole, *frames, *octets;
        const char *what;
        QList<QByteArray> sent;
        bool isGood;
        QList<QByteArray> pongs;
    } thrice[] = {
        {"5.3", "5.4", "5.5", "a text in two fragments", {start, end}, true, {}},
        {"5.6", "5.7", "5.8", "a ping between two fragments", {start, ping, end}, true, {"ping"}},
        {"5.9", "5.10", "5.11", "the end of nothing", {orphan, whole}, false, {}},
        {"5.12", "5.13", "5.14", "a part of nothing", {openOrphan, whole}, false, {}},
    };
    for (const auto &row : thrice) {
        const std::pair<const char *, Chop> ways[]
            = {{row.whole, Chop::Whole}, {row.frames, Chop::Frames}, {row.octets, Chop::Octets}};
        for (const auto &[id, chop] : ways) {
            const auto writes = arriving(row.sent, chop);
            cases.append(row.isGood ? delivers(id, row.what, writes, {message}, row.pongs)
                                    : fails(id, row.what, writes));
        }
    }
    Rfc6455Case afterGood = fails("5.15", "a fragmented text, then a part of nothing",
                                  {start, end, openOrphan, whole});
    afterGood.delivered = {message};
    cases.append(afterGood);
    cases.append(fails("5.16", "twice: a part of nothing, then a fragmented text",
                       {openOrphan, start, end, openOrphan, start, end}));
    cases.append(fails("5.17", "twice: the end of nothing, then a fragmented text",
                       {orphan, start, end, orphan, start, end}));
    cases.append(fails("5.18", "two fragments that both begin", {start, frameOf(Text, two)}));
    const QByteArray five = event("fragment1fragment2fragment3fragment4fragment5");
    QList<QByteArray> parts = fragmented(five, (five.size() + 4) / 5);
    parts.insert(2, ping);
    parts.insert(3, ping);
    parts.insert(6, ping);
    for (const auto &[id, chop] : {std::pair("5.19", Chop::Whole), std::pair("5.20", Chop::Frames)})
        cases.append(delivers(id, "five fragments with pings between", arriving(parts, chop),
                              {five}, {"ping", "ping", "ping"}));
    return cases;
}

Cases closes()
{
    const QByteArray bye = frameOf(Close, closing(1000));
    const QByteArray text = event("before");
    const auto ends = [](const char *id, const char *what, const QList<QByteArray> &writes,
                         const QList<int> &codes) {
        return Rfc6455Case{id, what, writes, {}, 0, {}, codes, {}};
    };
    Rfc6455Case first = ends("7.1.1", "a text, then a close", {frameOf(Text, text), bye}, {1000});
    first.delivered = {text};
    Cases cases{
        first,
        ends("7.1.2", "two closes", {bye + bye}, {1000}),
        ends("7.1.3", "a ping after the close", {bye + frameOf(Ping, "late")}, {1000}),
        ends("7.1.4", "a text after the close", {bye + frameOf(Text, text)}, {1000}),
        ends("7.1.5", "a close in the middle of a fragmented text",
             {frameOf(Text, "{", Open) + bye + frameOf(Continuation, "}")}, {1000}),
        ends("7.1.6", "a text of 256 KiB, a close, a ping",
             {frameOf(Text, eventOf(256 * 1024)), bye, frameOf(Ping, {})}, {1009}),
        ends("7.3.1", "a close without payload", {frameOf(Close, {})}, {1000, 1005}),
        ends("7.3.2", "a close with one byte", {frameOf(Close, "a")}, {1002}),
        ends("7.3.3", "a close with a code", {bye}, {1000}),
        ends("7.3.4", "a close with a reason", {frameOf(Close, closing(1000, "Hello World!"))},
             {1000}),
        ends("7.3.5", "a close with the longest reason",
             {frameOf(Close, closing(1000, QByteArray(123, '*')))}, {1000}),
        ends("7.3.6", "a close with too long a reason",
             {frameOf(Close, closing(1000, QByteArray(124, '*')))}, {1002}),
        ends("7.5.1", "a close with a reason that is no UTF-8",
             {frameOf(Close, closing(1000, "\xce\xba\xed\xa0\x80"))}, {1007}),
    };
    Rfc6455Case &tooLarge = cases[5];
    tooLarge.closed.append(0);
    tooLarge.deviation
        = "QWebSocket hangs up on what it has not read yet, so that the kernel's reset "
          "may overtake 1009. The message is refused all the same";
    const auto codes = [&cases, &ends](const QByteArray &group, const QList<int> &sent,
                                       int answer) {
        for (qsizetype i = 0; i < sent.size(); ++i)
            cases.append(ends((group + QByteArray::number(i + 1)).constData(), "a close code",
                              {frameOf(Close, closing(sent.at(i)))},
                              answer != 0 ? QList<int>{answer} : QList<int>{1000, sent.at(i)}));
    };
    codes("7.7.", {1000, 1001, 1002, 1003, 1007, 1008, 1009, 1010, 1011, 3000, 3999, 4000, 4999},
          0);
    codes("7.9.", {0, 999, 1004, 1005, 1006, 1016, 1100, 2000, 2999}, 1002);
    codes("7.13.", {5000, 65535}, 1002);
    return cases;
}

Cases beyondTheSuite()
{
    const QByteArray message = event("x");
    Rfc6455Case unmasked = delivers("RFC 5.1", "a frame that is not masked",
                                    {frameOf(Text, message, {.masked = false})}, {message});
    unmasked.deviation = "QWebSocket takes a client's frame without a mask. Masks protect caches "
                         "between, not the broker";
    QByteArray negative = frameOf(Text, {}, {.lengthForm = 64});
    negative[2] = '\x80';
    QByteArray huge = frameOf(Text, {}, {.lengthForm = 64});
    huge[2] = '\x40';
    return {
        unmasked,
        delivers("10.1.1", "65536 bytes in fragments of 1300", fragmented(eventOf(65536), 1300),
                 {eventOf(65536)}),
        fails("RFC 5.2 a", "a short length in 16 bits", {frameOf(Text, "x", {.lengthForm = 16})}),
        fails("RFC 5.2 b", "a short length in 64 bits", {frameOf(Text, "x", {.lengthForm = 64})}),
        fails("RFC 5.2 c", "a length with its highest bit set", {negative}),
        fails("contract 3 a", "a frame that announces 2 to the 62 bytes", {huge}, 1009),
        fails("contract 3 b", "a text of 65537 bytes", {frameOf(Text, eventOf(65537))}, 1009),
        fails("contract 3 c", "65537 bytes in fragments", fragmented(eventOf(65537), 13'000), 1009),
    };
}

} // namespace

QList<Rfc6455Case> rfc6455Cases()
{
    return framing() + pings() + reservedBits() + opcodes() + fragmentation() + utf8() + closes()
        + beyondTheSuite();
}

} // namespace sermo::test
