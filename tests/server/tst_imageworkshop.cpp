// SPDX-License-Identifier: GPL-3.0-or-later
#include "broker/server/imageworkshop.h"
#include "broker/server/turnstile.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using namespace sermo;
using namespace sermo::server;

//! Whatever becomes of the helper process, there is one answer; and who waits for whom.
class ImageWorkshopTest : public QObject
{
    Q_OBJECT
private slots:
    void answersWhateverBecomesOfTheHelper_data();
    void answersWhateverBecomesOfTheHelper();
    void saysWhenThereIsNoHelper();
    void dropsTheAnswerOfADeadContext();
    void keepsNoBytesOfWhoHungUp();
    void worksOnFewAtOnce();
    void letsFewThroughAndTheRestInOrder();
    void passesOverWhoHasItsShare();
    void forgetsWhoDiedWaiting();

private:
    //! A helper that does this, as a shell would.
    [[nodiscard]] QString helper(const QByteArray &script);
    QTemporaryDir m_directory;
    int m_helpers = 0;
};

QString ImageWorkshopTest::helper(const QByteArray &script)
{
    const QString name = m_directory.filePath(u"helper%1"_s.arg(++m_helpers));
    QFile file(name);
    if (!file.open(QIODevice::WriteOnly))
        return {};
    file.write("#!/bin/sh\n" + script + '\n');
    file.setPermissions(QFile::ReadOwner | QFile::ExeOwner);
    return name;
}

void ImageWorkshopTest::answersWhateverBecomesOfTheHelper_data()
{
    QTest::addColumn<QByteArray>("script");
    QTest::addColumn<int>("status"); // 0: an image
    const auto row = [](const char *name, const QByteArray &script, int status) {
        QTest::newRow(name) << script << status;
    };
    row("it paints", "cat >/dev/null; printf 'image/png 4 3\\nbytes'", 0);
    row("it does not read what it is given", "printf 'image/png 4 3\\nbytes'", 0);
    row("it says malformed", "exit 10", 400);
    row("it says too large", "exit 11", 413);
    row("it says unsupported", "exit 12", 415);
    row("it crashes", "kill -SEGV $$", 415);
    row("it is killed in the middle", "printf 'image/png 4 3\\nby'; kill -KILL $$", 415);
    row("it fails some other way", "exit 1", 415);
    row("it says nothing", "exit 0", 415);
    row("it says nonsense", "echo image/svg+xml 1 1; echo x", 415);
    row("it says an image of no size", "printf 'image/png 0 3\\nbytes'", 415);
    row("it never ends", "exec sleep 600", 415);
    row("it never ends saying something", "exec yes", 415);
}

