// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/model/consoleset.h"
#include "ui/model/eyes.h"

#include <QJsonDocument>
#include <QTest>

#include <algorithm>

using namespace Qt::StringLiterals;
using namespace sermo;
using namespace sermo::test;
using namespace sermo::model;

//! What a desk asks the broker for, by whom it shows.
class EyesTest : public QObject
{
    Q_OBJECT
private slots:
    void asksForEverybodyWhoWaitsWhileTheyAreFew();
    void asksForThoseShownOfACrowd();
    void asksAgainAfterEachWelcome();
    void saysNothingTwice();
    void looksAwayWithItsViews();
    void dropsWhatSomebodyTypedWhenItLooksAway();
    void keepsWithinAFrame();
};

namespace
{

const UserId Robin(u"robin"_s);

qsizetype said(const ConsoleSet &console)
{
    return std::ranges::count(console.link.sent, EventType::Interest, &EventFrame::type);
}

//! What was asked for last; null: nothing.
QJsonArray wants(const ConsoleSet &console)
{
    QJsonArray last;
    for (const EventFrame &frame : console.link.sent) {
        if (frame.type() == EventType::Interest)
            last = QJsonDocument::fromJson(frame.bytes()).object().value("wants"_L1).toArray();
    }
    return last;
}

QStringList named(const QJsonArray &wishes)
{
    for (const QJsonValue &wish : wishes) {
        if (wish.toObject().contains("userIds"_L1))
            return wish["userIds"_L1].toVariant().toStringList();
    }
    return {};
}

bool asksByState(const QJsonArray &wishes)
{
    return std::ranges::any_of(wishes, [](const QJsonValue &wish) {
        return wish["kept"_L1] == "passing"_L1 && wish.toObject().contains("states"_L1);
    });
}

void welcome(ConsoleSet &console)
{
    console.link.deliver({console.told.welcome()});
}

//! So many customers come and talk to the bot.
void bring(ConsoleSet &console, int count)
{
    QList<QByteArray> frames;
    for (int i = 0; i < count; ++i)
        frames.append(console.told.inbound(UserId(u"visitor%1"_s.arg(i)), event::Start{}));
    console.link.deliver(frames);
}

} // namespace

void EyesTest::asksForEverybodyWhoWaitsWhileTheyAreFew()
{
    ConsoleSet console;
    welcome(console);
    QCOMPARE(
        QJsonDocument(wants(console)).toJson(QJsonDocument::Compact),
        R"([{"kept":"stored"},{"types":["session_state","queue_state"]},{"states":["queued","assigned","bot_closing"],"types":["presence"]},{"agentIds":["an01"],"kept":"passing"},{"kept":"passing","states":["bot","queued"]}])");
    bring(console, Eyes::Crowd);
    QVERIFY(!console.controller.eyes().isCrowd());
}

void EyesTest::asksForThoseShownOfACrowd()
{
    ConsoleSet console;
    welcome(console);
    bring(console, Eyes::Crowd + 1);
    QVERIFY(console.controller.eyes().isCrowd());
    QObject view;
    console.controller.eyes().look(&view, {UserId(u"visitor3"_s), UserId(u"visitor1"_s)});
    QTRY_COMPARE(named(wants(console)), (QStringList{u"visitor1"_s, u"visitor3"_s}));
    QVERIFY(!asksByState(wants(console)));
}

void EyesTest::asksAgainAfterEachWelcome()
{
    ConsoleSet console;
    welcome(console);
    QCOMPARE(said(console), 1);
    console.link.become(EventLink::State::Offline);
    console.link.become(EventLink::State::Online);
    QCOMPARE(said(console), 1); // nobody there who would understand
    welcome(console);
    QCOMPARE(said(console), 2);
}

void EyesTest::saysNothingTwice()
{
    ConsoleSet console;
    welcome(console);
    QObject view;
    Eyes &eyes = console.controller.eyes();
    eyes.look(&view, {Robin});
    QTRY_COMPARE(said(console), 2);
    eyes.look(&view, {});
    eyes.look(&view, {Robin}); // back before it was told
    QObject other;
    eyes.look(&other, {Robin}); // seen already
    eyes.look(&view, {});
    QObject last;
    eyes.look(&last, {UserId(u"last"_s)});
    QTRY_COMPARE(named(wants(console)), (QStringList{u"last"_s, u"robin"_s}));
    QCOMPARE(said(console), 3);
}

void EyesTest::looksAwayWithItsViews()
{
    ConsoleSet console;
    welcome(console);
    auto view = std::make_unique<QObject>();
    console.controller.eyes().look(view.get(), {Robin});
    QCOMPARE(console.controller.eyes().users(), QSet<UserId>{Robin});
    view.reset();
    QCOMPARE(console.controller.eyes().users(), QSet<UserId>());
}

void EyesTest::dropsWhatSomebodyTypedWhenItLooksAway()
{
    ConsoleSet console;
    welcome(console);
    bring(console, Eyes::Crowd + 1);
    const UserId seen(u"visitor1"_s);
    const UserId passedBy(u"visitor2"_s);
    QObject view;
    console.controller.eyes().look(&view, {seen, passedBy});
    console.link.deliver({Told::types(seen, u"Hel"_s), Told::types(passedBy, u"Wor"_s)});
    console.controller.eyes().look(&view, {seen});
    QTRY_VERIFY(console.store.live(passedBy).preview.isEmpty());
    QCOMPARE(console.store.live(seen).preview, u"Hel"_s);
}

void EyesTest::keepsWithinAFrame()
{
    ConsoleSet console;
    welcome(console);
    QSet<UserId> users;
    for (int i = 0; i < 5000; ++i)
        users.insert(UserId(u"8a8b5c18-c0dd-467b-bd77-7e7685fa%1"_s.arg(i, 4, 10, QChar(u'0'))));
    QObject view;
    console.controller.eyes().look(&view, users);
    QVERIFY(compose(console.controller.eyes().interest()).size() < EventFrame::MaxBytes);
}

QTEST_GUILESS_MAIN(EyesTest)
#include "tst_eyes.moc"
