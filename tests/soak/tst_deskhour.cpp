// SPDX-License-Identifier: GPL-3.0-or-later
// An hour at a desk with twelve columns: customers type, write, read, come and go; the agent
// answers, sets aside, searches. Time is simulated (SERMO_DESK_SECONDS of it), the desk and its
// painting are real. In the long run no frame takes 50 ms of this thread's time, and memory stays
// where it was. The same hour is lived three times over, and each frame counts at its quickest:
// what it takes every time is the desk's doing, what it takes once is the machine's.
#include "tests/console/deskscene.h"
#include "tests/support/promise.h"
#include "ui/console/chatboard.h"
#include "ui/console/chatcolumn.h"
#include "ui/console/composer.h"

#include <QAbstractButton>
#include <QApplication>
#include <QJsonArray>
#include <QTest>

#include <algorithm>
#include <ctime>
#include <malloc.h>
#include <numeric>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using namespace sermo;
using namespace sermo::ui;
using sermo::test::DeskScene;

namespace
{

constexpr int Columns = 12;
constexpr int FramesASecond = 4;
constexpr int StaysSeconds = 240; //!< a customer; each second in turn one of the twelve is due
constexpr auto LongestFrame = 50ms;
constexpr int Hours = 3; //!< of the long run: the same one
constexpr int LongRun = 1800; //!< seconds: from then on what is measured means something
constexpr double Grown = 1.05; //!< no more than that, and
constexpr double Slack = 2.0 * 1024 * 1024;

std::chrono::nanoseconds threadTime()
{
    timespec used{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &used);
    return std::chrono::seconds(used.tv_sec) + std::chrono::nanoseconds(used.tv_nsec);
}

double heapInUse()
{
    return double(mallinfo2().uordblks) + double(mallinfo2().hblkhd);
}

double meanOf(const QList<double> &all, double from, double to)
{
    const auto first = all.cbegin() + qsizetype(double(all.size()) * from);
    const auto last = all.cbegin() + qsizetype(double(all.size()) * to);
    return first == last ? 0 : std::accumulate(first, last, 0.0) / double(last - first);
}

//! One customer in a column, and his successors.
struct Seat {
    int number = 0; //!< of the column
    int guest = 0; //!< how many sat there before
    int since = 0; //!< the second in which he came
    QString typed;

    [[nodiscard]] QString user() const { return u"c%1-%2"_s.arg(number).arg(guest); }
};

} // namespace

class DeskHourTest : public QObject
{
    Q_OBJECT

private slots:
    void cleanupTestCase() { m_scene.reset(); }
    void twelveColumnsForAnHour();

private:
    void begin();
    void live(int seconds);
    void seat(Seat &seat, int second);
    void leave(Seat &seat);
    void happen(int second, int frame); //!< what the customers do
    void work(int second); //!< what the agent does
    void frame(); //!< all that follows, painted
    [[nodiscard]] QString textOf(int second, int number) const;

    std::unique_ptr<DeskScene> m_scene;
    QList<Seat> m_seats;
    QList<double> m_frames; //!< milliseconds each
    QList<double> m_quickest; //!< of the same frame in each of the hours
    QList<double> m_heap; //!< bytes, once a second
    QList<qsizetype> m_objects; //!< once a second
    int m_messages = 0;
};

void DeskHourTest::begin()
{
    m_seats.clear();
    m_frames.clear();
    m_heap.clear();
    m_objects.clear();
    m_messages = 0;
    m_scene.reset(); // before the next: there is one desk at a time
    m_scene = std::make_unique<DeskScene>();
    m_scene->show({4300, 1000}); // all of them in sight, so all are painted
    for (int i = 0; i < Columns; ++i) {
        m_seats += Seat{i, 0, -i * StaysSeconds / Columns, {}};
        seat(m_seats.last(), m_seats.last().since);
    }
    m_scene->link.forgetSent();
}

QString DeskHourTest::textOf(int second, int number) const
{
    static const QStringList words{
        u"Min faktura stämmer inte"_s,
        u"Jag har väntat i en vecka nu, hur lång tid tar det?"_s,
        u"Tack!"_s,
        u"Se https://www.example.com/faktura/2026"_s,
        u"Jag flyttar den 1 april till Storgatan 12 i Lund och behöver bredband från första dagen, "
        "går det att ordna?"_s,
        u"\U0001F600\U0001F44D"_s};
    return words.at((second * 7 + number * 3) % words.size());
}

void DeskHourTest::seat(Seat &seat, int second)
{
    seat.since = second;
    seat.typed.clear();
    m_scene->bringToAgent(seat.user(), u"Customer %1 of %2"_s.arg(seat.guest).arg(seat.number));
}

void DeskHourTest::leave(Seat &seat)
{
    m_scene->outbound(seat.user(), u"end_session"_s);
    ++seat.guest;
}

