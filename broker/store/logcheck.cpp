// SPDX-License-Identifier: GPL-3.0-or-later
#include "broker/store/logcheck.h"

#include "broker/store/damagedlog.h"
#include "broker/store/databasefiles.h"
#include "broker/store/eventrow.h"
#include "broker/store/imagetable.h"
#include "broker/store/openfile.h"
#include "broker/store/snapshotfile.h"
#include "broker/store/walcheck.h"

#include <QFileInfo>

#include <array>
#include <utility>

using namespace Qt::StringLiterals;

namespace sermo::store
{

using sqlite::Connection;
using sqlite::Resetting;
using sqlite::Step;

namespace
{

//! What is kept beside the events, a name for each row that is not as it was written. Customers are
//! not named.
struct OtherTable {
    QLatin1StringView name;
    const char *damaged;
};
constexpr std::array OtherTables{
    OtherTable{"the keys"_L1,
               "SELECT 'the key ' || CAST(name AS TEXT) FROM keys"
               " WHERE checksum IS NOT sermo_checksum(name, hash, role, agent, created_ms)"},
    OtherTable{
        "the tokens"_L1,
        "SELECT 'a customer''s token' FROM tokens"
        " WHERE checksum IS NOT sermo_checksum(user_id, hash, platform, last_used_ms, first)"},
    OtherTable{"the log's facts"_L1,
               "SELECT 'the log''s ' || key FROM meta"
               " WHERE checksum IS NOT sermo_checksum(key, value)"}};

//! One run over the rows, in order.
class RowCheck
{
public:
    RowCheck(Connection &connection, const QString &file)
        : m_connection(connection)
        , m_file(file)
        , m_rows(connection.prepare("SELECT " SERMO_EVENT_COLUMNS " FROM events"
                                    " WHERE seq > ? ORDER BY seq LIMIT 10000"))
    {
    }

    CheckReport run()
    {
        for (const QString &found : m_connection.check("PRAGMA integrity_check(100)"))
            report(u"the file: %1"_s.arg(found));
        if (const qint64 lost = commitsLostToDamage(m_file); lost > 0)
            report(u"%1-wal is damaged: %2 commits in it cannot be read"_s.arg(m_file).arg(lost));
        if (const QString lost = damagedlog::told(m_file); !lost.isEmpty())
            report(lost);
        // What is appended while we look is the next check's business.
        const auto head = m_connection.queryInteger("SELECT coalesce(max(seq), 0) FROM events");
        if (!head || !m_rows.isValid())
            report(u"the events cannot be read: %1"_s.arg(m_connection.error()));
        else
            while (m_last < Seq(*head) && checkSome()) {}
        checkSnapshot(head.value_or(0));
        for (const QString &found : damagedImages(m_connection))
            report(found);
        for (const OtherTable &table : OtherTables)
            checkOther(table);
        if (m_connection.queryInteger("SELECT count(*) FROM meta WHERE key = 'epoch'") != 1)
            report(u"the log has lost its name (epoch)"_s);
        return std::move(m_report);
    }

private:
    [[nodiscard]] bool checkSome()
    {
        const Seq before = m_last;
        const Resetting resetting(m_rows);
        m_rows.bind(1, qint64(m_last));
        Step step = m_rows.step();
        for (; step == Step::Row; step = m_rows.step())
            check(EventRow::read(m_rows));
        if (step == Step::Failed)
            report(
                u"the events after %1 cannot be read: %2"_s.arg(m_last).arg(m_connection.error()));
        return step == Step::Done && m_last > before;
    }

    //! A start leaves one aside that does not fit: yet one that knows more than the log says that
    //! the log has lost something, unless it is another one.
    void checkSnapshot(qint64 head)
    {
        const auto snapshot = files::loadSnapshot(QFileInfo(m_file).path());
        if (!snapshot)
            report(
                u"the desk's snapshot cannot be used, the next start reads the whole log: %1"_s.arg(
                    snapshot.error()));
        else if (*snapshot && (*snapshot)->epoch == epoch() && (*snapshot)->upTo > Seq(head))
            report(u"the desk's snapshot knows event %1, which the log does not have"_s.arg(
                (*snapshot)->upTo));
    }

    [[nodiscard]] QString epoch()
    {
        sqlite::Statement named
            = m_connection.prepare("SELECT value FROM meta WHERE key = 'epoch'");
        return named.isValid() && named.step() == Step::Row ? named.text(0) : QString();
    }

    void checkOther(const OtherTable &table)
    {
        sqlite::Statement damaged = m_connection.prepare(table.damaged);
        Step step = damaged.isValid() ? damaged.step() : Step::Failed;
        for (; step == Step::Row; step = damaged.step())
            report(u"%1 is damaged: its checksum does not fit"_s.arg(
                QString::fromUtf8(damaged.blob(0))));
        if (step == Step::Failed)
            report(u"%1 cannot be read: %2"_s.arg(table.name, m_connection.error()));
    }

    void check(const EventRow &row)
    {
        if (row.seq != m_last + 1)
            report(m_last + 2 == row.seq
                       ? u"event %1 is missing"_s.arg(m_last + 1)
                       : u"events %1 to %2 are missing"_s.arg(m_last + 1).arg(row.seq - 1));
        if (row.checksum() != EventRow::storedChecksum(m_rows))
            report(u"event %1 is damaged: its checksum does not fit"_s.arg(row.seq));
        m_last = row.seq;
        ++m_report.events;
        if (row.isErased())
            ++m_report.erased;
    }

    void report(const QString &problem)
    {
        if (m_report.problems.size() < CheckReport::MaxProblems)
            m_report.problems.append(problem);
        else
            ++m_report.unlisted;
    }

    Connection &m_connection;
    const QString m_file;
    sqlite::Statement m_rows;
    CheckReport m_report;
    Seq m_last = 0;
};

} // namespace

Result<CheckReport, QString> checkLog(const QString &directory)
{
    auto connection = openToLook(directory);
    if (!connection)
        return failure(connection.error());
    return RowCheck(*connection, files::databaseIn(directory)).run();
}

} // namespace sermo::store
