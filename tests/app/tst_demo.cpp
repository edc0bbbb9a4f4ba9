// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/app/brokerprocess.h"
#include "tests/app/program.h"

#include <QDir>
#include <QDirIterator>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace sermo;
using namespace sermo::test;

//! `sermo-desk --demo` as a program: people come, and nothing of it stays, however it ends.
class DemoTest : public QObject
{
    Q_OBJECT
private slots:
    void init();
    void simulatedPeopleComeToItsBroker();
    void leavesNothingBehind_data();
    void leavesNothingBehind();

private:
    [[nodiscard]] std::unique_ptr<Program> demo() const;
    [[nodiscard]] QString at(const QString &name) const { return m_folder->filePath(name); }
    //! Where it keeps what it has; empty: there is nothing.
    [[nodiscard]] QString kept() const;

    std::unique_ptr<QTemporaryDir> m_folder;
};

void DemoTest::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    QVERIFY(m_folder->isValid());
    for (const QString &name : {u"tmp"_s, u"home"_s})
        QVERIFY(QDir(m_folder->path()).mkdir(name));
}

std::unique_ptr<Program> DemoTest::demo() const
{
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.insert(u"TMPDIR"_s, at(u"tmp"_s));
    environment.insert(u"HOME"_s, at(u"home"_s));
    environment.insert(u"QT_QPA_PLATFORM"_s, u"offscreen"_s);
    for (const QString &name : {u"XDG_CONFIG_HOME"_s, u"XDG_DATA_HOME"_s, u"XDG_RUNTIME_DIR"_s})
        environment.remove(name);
    return std::make_unique<Program>(QStringLiteral(SERMO_DESK),
                                     QStringList{u"--demo"_s, u"--speed"_s, u"20"_s}, environment);
}

QString DemoTest::kept() const
{
    const QDir tmp(at(u"tmp"_s));
    return tmp.entryList({u"sermo-demo-*"_s}, QDir::Dirs).value(0);
}

void DemoTest::simulatedPeopleComeToItsBroker()
{
    const auto desk = demo();
    QUrl address = desk->readyAddress();
    QVERIFY2(address.isValid() && address.port() > 0, desk->err().constData());
    QVERIFY(!kept().isEmpty());
    const QByteArray key = createKey(at(u"tmp/"_s + kept() + u"/data"_s), u"supervisor"_s, u"me"_s);
    QVERIFY(!key.isEmpty());
    address.setScheme(u"ws"_s);
    address.setPath(u"/events"_s);
    address.setQuery(u"replay=open&apiKey="_s + QString::fromLatin1(key));
    Client me(address);
    // A customer of the story, whom the reception of this desk has understood and put into line.
    const QJsonObject identified = me.take(u"customer_identified"_s);
    QVERIFY(identified.value("customerId"_L1).toString().startsWith(u"70"_s));
    QVERIFY(!me.take(u"typing_on"_s).isEmpty());
    QVERIFY(!me.take(u"claim_session"_s).isEmpty());
    desk->terminate();
    QCOMPARE(desk->finish(), 0);
}

void DemoTest::leavesNothingBehind_data()
{
    QTest::addColumn<bool>("isKilled");
    QTest::newRow("when it is closed") << false;
    QTest::newRow("when it is killed") << true;
}

void DemoTest::leavesNothingBehind()
{
    QFETCH(const bool, isKilled);
    const auto desk = demo();
    QVERIFY(desk->readyAddress().port() > 0);
    const QString folder = at(u"tmp/"_s + kept());
    QVERIFY(QFile::exists(folder + u"/data/sermo.db"_s));
    QVERIFY(!(QFile::permissions(folder) & (QFile::ReadGroup | QFile::ReadOther)));
    if (isKilled)
        ::kill(pid_t(desk->processId()), SIGKILL);
    else
        desk->terminate();
    QCOMPARE(desk->finish(), isKilled ? -1 : 0);
    QVERIFY(eventually([this] { return kept().isEmpty(); }));
    QDirIterator home(at(u"home"_s), {u"*ermo*"_s}, QDir::AllEntries | QDir::Hidden,
                      QDirIterator::Subdirectories);
    QVERIFY2(!home.hasNext(), qPrintable(home.next()));
}

QTEST_GUILESS_MAIN(DemoTest)
#include "tst_demo.moc"
