// SPDX-License-Identifier: GPL-3.0-or-later
// make_log DIR COUNT: a data directory with a log of about so many events, as months of chats leave
// it: sessions that have ended, and three customers who wait. For benchmarks.
#include "broker/store/database.h"
#include "broker/store/sqlitelog.h"
#include "tests/store/logprobe.h"

#include <QCoreApplication>

#include <cstdio>

using namespace Qt::StringLiterals;
using namespace sermo;
using namespace sermo::store;

namespace
{

constexpr int Turns = 19; // of a session: what the customer says, and what the agent answers
constexpr int Waiting = 3;
constexpr qsizetype Batch = 2000;

//! Events as a broker has them appended.
class Chats
{
public:
    explicit Chats(SqliteLog &log)
        : m_log(log)
    {
    }

    void beginAndEnd(int number)
    {
        const QByteArray user = "visitor-" + QByteArray::number(number);
        begin(user);
        append(user, "claim_session", "internal", R"(,"agentId":"anan01")");
        for (int turn = 0; turn < Turns; ++turn) {
            append(user, "text", "inbound", R"(,"text":")" + QByteArray(80, 'x') + '"');
            append(user, "text", "outbound",
                   R"(,"text":")" + QByteArray(120, 'y')
                       + R"(","agent":{"id":"anan01","name":"Anders","type":"human"})");
        }
        append(user, "end_session", "outbound");
    }
    void wait(int number) { begin("waiting-" + QByteArray::number(number)); }

    //! Until all of it is on the disk.
    [[nodiscard]] bool finish()
    {
        flush();
        return waitUntil([this] { return m_log.head() == m_count; });
    }
    [[nodiscard]] Seq count() const { return m_count; }

private:
    void begin(const QByteArray &user)
    {
        append(user, "start", "inbound", R"(,"params":{"platformId":"webchat"})");
        append(user, "handover_to_queue", "internal", R"(,"queueId":"general")");
    }
    void append(const QByteArray &user, const char *type, const char *direction,
                const QByteArray &more = {})
    {
        const QByteArray json = QByteArray(R"({"type":")") + type + R"(","direction":")" + direction
            + R"(","userId":")" + user + '"' + more + '}';
        const SenderName sender = direction == QByteArrayView("inbound")
            ? u"customer:"_s + QString::fromUtf8(user)
            : u"key:desk"_s;
        m_requests.append(request(++m_count, sender, frameOf(json)));
        if (m_requests.size() >= Batch)
            flush();
    }
    void flush()
    {
        m_log.append(std::exchange(m_requests, {}));
        (void)waitUntil([this] { return m_log.head() + 10 * Batch > m_count; });
    }

    SqliteLog &m_log;
    QList<AppendRequest> m_requests;
    Seq m_count = 0;
};

} // namespace

int main(int argc, char *argv[])
{
    const QCoreApplication app(argc, argv);
    const QStringList arguments = QCoreApplication::arguments();
    if (arguments.size() != 3) {
        std::fprintf(stderr, "make_log DIR COUNT\n");
        return 2;
    }
    SystemClock clock;
    SqliteLog log(std::make_shared<Database>(arguments.at(1), clock));
    LogProbe probe(log);
    if (!probe.open())
        return 1;
    Chats chats(log);
    for (int number = 0; chats.count() < arguments.at(2).toULongLong(); ++number)
        chats.beginAndEnd(number);
    for (int number = 0; number < Waiting; ++number)
        chats.wait(number);
    if (!chats.finish())
        return 1;
    std::printf("%llu\n", static_cast<unsigned long long>(chats.count()));
    log.close();
    return 0;
}
