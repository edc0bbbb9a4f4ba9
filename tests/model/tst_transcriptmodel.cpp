// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/model/told.h"
#include "ui/model/transcriptmodel.h"

#include <QAbstractItemModelTester>
#include <QElapsedTimer>
#include <QSignalSpy>
#include <QtTest>

using namespace sermo;
using namespace sermo::model;
using namespace Qt::StringLiterals;

namespace
{

using Item = TranscriptItem;
using Kind = TranscriptItem::Kind;
using Delivery = TranscriptItem::Delivery;

constexpr qint64 Minute = 60'000;

Item line(Kind kind, Seq seq, const QString &text, qint64 atMs = test::Told::StartMs)
{
    Item item;
    item.kind = kind;
    item.seq = seq;
    item.text = text;
    item.atMs = atMs;
    item.speaker = kind == Kind::Agent ? u"Anders"_s : QString();
    if (kind == Kind::Agent || kind == Kind::Bot)
        item.delivery = Delivery::Sent;
    return item;
}

Item pending(const QString &text)
{
    Item item = line(Kind::Agent, 0, text);
    item.id = EventId(text);
    item.delivery = Delivery::Sending;
    return item;
}

//! `2 hello`, `… on its way`, `+` where it groups with the line above, `r` where it was read.
QString text(const TranscriptModel &model)
{
    QStringList rows;
    for (int row = 0; row < model.rowCount(); ++row) {
        const Item &item = model.item(row);
        rows += (item.isPending() ? u"…"_s : QString::number(item.seq)) + u' ' + item.text
            + (item.groupedWithPrevious ? u" +"_s : QString())
            + (item.delivery == Delivery::Read ? u" r"_s : QString());
    }
    return rows.join(u", ");
}

} // namespace

class TranscriptModelTest : public QObject
{
    Q_OBJECT

private slots:
    void tellsOfABatchOnce();
    void putsWhatComesLateWhereItBelongs();
    void keepsWhatIsOnItsWayBelowWhatIsStored();
    void settlesAtItsNumber_data();
    void settlesAtItsNumber();
    void showsWhyAMessageFailed();
    void forgetsWhatIsDiscarded();
    void marksAsReadWhatCameBefore();
    void rewordsWhatWasToldNotWhatWasSaid();
    void groupsOneBreathOfWriting_data();
    void groupsOneBreathOfWriting();
    void breaksBetweenDays();
    void regroupsTheLineBelowAnInsertedOne();
    void givesTheWholeValueInOneRole();
    void addingToTenThousandIsAsQuickAsToNone();
};

void TranscriptModelTest::tellsOfABatchOnce()
{
    TranscriptModel model;
    const QAbstractItemModelTester tester(&model);
    const QSignalSpy inserted(&model, &QAbstractItemModel::rowsInserted);

    model.addStored({line(Kind::Customer, 1, u"a"_s), line(Kind::Customer, 4, u"b"_s),
                     line(Kind::Bot, 9, u"c"_s)});

    QCOMPARE(inserted.count(), 1);
    QCOMPARE(text(model), u"1 a, 4 b +, 9 c"_s);
}

void TranscriptModelTest::putsWhatComesLateWhereItBelongs()
{
    TranscriptModel model;
    const QAbstractItemModelTester tester(&model);
    model.addStored({line(Kind::Customer, 2, u"b"_s), line(Kind::Customer, 6, u"f"_s)});

    model.addStored({line(Kind::Customer, 1, u"a"_s), line(Kind::Customer, 4, u"d"_s),
                     line(Kind::Customer, 5, u"e"_s), line(Kind::Customer, 9, u"i"_s)});

    QCOMPARE(text(model), u"1 a, 2 b +, 4 d +, 5 e +, 6 f +, 9 i +"_s);
    QVERIFY(model.contains(4));
    QVERIFY(!model.contains(3));
    QVERIFY(!model.contains(10));
}

void TranscriptModelTest::keepsWhatIsOnItsWayBelowWhatIsStored()
{
    TranscriptModel model;
    const QAbstractItemModelTester tester(&model);
    model.addPending(pending(u"mine"_s));
    model.addStored({line(Kind::Customer, 7, u"yours"_s)});
    QCOMPARE(text(model), u"7 yours, … mine"_s);
}