void ImageWorkshopTest::answersWhateverBecomesOfTheHelper()
{
    QFETCH(const QByteArray, script);
    QFETCH(const int, status);
    ImageWorkshop workshop(helper(script), 3s);
    std::optional<Result<imaging::Painted, int>> answer;
    workshop.paint(QByteArray(1'000'000, 'x'), false, this,
                   [&answer](const auto &result) { answer = result; });
    QTRY_VERIFY_WITH_TIMEOUT(answer.has_value(), 30'000);
    QCOMPARE(answer->has_value(), status == 0);
    if (status != 0)
        QCOMPARE(answer->error(), status);
    else
        QCOMPARE(answer->value().bytes, "bytes");
}

void ImageWorkshopTest::saysWhenThereIsNoHelper()
{
    ImageWorkshop workshop(m_directory.filePath(u"nobody"_s));
    int status = 0;
    for (int i = 0; i < 3; ++i) // each time, and without waiting for the others for ever
        workshop.paint("x", true, this, [&](const auto &result) { status += result.error(); });
    QTRY_COMPARE(status, 3 * 503);
}

void ImageWorkshopTest::dropsTheAnswerOfADeadContext()
{
    ImageWorkshop workshop(helper("exit 12"));
    auto context = std::make_unique<QObject>();
    bool told = false;
    workshop.paint("x", false, context.get(), [&told](const auto &) { told = true; });
    context.reset();
    bool next = false;
    workshop.paint("x", false, this, [&next](const auto &) { next = true; });
    QTRY_VERIFY(next);
    QVERIFY(!told);
}

void ImageWorkshopTest::keepsNoBytesOfWhoHungUp()
{
    ImageWorkshop workshop(helper("exec sleep 600"));
    for (int i = 0; i < ImageWorkshop::AtOnce; ++i)
        workshop.paint("x", false, this, [](const auto &) {});
    const QByteArray body(1'000'000, 'x');
    auto context = std::make_unique<QObject>();
    workshop.paint(body, false, context.get(), [](const auto &) {});
    QVERIFY(!body.isDetached()); // the workshop holds it too
    context.reset();
    QVERIFY(body.isDetached());
}

void ImageWorkshopTest::worksOnFewAtOnce()
{
    // Each leaves a mark while it works, and says how many marks there are.
    ImageWorkshop workshop(helper("cd '" + m_directory.path().toUtf8()
                                  + "'; touch mark$$; sleep 0.2; n=$(ls mark* | wc -l); "
                                    "rm mark$$; printf \"image/png $n 1\\nbytes\""));
    QList<int> sizes;
    for (int i = 0; i < 6; ++i)
        workshop.paint("x", false, this, [&sizes](const Result<imaging::Painted, int> &painted) {
            sizes.append(painted ? painted->width : 0);
        });
    QTRY_COMPARE_WITH_TIMEOUT(sizes.size(), 6, 30'000);
    for (const int atOnce : std::as_const(sizes))
        QVERIFY(atOnce >= 1 && atOnce <= ImageWorkshop::AtOnce);
}

void ImageWorkshopTest::letsFewThroughAndTheRestInOrder()
{
    Turnstile turnstile({2, 2});
    std::vector<std::unique_ptr<QObject>> guests;
    QList<int> inside;
    for (int i = 0; i < 4; ++i) {
        guests.push_back(std::make_unique<QObject>());
        turnstile.enter(QString::number(i), guests.back().get(), [&inside, i] { inside << i; });
    }
    QCOMPARE(inside, (QList{0, 1}));
    guests.at(1).reset();
    QCOMPARE(inside, (QList{0, 1, 2}));
    guests.at(0).reset();
    QCOMPARE(inside, (QList{0, 1, 2, 3}));
}

void ImageWorkshopTest::passesOverWhoHasItsShare()
{
    Turnstile turnstile({3, 1});
    std::vector<std::unique_ptr<QObject>> guests;
    QStringList inside;
    for (const QString &name : {u"a"_s, u"a"_s, u"b"_s}) {
        guests.push_back(std::make_unique<QObject>());
        turnstile.enter(name, guests.back().get(), [&inside, name] { inside << name; });
    }
    QCOMPARE(inside, (QStringList{u"a"_s, u"b"_s}));
    guests.at(0).reset();
    QCOMPARE(inside, (QStringList{u"a"_s, u"b"_s, u"a"_s}));
}

void ImageWorkshopTest::forgetsWhoDiedWaiting()
{
    Turnstile turnstile({1, 1});
    auto first = std::make_unique<QObject>();
    auto second = std::make_unique<QObject>();
    QObject third;
    QStringList inside;
    turnstile.enter(u"a"_s, first.get(), [&inside] { inside << u"first"_s; });
    turnstile.enter(u"b"_s, second.get(), [&inside] { inside << u"second"_s; });
    turnstile.enter(u"c"_s, &third, [&inside] { inside << u"third"_s; });
    second.reset();
    first.reset();
    QCOMPARE(inside, (QStringList{u"first"_s, u"third"_s}));
}

QTEST_GUILESS_MAIN(ImageWorkshopTest)
#include "tst_imageworkshop.moc"
