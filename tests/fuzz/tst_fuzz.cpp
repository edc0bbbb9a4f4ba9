// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/fuzz/invariants.h"
#include "tests/support/corpus.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace sermo;
using namespace sermo::test;

//! What the fuzzer starts from, and everything one slip away from it, in every test run.
class TestFuzz : public QObject
{
    Q_OBJECT
private slots:
    void holdsForTheCorpus_data();
    void holdsForTheCorpus();
    void holdsForEverythingOneSlipAway_data();
    void holdsForEverythingOneSlipAway();
};

namespace
{

constexpr qsizetype Small = 140; // bytes: all slips of a larger one would take too long

void addRows(const QList<CorpusFile> &files, qsizetype longest)
{
    QTest::addColumn<QByteArray>("bytes");
    for (const CorpusFile &file : files) {
        if (file.bytes.size() <= longest)
            QTest::newRow(file.rowName().constData()) << file.bytes;
    }
}

} // namespace

void TestFuzz::holdsForTheCorpus_data()
{
    addRows(corpus(), std::numeric_limits<qsizetype>::max());
}

void TestFuzz::holdsForTheCorpus()
{
    QFETCH(const QByteArray, bytes);
    fuzz::holdInvariants(bytes);
}

void TestFuzz::holdsForEverythingOneSlipAway_data()
{
    addRows(corpus(), Small);
}

// A broken promise aborts the program: reaching the end is the test.
void TestFuzz::holdsForEverythingOneSlipAway()
{
    QFETCH(const QByteArray, bytes);
    for (qsizetype i = 0; i < bytes.size(); ++i) {
        fuzz::holdInvariants(QByteArrayView(bytes).first(i));
        fuzz::holdInvariants(QByteArray(bytes).remove(i, 1));
        for (const char slip : "\"\\},\xed"_ba)
            fuzz::holdInvariants(QByteArray(bytes).replace(i, 1, &slip, 1));
    }
}

QTEST_GUILESS_MAIN(TestFuzz)
#include "tst_fuzz.moc"
