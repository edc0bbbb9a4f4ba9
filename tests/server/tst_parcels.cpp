// SPDX-License-Identifier: GPL-3.0-or-later
#include "broker/server/outbox.h"
#include "broker/server/wireframe.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace sermo;
using namespace sermo::server;

//! What waits for one reader (contract 3, "Stored or passing").
class ParcelsTest : public QObject
{
    Q_OBJECT
private slots:
    void keepsEverythingInOrderForAReaderThatKeepsUp();
    void replacesPassingEventsOnlyWhenBehind();
    void countsWhatWaitsElsewhere();
    void knowsWhatCameWhileTheReaderKeptUp();
    void replacesOnlyTheSameUserTypeAndDirection_data();
    void replacesOnlyTheSameUserTypeAndDirection();
    void neverReplacesWhatIsStored();
    void givesWholeFramesUpToABudget();
    void isWrappedOnceForAllWhoWaitForIt();
    void framesEveryLength_data();
    void framesEveryLength();
    void cutsAReasonAtACharactersBorder();
};

namespace
{

Parcel::Ptr passing(const QByteArray &type, const QByteArray &direction, const QByteArray &user,
                    const QByteArray &text)
{
    const auto frame
        = EventFrame::fromSender(R"({"type":")" + type + R"(","direction":")" + direction
                                 + R"(","userId":")" + user + R"(","text":")" + text + R"("})");
    return Parcel::passing(*frame);
}

Parcel::Ptr typing(const QByteArray &text)
{
    return passing("typing_on", "inbound", "u", text);
}

constexpr qint64 Behind = Outbox::ReplaceAbove + 1;
constexpr qint64 All = 1'000'000'000;

} // namespace

void ParcelsTest::keepsEverythingInOrderForAReaderThatKeepsUp()
{
    Outbox outbox;
    outbox.push(typing("a"), 0);
    outbox.push(typing("b"), 0);
    QCOMPARE(outbox.take(All), typing("a")->wire() + typing("b")->wire());
    QVERIFY(outbox.isEmpty());
}

void ParcelsTest::replacesPassingEventsOnlyWhenBehind()
{
    Outbox outbox;
    const auto big = Parcel::lasting(QByteArray(Outbox::ReplaceAbove, 'x'));
    outbox.push(typing("a"), 0);
    outbox.push(typing("b"), 0); // not behind yet: both stay
    outbox.push(big, 0);
    outbox.push(typing("c"), 0); // behind: b gives way
    const auto last = Parcel::lasting("last");
    outbox.push(last, 0);
    outbox.push(typing("d"), 0);
    QCOMPARE(outbox.bytes(),
             typing("a")->wire().size() * 2 + big->wire().size() + last->wire().size());
    QCOMPARE(outbox.take(All),
             typing("a")->wire() + big->wire() + last->wire() + typing("d")->wire());
    QCOMPARE(outbox.bytes(), 0);
}

void ParcelsTest::countsWhatWaitsElsewhere()
{
    Outbox outbox;
    outbox.push(typing("a"), Behind);
    outbox.push(typing("b"), Behind);
    QCOMPARE(outbox.take(All), typing("b")->wire());
}

void ParcelsTest::knowsWhatCameWhileTheReaderKeptUp()
{
    Outbox outbox;
    outbox.push(typing("a"), Behind);
    outbox.push(typing("b"), 0); // he has read on: both stay
    outbox.push(typing("c"), Behind); // behind again: b gives way
    QCOMPARE(outbox.take(1), typing("a")->wire());
    outbox.push(typing("d"), Behind);
    QCOMPARE(outbox.take(All), typing("d")->wire());
    outbox.push(typing("e"), Behind);
    QCOMPARE(outbox.take(All), typing("e")->wire());
    QCOMPARE(outbox.bytes(), 0);
}

