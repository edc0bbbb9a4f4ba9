// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/model/privatefile.h"
#include "ui/model/unsaved.h"

#include <QFile>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using namespace sermo::model;

namespace
{

//! One of a desk's files, as far as it tells of itself.
class Saver : public QObject
{
    Q_OBJECT
signals:
    void saved();
    void saveFailed(const QString &why);
};

} // namespace

class UnsavedTest : public QObject
{
    Q_OBJECT
private slots:
    void saysOnceThatSomethingIsNotSaved();
    void isAllSavedWhenEachOneIs();
    void triesAgainWhereNothingChanges();
};

void UnsavedTest::saysOnceThatSomethingIsNotSaved()
{
    Saver drafts, replies;
    Unsaved unsaved;
    unsaved.follow(drafts, replies);
    const QSignalSpy changed(&unsaved, &Unsaved::changed);
    emit drafts.saved();
    QCOMPARE(changed.count(), 0);
    emit drafts.saveFailed(u"the disk is full"_s);
    emit drafts.saveFailed(u"the disk is full (2)"_s); // with the next word that is typed
    emit replies.saveFailed(u"no space"_s);
    QCOMPARE(changed.count(), 1);
    QCOMPARE(changed.first().first().toString(), u"the disk is full"_s);
    QCOMPARE(unsaved.why(), u"the disk is full"_s);
}

void UnsavedTest::isAllSavedWhenEachOneIs()
{
    Saver drafts, replies;
    Unsaved unsaved;
    unsaved.follow(drafts, replies);
    emit drafts.saveFailed(u"full"_s);
    emit replies.saveFailed(u"full"_s);
    const QSignalSpy changed(&unsaved, &Unsaved::changed);
    emit drafts.saved();
    QCOMPARE(changed.count(), 0);
    emit replies.saved();
    QCOMPARE(changed.count(), 1);
    QCOMPARE(unsaved.why(), QString());
    emit replies.saveFailed(u"full"_s); // which is news again
    QCOMPARE(changed.count(), 2);
}

//! Whoever has written a reply and then looks for the disk does not have to write another one.
void UnsavedTest::triesAgainWhereNothingChanges()
{
    const QTemporaryDir folder;
    QFile blocker(folder.filePath(u"there"_s));
    QVERIFY(blocker.open(QIODevice::WriteOnly)); // a file where the folder should be
    PrivateFile file(
        blocker.fileName() + u"/drafts"_s, 0ms, [] { return "H"_ba; }, nullptr, 1ms);
    Unsaved unsaved;
    const QSignalSpy failed(&file, &PrivateFile::saveFailed);
    unsaved.follow(file);
    file.change();
    QTRY_VERIFY(failed.count() >= 3);
    QVERIFY(!unsaved.why().isEmpty());
    QVERIFY(blocker.remove());
    QTRY_COMPARE(unsaved.why(), QString());
    QCOMPARE(*file.read(), "H"_ba);
}

QTEST_GUILESS_MAIN(UnsavedTest)
#include "tst_unsaved.moc"
