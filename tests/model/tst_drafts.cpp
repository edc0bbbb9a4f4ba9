// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/model/drafts.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QtTest>

using namespace sermo;
using namespace sermo::model;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace
{

const UserId Robin(u"robin"_s);
const UserId Karin(u"karin"_s);

} // namespace

class DraftsTest : public QObject
{
    Q_OBJECT

private slots:
    void init() { QVERIFY(m_directory.isValid()); }
    void outliveARestart();
    void areSavedSoonAfterTheLastChange();
    void keepCustomersApart();
    void keepANoteBesideTheText();
    void readWhatAnEarlierDeskWrote();
    void areForgotten();
    void areForTheOwnersEyesOnly();
    void saySoWhenTheyCannotBeSavedAndTryAgain();
    void putAnUnreadableFileAside();

private:
    [[nodiscard]] QString path() const
    {
        return m_directory.filePath(QString::fromLatin1(QTest::currentTestFunction())
                                    + u"/drafts.json"_s);
    }
    QTemporaryDir m_directory;
};

void DraftsTest::outliveARestart()
{
    const QString words = u"Hej Robin!\n\"Faktura\" \U0001F600"_s;
    {
        Drafts drafts(path(), 1h);
        drafts.setText(Robin, words);
    }
    const Drafts drafts(path(), 1h);
    QCOMPARE(drafts.text(Robin), words);
    QCOMPARE(drafts.users(), QList{Robin});
}

void DraftsTest::areSavedSoonAfterTheLastChange()
{
    Drafts drafts(path(), 0ms);
    QSignalSpy saved(&drafts, &Drafts::saved);
    drafts.setText(Robin, u"H"_s);
    drafts.setText(Robin, u"He"_s);
    QVERIFY(saved.wait());
    QCOMPARE(saved.count(), 1); // one writing for both
    const Drafts after(path(), 1h);
    QCOMPARE(after.text(Robin), u"He"_s);
}

void DraftsTest::keepCustomersApart()
{
    Drafts drafts(path(), 1h);
    drafts.setText(Robin, u"for Robin"_s);
    drafts.setText(Karin, u"for Karin"_s);
    QCOMPARE(drafts.text(Robin), u"for Robin"_s);
    QCOMPARE(drafts.text(Karin), u"for Karin"_s);
    QCOMPARE(drafts.text(UserId(u"nobody"_s)), QString());
}

void DraftsTest::keepANoteBesideTheText()
{
    {
        Drafts drafts(path(), 1h);
        drafts.setText(Robin, u"to Robin"_s);
        drafts.setNote(Robin, u"about Robin"_s);
        drafts.setNote(Karin, u"about Karin"_s);
    }
    Drafts drafts(path(), 1h);
    QCOMPARE(drafts.text(Robin), u"to Robin"_s);
    QCOMPARE(drafts.note(Robin), u"about Robin"_s);
    QVERIFY(drafts.text(Karin).isEmpty());
    QCOMPARE(drafts.note(Karin), u"about Karin"_s);
    QCOMPARE(drafts.users().size(), 2);
    drafts.forget(Robin);
    QCOMPARE(drafts.users(), QList{Karin});
}

void DraftsTest::readWhatAnEarlierDeskWrote()
{
    QVERIFY(QDir().mkpath(QFileInfo(path()).path()));
    QFile file(path());
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(R"({"robin":"Hej Robin"})");
    file.close();
    const Drafts drafts(path(), 1h);
    QCOMPARE(drafts.text(Robin), u"Hej Robin"_s);
    QVERIFY(drafts.note(Robin).isEmpty());
}

void DraftsTest::areForgotten()
{
    {
        Drafts drafts(path(), 1h);
        drafts.setText(Robin, u"sent by now"_s);
        drafts.flush();
        drafts.forget(Robin);
    }
    const Drafts drafts(path(), 1h);
    QVERIFY(drafts.users().isEmpty());
}

void DraftsTest::areForTheOwnersEyesOnly()
{
    Drafts drafts(path(), 1h);
    drafts.setText(Robin, u"confidential"_s);
    drafts.flush();
    const QFile::Permissions others
        = QFile::ReadGroup | QFile::WriteGroup | QFile::ReadOther | QFile::WriteOther;
    QCOMPARE(QFile::permissions(path()) & others, QFile::Permissions());
}

void DraftsTest::saySoWhenTheyCannotBeSavedAndTryAgain()
{
    QFile blocker(m_directory.filePath(u"saySoWhenTheyCannotBeSavedAndTryAgain"_s));
    QVERIFY(blocker.open(QIODevice::WriteOnly)); // a file where the folder should be
    Drafts drafts(path(), 0ms);
    QSignalSpy failed(&drafts, &Drafts::saveFailed);
    drafts.setText(Robin, u"H"_s);
    QVERIFY(failed.wait());
    QVERIFY(!failed.at(0).at(0).toString().isEmpty());
    QCOMPARE(drafts.text(Robin), u"H"_s);

    QVERIFY(blocker.remove());
    QSignalSpy saved(&drafts, &Drafts::saved);
    drafts.setText(Karin, u"K"_s);
    QVERIFY(saved.wait());
    const Drafts after(path(), 1h);
    QCOMPARE(after.text(Robin), u"H"_s);
}

void DraftsTest::putAnUnreadableFileAside()
{
    QVERIFY(QDir().mkpath(QFileInfo(path()).path()));
    {
        QFile file(path());
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("{\"robin\": \"half a dra");
    }
    Drafts drafts(path(), 1h);
    QVERIFY(drafts.users().isEmpty());
    QVERIFY(!QFile::exists(path()));
    QVERIFY(QFile::exists(path() + u".unreadable"_s));
}

QTEST_GUILESS_MAIN(DraftsTest)
#include "tst_drafts.moc"
