// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/console/deskscene.h"
#include "ui/console/rail.h"
#include "ui/model/eyes.h"

#include <QJsonArray>
#include <QScrollBar>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace sermo;
using namespace sermo::test;

//! Whose typing the desk asks for when more people wait than its rail can show.
class RailCrowdTest : public QObject
{
    Q_OBJECT
private slots:
    void asksForEverybodyWhileTheyAreFew();
    void asksForThoseInSightAndAroundOfACrowd();
    void asksForNobodyWhileTheRailIsOutOfSight();

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

QTEST_MAIN(RailCrowdTest)
#include "tst_railcrowd.moc"
