// SPDX-License-Identifier: GPL-3.0-or-later
#include "broker/store/databasefiles.h"
#include "broker/store/sqlite.h"
#include "tests/app/brokerprocess.h"
#include "tests/app/program.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace sermo;
using namespace sermo::test;

//! A log that a newer version has made: each program says so and leaves it as it is.
class NewerLogTest : public QObject
{
    Q_OBJECT
private slots:
    void init();
    void theBrokerLeavesItAlone_data();
    void theBrokerLeavesItAlone();
    void theDeskLeavesItAlone();

private:
    [[nodiscard]] QString data() const { return m_folder->filePath(u"data"_s); }
    [[nodiscard]] QByteArray content() const;

    std::unique_ptr<QTemporaryDir> m_folder;
    QByteArray m_before;
};

namespace
{

constexpr auto Said = "made by a newer version of this program (99";

} // namespace

void NewerLogTest::init()
{
    using store::sqlite::Connection;
    m_folder = std::make_unique<QTemporaryDir>();
    QVERIFY(!createKey(data(), u"supervisor"_s, u"boss"_s).isEmpty());
    {
        auto file
            = Connection::open(store::files::databaseIn(data()), Connection::Access::ReadWrite);
        QVERIFY(file && file->exec("PRAGMA user_version = 99"));
    }
    m_before = content();
    QVERIFY(!m_before.isEmpty());
}

QByteArray NewerLogTest::content() const
{
    QFile file(store::files::databaseIn(data()));
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

void NewerLogTest::theBrokerLeavesItAlone_data()
{
    QTest::addColumn<QStringList>("words");
    QTest::newRow("serve") << QStringList{u"serve"_s, u"--listen"_s, u"127.0.0.1:0"_s};
    QTest::newRow("check") << QStringList{u"check"_s};
    QTest::newRow("key list") << QStringList{u"key"_s, u"list"_s};
    QTest::newRow("export") << QStringList{u"export"_s, u"--user"_s, u"ada"_s};
}

void NewerLogTest::theBrokerLeavesItAlone()
{
    QFETCH(const QStringList, words);
    const Ran ran = run(words + QStringList{u"--data"_s, data()});
    QCOMPARE(ran.code, 1);
    QVERIFY2(ran.err.contains(Said), ran.err.constData());
    QCOMPARE(ran.err.count('\n'), 1);
    QCOMPARE(ran.out, QByteArray());
    QVERIFY(content() == m_before);
}

void NewerLogTest::theDeskLeavesItAlone()
{
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.insert(u"XDG_CONFIG_HOME"_s, m_folder->filePath(u"config"_s));
    environment.insert(u"XDG_DATA_HOME"_s, m_folder->filePath(u"share"_s));
    environment.insert(u"QT_QPA_PLATFORM"_s, u"offscreen"_s);
    Program desk(QStringLiteral(SERMO_DESK), {u"--data"_s, data(), u"--listen"_s, u"127.0.0.1:0"_s},
                 environment);
    QVERIFY2(eventually([&desk] { return desk.err().contains(Said); }), desk.err().constData());
    desk.terminate(); // the question is still there
    QCOMPARE(desk.finish(), 1);
    QCOMPARE(desk.out(), QByteArray());
    QVERIFY(content() == m_before);
}

QTEST_GUILESS_MAIN(NewerLogTest)
#include "tst_newerlog.moc"