void DeskHourTest::happen(int second, int frame)
{
    m_scene->gather();
    for (Seat &seat : m_seats) {
        const QString user = seat.user();
        if ((second + seat.number) % 3 == 0) { // a third of them is typing
            seat.typed += QChar(u'a' + (second + frame) % 26);
            m_scene->inbound(user, u"typing_on"_s, {{u"text"_s, seat.typed}});
        }
        if (frame != 0)
            continue;
        const double probability = 0.5 + 0.5 * ((second + seat.number) % 10) / 10;
        m_scene->internal(user, u"presence"_s,
                          {{u"probability"_s, probability}, {u"reasons"_s, QJsonArray()}});
        if ((second + seat.number) % 10 == 0) {
            seat.typed.clear();
            ++m_messages;
            m_scene->inbound(user, u"text"_s, {{u"text"_s, textOf(second, seat.number)}});
        }
    }
    m_scene->deliverGathered();
    for (Seat &seat : m_seats) {
        if (frame == 0 && second - seat.since >= StaysSeconds) {
            leave(seat);
            this->seat(seat, second);
        }
    }
}

//! A key at a time would be a second's work of one frame: some letters, then Enter.
void DeskHourTest::work(int second)
{
    auto *board = m_scene->find<ChatBoard>(u"board"_s);
    board->focusNext(true);
    if (ChatColumn *column = board->active()) {
        auto *composer = m_scene->find<Composer>(u"composer-"_s + column->user().value());
        composer->insertPlainText(textOf(second, 1));
        if (second % 2 == 0) {
            QTest::keyClick(composer, Qt::Key_Return);
            ++m_messages;
        }
        if (second % 30 == 17)
            column->perform(ColumnAct::Search);
    }
    m_scene->acknowledgeAll();
    m_scene->link.forgetSent();
    m_scene->window->tick();
}

void DeskHourTest::frame()
{
    m_scene->clock.advance(std::chrono::milliseconds(1000 / FramesASecond));
    m_scene->controller->advance();
    QApplication::processEvents();
    QApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
}

void DeskHourTest::live(int seconds)
{
    for (int second = 0; second < seconds; ++second) {
        for (int frame = 0; frame < FramesASecond; ++frame) {
            const auto before = threadTime();
            happen(second, frame);
            if (frame == FramesASecond - 1)
                work(second);
            this->frame();
            m_frames += std::chrono::duration<double, std::milli>(threadTime() - before).count();
        }
        m_heap += heapInUse();
        m_objects += m_scene->window->findChildren<QObject *>().size();
    }
    if (m_quickest.isEmpty())
        m_quickest = m_frames;
    for (qsizetype i = 0; i < m_frames.size(); ++i)
        m_quickest[i] = std::min(m_quickest.at(i), m_frames.at(i));
}

void DeskHourTest::twelveColumnsForAnHour()
{
    const int seconds = qEnvironmentVariableIntValue("SERMO_DESK_SECONDS");
    QVERIFY(seconds > 0);
    for (int hour = 0; hour < (seconds < LongRun ? 1 : Hours); ++hour) {
        begin();
        live(seconds);
    }
    const auto *board = m_scene->find<ChatBoard>(u"board"_s);
    QCOMPARE(board->columns().size(), Columns);
    const double heapThen = meanOf(m_heap, 0.25, 0.5);
    const double heapNow = meanOf(m_heap, 0.75, 1);
    QList<double> frames = m_quickest;
    std::sort(frames.begin(), frames.end());
    const double worst = frames.last();
    const double usual = frames.at(frames.size() / 2);
    qInfo("%d messages, frames %.1f ms, at most %.1f ms, heap %.1f then %.1f MiB, %lld objects",
          m_messages, usual, worst, heapThen / 1048576, heapNow / 1048576,
          static_cast<long long>(m_objects.last()));
    const qsizetype most
        = *std::max_element(m_objects.cbegin(), m_objects.cbegin() + m_objects.size() / 2);
    QVERIFY2(m_objects.last() <= most + most / 20, "objects are left behind");
    if (seconds < LongRun)
        return; // seconds of it, perhaps sanitized, say nothing of time and memory
    QVERIFY2(heapNow <= Grown * heapThen + Slack, "memory grows");
    QVERIFY2(worst < double(LongestFrame.count()), qPrintable(u"%1 ms"_s.arg(worst)));
    test::keptPromise(
        "a desk with 12 columns stays quick and as large as it was",
        u"%1 simulated minutes, %2 messages, a third of the customers typing, a new customer each "
        "%3 s; the same hour %4 times, each frame at its quickest"_s.arg(seconds / 60)
            .arg(m_messages)
            .arg(StaysSeconds / Columns)
            .arg(Hours),
        u"no frame over %1 ms (half of them under %2), heap %3 MiB, then %4"_s.arg(worst, 0, 'f', 0)
            .arg(usual, 0, 'f', 1)
            .arg(heapThen / 1048576, 0, 'f', 1)
            .arg(heapNow / 1048576, 0, 'f', 1));
}

QTEST_MAIN(DeskHourTest)
#include "tst_deskhour.moc"
