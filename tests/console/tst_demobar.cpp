// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/console/demobar.h"

#include <QComboBox>
#include <QSignalSpy>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace sermo::ui;

//! The mark of a demonstration.
class DemoBarTest : public QObject
{
    Q_OBJECT
private slots:
    void saysThatNobodyIsReal();
    void showsTheSpeedItWasStartedWith_data();
    void showsTheSpeedItWasStartedWith();
    void tellsTheSpeedThatIsChosen();
};

void DemoBarTest::saysThatNobodyIsReal()
{
    const DemoBar bar(1);
    bool says = false;
    for (const QLabel *label : bar.findChildren<QLabel *>())
        says = says || label->text().contains(u"simulated"_s);
    QVERIFY(says);
}

void DemoBarTest::showsTheSpeedItWasStartedWith_data()
{
    QTest::addColumn<double>("speed");
    QTest::newRow("one that is offered") << 5.0;
    QTest::newRow("one of the command line's own") << 3.5;
}

void DemoBarTest::showsTheSpeedItWasStartedWith()
{
    QFETCH(const double, speed);
    const DemoBar bar(speed);
    const auto *speeds = bar.findChild<QComboBox *>(u"demoSpeed"_s);
    QVERIFY(speeds && !speeds->accessibleName().isEmpty());
    QCOMPARE(speeds->currentData().toDouble(), speed);
}

void DemoBarTest::tellsTheSpeedThatIsChosen()
{
    const DemoBar bar(1);
    const QSignalSpy chosen(&bar, &DemoBar::speedChosen);
    auto *speeds = bar.findChild<QComboBox *>(u"demoSpeed"_s);
    speeds->setCurrentIndex(speeds->findData(10.0));
    QCOMPARE(chosen.count(), 1);
    QCOMPARE(chosen.first().first().toDouble(), 10.0);
}

QTEST_MAIN(DemoBarTest)
#include "tst_demobar.moc"
