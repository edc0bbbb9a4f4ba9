// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/fuzz/invariants.h"
#include "tests/support/corpus.h"

#include <QDir>
#include <QFile>
#include <QTest>

#include <limits>

using namespace Qt::StringLiterals;
using namespace sermo;
using namespace sermo::test;

Q_DECLARE_METATYPE(sermo::fuzz::Target)

//! What the fuzzers start from and what they once found, and everything one slip away from it, in
//! every test run.
class TestFuzz : public QObject
{
    Q_OBJECT
private slots:
    void everyTargetHasACorpus();
    void holdsForTheCorpus_data();
    void holdsForTheCorpus();
    void holdsForEverythingOneSlipAway_data();
    void holdsForEverythingOneSlipAway();
};

namespace
{

constexpr qsizetype Small = 140; // bytes: all slips of a larger one would take too long

//! A target's files by name. Events are those of the golden corpus, and what was found of them.
QList<std::pair<QByteArray, QByteArray>> filesOf(const fuzz::Target &target)
{
    QList<std::pair<QByteArray, QByteArray>> files;
    if (QByteArrayView(target.name) == "event") {
        for (const CorpusFile &file : corpus())
            files.append({file.rowName(), file.bytes});
    }
    const QDir folder(QStringLiteral(SERMO_FUZZ_CORPUS "/") + QLatin1StringView(target.name));
    const auto names = folder.entryList(QDir::Files, QDir::Name);
    for (const QString &name : names) {
        QFile file(folder.filePath(name));
        if (file.open(QIODevice::ReadOnly))
            files.append({name.toUtf8(), file.readAll()});
    }
    return files;
}

void addRows(qsizetype longest)
{
    QTest::addColumn<fuzz::Target>("target");
    QTest::addColumn<QByteArray>("bytes");
    for (const fuzz::Target &target : fuzz::targets()) {
        for (const auto &[name, bytes] : filesOf(target)) {
            if (bytes.size() <= longest)
                QTest::addRow("%s: %s", target.name, name.constData()) << target << bytes;
        }
    }
}

} // namespace

void TestFuzz::everyTargetHasACorpus()
{
    for (const fuzz::Target &target : fuzz::targets())
        QVERIFY2(filesOf(target).size() >= 4, target.name);
}

void TestFuzz::holdsForTheCorpus_data()
{
    addRows(std::numeric_limits<qsizetype>::max());
}

void TestFuzz::holdsForTheCorpus()
{
    QFETCH(const fuzz::Target, target);
    QFETCH(const QByteArray, bytes);
    target.hold(bytes);
}

void TestFuzz::holdsForEverythingOneSlipAway_data()
{
    addRows(Small);
}

// A broken promise aborts the program: reaching the end is the test.
void TestFuzz::holdsForEverythingOneSlipAway()
{
    QFETCH(const fuzz::Target, target);
    QFETCH(const QByteArray, bytes);
    for (qsizetype i = 0; i < bytes.size(); ++i) {
        target.hold(QByteArrayView(bytes).first(i));
        target.hold(QByteArray(bytes).remove(i, 1));
        for (const char slip : "\"\\},\xed"_ba)
            target.hold(QByteArray(bytes).replace(i, 1, &slip, 1));
    }
}

QTEST_GUILESS_MAIN(TestFuzz)
#include "tst_fuzz.moc"