void ParcelsTest::replacesOnlyTheSameUserTypeAndDirection_data()
{
    QTest::addColumn<QByteArray>("type");
    QTest::addColumn<QByteArray>("direction");
    QTest::addColumn<QByteArray>("user");
    QTest::newRow("another user") << "typing_on"_ba
                                  << "inbound"_ba
                                  << "v"_ba;
    QTest::newRow("another direction") << "typing_on"_ba
                                       << "outbound"_ba
                                       << "u"_ba;
    QTest::newRow("another type") << "heartbeat"_ba
                                  << "inbound"_ba
                                  << "u"_ba;
}

void ParcelsTest::replacesOnlyTheSameUserTypeAndDirection()
{
    QFETCH(const QByteArray, type);
    QFETCH(const QByteArray, direction);
    QFETCH(const QByteArray, user);
    Outbox outbox;
    const auto other = passing(type, direction, user, "b");
    outbox.push(typing("a"), Behind);
    outbox.push(other, Behind);
    QCOMPARE(outbox.take(All), typing("a")->wire() + other->wire());
}

void ParcelsTest::neverReplacesWhatIsStored()
{
    Outbox outbox;
    const auto text = Parcel::lasting("same");
    for (int i = 0; i < 3; ++i)
        outbox.push(text, Behind);
    QCOMPARE(outbox.take(All), text->wire() + text->wire() + text->wire());
}

void ParcelsTest::givesWholeFramesUpToABudget()
{
    Outbox outbox;
    for (const char *text : {"a", "b", "c"})
        outbox.push(Parcel::lasting(text), 0);
    const qint64 one = Parcel::lasting("a")->wire().size();
    QCOMPARE(outbox.take(one + 1).size(), 2 * one);
    QCOMPARE(outbox.bytes(), one);
    // What left is forgotten as a target of replacement.
    outbox.clear();
    outbox.push(typing("a"), Behind);
    QCOMPARE(outbox.take(1), typing("a")->wire());
    outbox.push(typing("b"), Behind);
    QCOMPARE(outbox.take(All), typing("b")->wire());
}

void ParcelsTest::isWrappedOnceForAllWhoWaitForIt()
{
    const auto parcel = typing("a");
    const auto first = parcel->wrappedForAll("<", ">");
    QCOMPARE(first->payload(), '<' + parcel->payload() + '>');
    QCOMPARE(first->replaceKey(), parcel->replaceKey());
    QCOMPARE(parcel->wrappedForAll("<", ">"), first);
}

void ParcelsTest::framesEveryLength_data()
{
    QTest::addColumn<int>("length");
    QTest::addColumn<QByteArray>("header");
    QTest::newRow("nothing") << 0 << QByteArray::fromHex("8100");
    QTest::newRow("the last short one") << 125 << QByteArray::fromHex("817d");
    QTest::newRow("the first of two bytes") << 126 << QByteArray::fromHex("817e007e");
    QTest::newRow("the last of two bytes") << 65535 << QByteArray::fromHex("817effff");
    QTest::newRow("the first of eight bytes")
        << 65536 << QByteArray::fromHex("817f0000000000010000");
}

void ParcelsTest::framesEveryLength()
{
    QFETCH(const int, length);
    QFETCH(const QByteArray, header);
    const QByteArray payload(length, 'x');
    QCOMPARE(textFrame(payload), header + payload);
    QCOMPARE(textFrameSize(length), textFrame(payload).size());
}

void ParcelsTest::cutsAReasonAtACharactersBorder()
{
    QCOMPARE(closeFrame(CloseCode::Flood, u"no"_s), QByteArray::fromHex("8804114d") + "no");
    const QByteArray cut
        = closeFrame(CloseCode::Flood, QString::fromUtf8("\xf0\x9f\x98\x80").repeated(40));
    QCOMPARE(cut.size(), 4 + 120); // thirty whole ones of four bytes each
}

QTEST_GUILESS_MAIN(ParcelsTest)
#include "tst_parcels.moc"
