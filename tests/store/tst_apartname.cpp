// SPDX-License-Identifier: GPL-3.0-or-later
#include "broker/store/apartname.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace sermo::store;

class ApartNameTest : public QObject
{
    Q_OBJECT
private slots:
    void isAboveAllThatLieThere_data();
    void isAboveAllThatLieThere();
};

void ApartNameTest::isAboveAllThatLieThere_data()
{
    QTest::addColumn<QString>("file");
    QTest::addColumn<QStringList>("there");
    QTest::addColumn<QStringList>("all"); // by number
    QTest::addColumn<QString>("next");
    const auto row = [](const char *name, const char *file, const char *there, const char *all,
                        const char *next) {
        const auto words = [](const char *text) {
            return QString::fromLatin1(text).split(u' ', Qt::SkipEmptyParts);
        };
        QTest::newRow(name) << QString::fromLatin1(file) << words(there) << words(all)
                            << QString::fromLatin1(next);
    };
    row("nothing", "a", "a", "", "a.apart.1");
    row("a gap", "a", "a.apart.2", "a.apart.2", "a.apart.3");
    row("ten and nine", "a", "a.apart.10 a.apart.9", "a.apart.9 a.apart.10", "a.apart.11");
    row("more than a hundred", "a", "a.apart.123", "a.apart.123", "a.apart.124");
    row("what goes with one", "a", "a.apart.1-wal", "", "a.apart.1");
    row("another file's", "a", "b.apart.4 aa.apart.5", "", "a.apart.1");
    row("no number", "a", "a.apart.x a.apart. a.apart.-3 a.apart.0", "", "a.apart.1");
    row("an asterisk", "*", "a.apart.4 *.apart.1", "*.apart.1", "*.apart.2");
    row("a hidden one", ".a", ".a.apart.1", ".a.apart.1", ".a.apart.2");
    row("the highest that there is", "a", "a.apart.2147483647", "a.apart.2147483647",
        "a.apart.2147483648");
}

void ApartNameTest::isAboveAllThatLieThere()
{
    QFETCH(const QString, file);
    QFETCH(const QStringList, there);
    QFETCH(const QStringList, all);
    const QTemporaryDir folder;
    for (const QString &name : there) {
        QFile made(folder.filePath(name));
        QVERIFY(made.open(QIODevice::WriteOnly));
    }
    QStringList expected;
    for (const QString &name : all)
        expected += folder.filePath(name);
    QCOMPARE(apartname::allOf(folder.filePath(file)), expected);
    QFETCH(const QString, next);
    QCOMPARE(apartname::nextOf(folder.filePath(file)), folder.filePath(next));
}

QTEST_GUILESS_MAIN(ApartNameTest)
#include "tst_apartname.moc"