void TranscriptModelTest::settlesAtItsNumber_data()
{
    QTest::addColumn<QString>("id");
    QTest::addColumn<Seq>("seq");
    QTest::addColumn<QString>("expected");
    QTest::newRow("the first on its way, last in the log")
        << u"one"_s << Seq(9) << u"3 a, 5 b +, 9 one, … two +"_s;
    QTest::newRow("one that overtook another")
        << u"two"_s << Seq(9) << u"3 a, 5 b +, 9 two, … one +"_s;
    QTest::newRow("one that others have followed already")
        << u"one"_s << Seq(4) << u"3 a, 4 one, 5 b, … two"_s;
    QTest::newRow("one that is not ours")
        << u"three"_s << Seq(9) << u"3 a, 5 b +, … one, … two +"_s;
}

void TranscriptModelTest::settlesAtItsNumber()
{
    QFETCH(QString, id);
    QFETCH(Seq, seq);
    TranscriptModel model;
    const QAbstractItemModelTester tester(&model);
    model.addStored({line(Kind::Customer, 3, u"a"_s), line(Kind::Customer, 5, u"b"_s)});
    model.addPending(pending(u"one"_s));
    model.addPending(pending(u"two"_s));

    model.settle(EventId(id), seq);

    QTEST(text(model), "expected");
    for (int row = 0; row < model.rowCount(); ++row) {
        const Item &item = model.item(row);
        if (item.kind == Kind::Agent)
            QCOMPARE(item.delivery, item.isPending() ? Delivery::Sending : Delivery::Sent);
    }
}

void TranscriptModelTest::showsWhyAMessageFailed()
{
    TranscriptModel model;
    const QAbstractItemModelTester tester(&model);
    model.addPending(pending(u"one"_s));
    const QSignalSpy changed(&model, &QAbstractItemModel::dataChanged);

    model.setDelivery(EventId(u"one"_s), Delivery::Failed, u"too fast"_s);

    QCOMPARE(changed.count(), 1);
    QCOMPARE(model.item(0).delivery, Delivery::Failed);
    QCOMPARE(model.item(0).why, u"too fast"_s);
}

void TranscriptModelTest::forgetsWhatIsDiscarded()
{
    TranscriptModel model;
    const QAbstractItemModelTester tester(&model);
    model.addPending(pending(u"one"_s));
    model.addPending(pending(u"two"_s));
    model.discardPending(EventId(u"one"_s));
    QCOMPARE(text(model), u"… two"_s);
}

void TranscriptModelTest::marksAsReadWhatCameBefore()
{
    TranscriptModel model;
    const QAbstractItemModelTester tester(&model);
    model.addStored({line(Kind::Bot, 1, u"hello"_s), line(Kind::Customer, 2, u"hi"_s),
                     line(Kind::Agent, 3, u"yes?"_s), line(Kind::System, 4, u"told"_s),
                     line(Kind::Agent, 6, u"there?"_s)});
    model.addPending(pending(u"soon"_s));

    model.markRead(5);
    QCOMPARE(text(model), u"1 hello r, 2 hi, 3 yes? r, 4 told, 6 there?, … soon +"_s);
    model.markRead(7);
    QCOMPARE(text(model), u"1 hello r, 2 hi, 3 yes? r, 4 told, 6 there? r, … soon +"_s);
    const QSignalSpy changed(&model, &QAbstractItemModel::dataChanged);
    model.markRead(8);
    QCOMPARE(changed.count(), 0);
}

void TranscriptModelTest::rewordsWhatWasToldNotWhatWasSaid()
{
    TranscriptModel model;
    const QAbstractItemModelTester tester(&model);
    model.addStored({line(Kind::Customer, 1, u"again"_s), line(Kind::System, 1, u"Queued in g"_s)});
    model.reword(1, u"Queued in General"_s);
    QCOMPARE(text(model), u"1 again, 1 Queued in General"_s);
}

