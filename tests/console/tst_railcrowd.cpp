// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/console/deskscene.h"
#include "ui/console/rail.h"
#include "ui/model/eyes.h"

#include <QAbstractButton>
#include <QJsonArray>
#include <QScrollBar>
#include <QStyledItemDelegate>
#include <QTableView>
#include <QTest>

#include <utility>

using namespace Qt::StringLiterals;
using namespace sermo;
using namespace sermo::test;

namespace
{

class CountingDelegate : public QStyledItemDelegate
{
public:
    using QStyledItemDelegate::QStyledItemDelegate;
    [[nodiscard]] QSize sizeHint(const QStyleOptionViewItem &option,
                                 const QModelIndex &index) const override
    {
        ++measured;
        return QStyledItemDelegate::sizeHint(option, index);
    }
    mutable int measured = 0;
};

} // namespace

//! What a crowd costs, and whose typing the desk asks for when more people wait than its rail can
//! show.
class RailCrowdTest : public QObject
{
    Q_OBJECT
private slots:
    void asksForEverybodyWhileTheyAreFew();
    void asksForThoseInSightAndAroundOfACrowd();
    void asksForNobodyWhileTheRailIsOutOfSight();
    void theRailCatchesUpWhenItIsShownAgain();
    void whatIsOutOfSightIsNotMeasured();

private:
    //! Whom the desk asks for by name, after what it said last.
    [[nodiscard]] static QStringList named(const DeskScene &scene)
    {
        const QList<QJsonObject> said = scene.link.sentOfType(u"interest"_s);
        if (said.isEmpty())
            return {};
        const QJsonArray wants = said.constLast().value("wants"_L1).toArray();
        for (const QJsonValue &wish : wants) {
            if (wish.toObject().contains("userIds"_L1))
                return wish["userIds"_L1].toVariant().toStringList();
        }
        return {};
    }
    static void bring(DeskScene &scene, int count)
    {
        for (int i = 0; i < count; ++i)
            scene.bringToQueue(QStringLiteral("c%1").arg(i, 3, 10, QLatin1Char('0')),
                               QStringLiteral("Kund %1").arg(i), u"general"_s, u"Hej"_s);
    }
};

void RailCrowdTest::asksForEverybodyWhileTheyAreFew()
{
    DeskScene scene;
    scene.show();
    bring(scene, 5);
    QVERIFY(!scene.controller->eyes().isCrowd());
    QVERIFY(scene.controller->eyes().users().isEmpty());
}

void RailCrowdTest::asksForThoseInSightAndAroundOfACrowd()
{
    DeskScene scene;
    scene.show();
    bring(scene, 2 * int(model::Eyes::Crowd));
    QVERIFY(scene.controller->eyes().isCrowd());
    QTRY_VERIFY(named(scene).contains(u"c000"_s));
    QVERIFY(!named(scene).contains(u"c099"_s));
    auto *rail = scene.find<ui::Rail>(u"rail"_s);
    QVERIFY(rail);
    rail->verticalScrollBar()->setValue(rail->verticalScrollBar()->maximum());
    QTRY_VERIFY(named(scene).contains(u"c099"_s));
    QVERIFY(!named(scene).contains(u"c000"_s));
}

void RailCrowdTest::asksForNobodyWhileTheRailIsOutOfSight()
{
    DeskScene scene;
    scene.show();
    bring(scene, 2 * int(model::Eyes::Crowd));
    QTRY_VERIFY(!named(scene).isEmpty());
    scene.find(u"rail"_s)->hide();
    QTRY_VERIFY(named(scene).isEmpty());
}

void RailCrowdTest::theRailCatchesUpWhenItIsShownAgain()
{
    DeskScene scene;
    scene.show();
    bring(scene, 2);
    scene.find<QAbstractButton>(u"allocationTab"_s)->click();
    QVERIFY(!scene.find(u"rail"_s)->isVisible());
    bring(scene, 4);
    QVERIFY(!scene.window->findChild<QWidget *>(u"waitingCard-c003"_s));
    scene.find<QAbstractButton>(u"consoleTab"_s)->click();
    QVERIFY(scene.find(u"waitingCard-c003"_s)->isVisible());
}

//! Each change made the hidden table measure all its rows: half of a busy desk's time.
void RailCrowdTest::whatIsOutOfSightIsNotMeasured()
{
    DeskScene scene;
    scene.show();
    bring(scene, 1);
    auto *table = scene.find<QTableView>(u"allocationTable"_s);
    CountingDelegate delegate;
    table->setItemDelegate(&delegate);
    const auto allocate = [&scene] {
        scene.internal(u"c000"_s, u"allocation"_s,
                       {{u"agentId"_s, u"sara"_s}, {u"reason"_s, u"least_loaded"_s}});
        QCoreApplication::processEvents();
    };
    for (int i = 0; i < 20; ++i)
        allocate();
    QCOMPARE(delegate.measured, 0);
    scene.find<QAbstractButton>(u"allocationTab"_s)->click();
    QTRY_VERIFY(delegate.measured > 0);
    QTRY_COMPARE(std::exchange(delegate.measured, 0) > 0, false); // it has come to rest
    allocate();
    QVERIFY(delegate.measured > 0);
    QVERIFY(delegate.measured < 20); // the new row's cells, not those of all
}

QTEST_MAIN(RailCrowdTest)
#include "tst_railcrowd.moc"
