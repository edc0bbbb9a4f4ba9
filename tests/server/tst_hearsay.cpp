// SPDX-License-Identifier: GPL-3.0-or-later
#include "broker/server/hearsay.h"
#include "tests/server/fellow.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace sermo;
using namespace sermo::desk;
using sermo::server::Fellows;
using sermo::server::Hearsay;
using sermo::test::Fellow;
using sermo::test::Hub;

//! What passes at one broker passes at the others as it was, under the name it had, at its place.
class HearsayTest : public QObject
{
    Q_OBJECT

private slots:
    void namesThatNoTextCanSayStayApart();
    void whatPassesPassesByteForByte();
    void whatPassesKeepsItsPlaceInTheLog();

private:
    test::FakeClock m_clock;
    Hub m_hub;
};

void HearsayTest::namesThatNoTextCanSayStayApart()
{
    Fellow a(m_hub, "a", m_clock);
    Fellow b(m_hub, "b", m_clock);
    b.take();
    const QString halves[] = {u"x"_s + QChar(0xd800), u"x"_s + QChar(0xdc00)};
    QList<UserId> sealedUsers;
    connect(&b.fellows, &Fellows::sealed, this,
            [&](const UserId &user, bool) { sealedUsers.append(user); });
    QList<UserId> comers;
    connect(&b.fellows, &Fellows::seen, this, [&](const Sighting &sighting) {
        if (const auto *up = std::get_if<seen::LinkUp>(&sighting))
            comers.append(up->user);
        else if (const auto *beat = std::get_if<seen::LinkBeat>(&sighting))
            comers.append(beat->user);
    });
    for (const QString &half : halves) {
        a.fellows.tell(seen::LinkUp{UserId(half), {}});
        a.fellows.tell(seen::LinkBeat{UserId(half), {}});
        a.fellows.pulse(m_clock.now());
        a.fellows.tellSealed(UserId(half), true);
        m_hub.deliver();
    }
    const UserId first(halves[0]);
    const UserId second(halves[1]);
    QCOMPARE(comers, (QList<UserId>{first, first, second, second}));
    QCOMPARE(sealedUsers, (QList<UserId>{first, second}));
}

void HearsayTest::whatPassesPassesByteForByte()
{
    Fellow a(m_hub, "a", m_clock);
    Fellow b(m_hub, "b", m_clock);
    const QByteArray bytes
        = R"({"text":"Hel\nlo","type":"typing_on", "direction":"inbound","userId":"ann","x":1.10})";
    a.fellows.tell(*EventFrame::fromSender(bytes), 17);
    m_hub.deliver();
    QCOMPARE(b.passed, QList<QByteArray>{bytes + " 17"});
}

void HearsayTest::whatPassesKeepsItsPlaceInTheLog()
{
    const auto frame = [](const QByteArray &type, const QByteArray &user) {
        return *EventFrame::fromSender(R"({"type":")" + type
                                       + R"(","direction":"inbound","text":"x","userId":")" + user
                                       + R"("})");
    };
    const EventFrame anns = frame("typing_on", "ann");
    const EventFrame bobs = frame("typing_on", "bob");
    const StoredEvent said{18, 0, u"customer:ann"_s, frame("text", "ann")};
    Hearsay hearsay;
    QCOMPARE(hearsay.take(anns, 17, 17).size(), 1); // behind what was told: now
    QVERIFY(hearsay.take(bobs, 18, 17).isEmpty()); // behind what comes: then
    QVERIFY(hearsay.take(anns, 19, 17).isEmpty());
    const QList<EventFrame> due = hearsay.behind(said);
    QCOMPARE(due.size(), 1);
    QCOMPARE(due.constFirst().user(), UserId(u"bob"_s));
    QVERIFY(hearsay.take(anns, 17, 18).isEmpty()); // what he typed then, he has sent
    QCOMPARE(hearsay.take(anns, 18, 18).size(), 1);
    QCOMPARE(hearsay.behind({19, 0, u"customer:bob"_s, frame("text", "bob")}).size(), 1);
}

QTEST_GUILESS_MAIN(HearsayTest)
#include "tst_hearsay.moc"