void TranscriptModelTest::groupsOneBreathOfWriting_data()
{
    QTest::addColumn<Kind>("kind");
    QTest::addColumn<QString>("speaker");
    QTest::addColumn<qint64>("afterMs");
    QTest::addColumn<bool>("grouped");
    QTest::newRow("the same agent, soon after") << Kind::Agent << u"Anders"_s << Minute << true;
    QTest::newRow("the same agent, much later")
        << Kind::Agent << u"Anders"_s << 5 * Minute << false;
    QTest::newRow("another agent") << Kind::Agent << u"Berit"_s << Minute << false;
    QTest::newRow("the customer") << Kind::Customer << QString() << Minute << false;
    QTest::newRow("a note") << Kind::Note << u"Anders"_s << Minute << false;
}

void TranscriptModelTest::groupsOneBreathOfWriting()
{
    QFETCH(Kind, kind);
    QFETCH(QString, speaker);
    QFETCH(qint64, afterMs);
    Item second = line(kind, 2, u"b"_s, test::Told::StartMs + afterMs);
    second.speaker = speaker;
    TranscriptModel model;

    model.addStored({line(Kind::Agent, 1, u"a"_s), second});

    QTEST(model.item(1).groupedWithPrevious, "grouped");
}

void TranscriptModelTest::breaksBetweenDays()
{
    const qint64 midnight = QDateTime({2026, 3, 3}, {0, 0}).toMSecsSinceEpoch();
    TranscriptModel model;
    model.addStored({line(Kind::Customer, 1, u"a"_s, midnight - 2000),
                     line(Kind::Customer, 2, u"b"_s, midnight - 1000),
                     line(Kind::Customer, 3, u"c"_s, midnight)});
    QVERIFY(model.item(0).startsDay);
    QVERIFY(!model.item(1).startsDay);
    QVERIFY(model.item(2).startsDay);
    QCOMPARE(text(model), u"1 a, 2 b +, 3 c"_s);
}

void TranscriptModelTest::regroupsTheLineBelowAnInsertedOne()
{
    TranscriptModel model;
    const QAbstractItemModelTester tester(&model);
    model.addStored({line(Kind::Customer, 1, u"a"_s), line(Kind::Customer, 5, u"b"_s)});
    model.addStored({line(Kind::Bot, 3, u"between"_s)});
    QCOMPARE(text(model), u"1 a, 3 between, 5 b"_s);
}

void TranscriptModelTest::givesTheWholeValueInOneRole()
{
    TranscriptModel model;
    Item item = line(Kind::Bot, 1, u"Choose"_s);
    item.speaker = u"Bot"_s;
    item.quickReplies = {{u"postback"_s, u"Invoice"_s, u"invoice"_s, {}, false}};
    model.addStored({item});

    const QModelIndex index = model.index(0);
    const auto given = index.data(TranscriptModel::ItemRole).value<Item>();
    QCOMPARE(given.quickReplies, item.quickReplies);
    QCOMPARE(index.data(TranscriptModel::KindRole).toInt(), int(Kind::Bot));
    QCOMPARE(index.data(TranscriptModel::DeliveryRole).toInt(), int(Delivery::Sent));
    QCOMPARE(index.data(Qt::DisplayRole).toString(), u"Choose"_s);
    QCOMPARE(index.data(Qt::AccessibleTextRole).toString(), u"Bot: Choose"_s);
}

void TranscriptModelTest::addingToTenThousandIsAsQuickAsToNone()
{
    // What it costs is counted, not timed: how many rows a view would be told of.
    TranscriptModel model;
    QList<Item> many;
    for (Seq seq = 1; seq <= 10'000; ++seq)
        many.append(line(seq % 2 ? Kind::Customer : Kind::Agent, seq, u"words"_s));
    model.addStored(many);
    model.markRead(9'990);
    int touched = 0;
    connect(&model, &QAbstractItemModel::rowsInserted, this,
            [&](const QModelIndex &, int first, int last) { touched += last - first + 1; });
    connect(&model, &QAbstractItemModel::dataChanged, this,
            [&](const QModelIndex &from, const QModelIndex &to) {
                touched += to.row() - from.row() + 1;
            });

    for (Seq seq = 10'001; seq <= 10'100; ++seq)
        model.addStored({line(Kind::Agent, seq, u"more"_s)});
    QCOMPARE(touched, 100);
    model.markRead(10'101);
    QVERIFY2(touched < 320, qPrintable(QString::number(touched)));
    QCOMPARE(model.rowCount(), 10'100);
}

QTEST_GUILESS_MAIN(TranscriptModelTest)
#include "tst_transcriptmodel.moc"
