// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/hold/rfc6455words.h"
#include "tests/hold/utf8groups.h"

namespace sermo::test::rfc6455
{

namespace
{

using namespace opcode;

Cases utf8InFragments()
{
    const QByteArray hello
        = "Hello-\xc2\xb5@\xc3\x9f\xc3\xb6\xc3\xa4\xc3\xbc\xc3\xa0\xc3\xa1-UTF-8!!";
    const QByteArray kosme = "\xce\xba\xe1\xbd\xb9\xcf\x83\xce\xbc\xce\xb5";
    const QByteArray beyond = "\xf4\x90\x80\x80"; // U+110000
    const QByteArray bad = event(kosme + beyond + "edited");
    const qsizetype at = Head.size() + kosme.size();
    const QByteArray split = "a character split between two fragments is refused: QWebSocket reads "
                             "each fragment by itself. Our own clients send whole messages";
    const auto threeParts = [&bad](qsizetype first, qsizetype second) {
        return QList<QByteArray>{frameOf(Text, bad.first(first), Open),
                                 frameOf(Continuation, bad.mid(first, second), Open),
                                 frameOf(Continuation, bad.mid(first + second))};
    };
    const auto deviates = [&split](const char *id, const QByteArray &message) {
        Rfc6455Case c = fails(id, "good UTF-8, a byte a fragment", fragmented(message, 1), 1007);
        c.deviation = split;
        return c;
    };
    return {
        {"6.1.1", "an empty text", {frameOf(Text, {})}, {}, 1, {}, {}, {}},
        {"6.1.2",
         "three empty fragments",
         {frameOf(Text, {}, Open), frameOf(Continuation, {}, Open), frameOf(Continuation, {})},
         {},
         1,
         {},
         {},
         {}},
        delivers("6.1.3", "an empty fragment, a full one, an empty one",
                 {frameOf(Text, {}, Open), frameOf(Continuation, event("x"), Open),
                  frameOf(Continuation, {})},
                 {event("x")}),
        delivers("6.2.1", "good UTF-8", {frameOf(Text, event(hello))}, {event(hello)}),
        delivers("6.2.2", "good UTF-8 in two fragments, cut between characters",
                 fragmented(event(hello), Head.size() + 13), {event(hello)}),
        deviates("6.2.3", event(hello)),
        deviates("6.2.4", event(kosme)),
        fails("6.3.1", "bad UTF-8", {frameOf(Text, event(kosme + "\xed\xa0\x80" + "edited"))},
              1007),
        fails("6.3.2", "bad UTF-8, a byte a fragment",
              fragmented(event(kosme + "\xed\xa0\x80" + "edited"), 1), 1007),
        fails("6.4.1", "bad in the second of three fragments", threeParts(at, 4), 1007),
        fails("6.4.2", "the second fragment is the byte that makes it bad", threeParts(at + 1, 1),
              1007),
        fails(
            "6.4.3", "bad in the middle, in three chops of one frame",
            [&] {
                const QByteArray frame = frameOf(Text, bad);
                const qsizetype head = frame.size() - bad.size();
                return QList<QByteArray>{frame.first(head + at), frame.mid(head + at, 4),
                                         frame.mid(head + at + 4)};
            }(),
            1007),
        fails(
            "6.4.4", "the second chop is the byte that makes it bad",
            [&] {
                const QByteArray frame = frameOf(Text, bad);
                const qsizetype head = frame.size() - bad.size();
                return QList<QByteArray>{frame.first(head + at + 1), frame.mid(head + at + 1, 1),
                                         frame.mid(head + at + 2)};
            }(),
            1007),
    };
}

} // namespace

Cases utf8()
{
    Cases cases = utf8InFragments();
    for (const char *line : Utf8Groups) {
        const QList<QByteArray> words = QByteArray(line).split(' ');
        for (qsizetype i = 1; i < words.size(); ++i) {
            const QByteArray id = words.first() + '.' + QByteArray::number(i);
            const bool isGood = words.at(i).startsWith('+');
            const QByteArray sequence = QByteArray::fromHex(words.at(i).mid(isGood ? 1 : 0));
            const QByteArray message = event(sequence);
            const QList<QByteArray> writes{frameOf(Text, message)};
            if (sequence == QByteArray(1, '\0')) // good UTF-8, but nothing that JSON writes so
                cases.append({id, "a NUL", writes, {}, 1, {}, {}, {}});
            else if (isGood)
                cases.append(delivers(id.constData(), "good UTF-8", writes, {message}));
            else
                cases.append(fails(id.constData(), "bad UTF-8", writes, 1007));
        }
    }
    return cases;
}

} // namespace sermo::test::rfc6455
