// SPDX-License-Identifier: GPL-3.0-or-later
#include "broker/store/changetable.h"

#include "broker/store/eventrow.h"
#include "broker/store/metatable.h"

#include <QDataStream>
#include <QIODevice>

#include <algorithm>
#include <array>

namespace sermo::store
{

using sqlite::Connection;
using sqlite::Resetting;
using sqlite::Statement;
using sqlite::Step;
using sqlite::Value;

namespace
{

constexpr int MostKeys = 3;

//! A table that is copied. Its columns begin with its key.
struct Table {
    const char *name;
    std::array<const char *, MostKeys> key; //!< null: no more
    const char *columns;
    int columnCount;
    const char *unless = ""; //!< what is no change to anybody
};

// The numbers are in files, and said between two machines: append, never change.
constexpr std::array<Table, 7> Tables{{
    {"", {}, "", 0},
    {"events", {"seq"}, SERMO_EVENT_COLUMNS, 10},
    {"keys", {"name"}, "name, hash, role, agent, created_ms, checksum", 6},
    {"tokens", {"user_id"}, "user_id, hash, platform, last_used_ms, checksum, first", 6},
    {"images", {"id"}, "id, type, width, height, uploader, created_ms, checksum, bytes", 8},
    {"image_links", {"image_id", "user_id", "use"}, "image_id, user_id, use, used_ms, checksum", 5},
    {"meta", {"key"}, "key, value, checksum", 3, " WHEN %ROW%.key <> 'probe'"},
}};
constexpr qint64 MetaTableNumber = 6;

const Table *tableOf(qint64 number)
{
    return number > 0 && number < qint64(Tables.size()) ? &Tables.at(size_t(number)) : nullptr;
}

qsizetype keysOf(const Table &table)
{
    return std::count_if(table.key.begin(), table.key.end(),
                         [](const char *column) { return column != nullptr; });
}

constexpr auto TableOfChanges = R"(
CREATE TABLE IF NOT EXISTS changes(
    number INTEGER PRIMARY KEY AUTOINCREMENT,
    what INTEGER NOT NULL,
    a ANY,
    b ANY,
    c ANY
) STRICT;
)";

struct Moment {
    const char *name, *when, *row;
};
constexpr std::array<Moment, 3> Moments{
    {{"added", "INSERT", "NEW"}, {"changed", "UPDATE", "NEW"}, {"removed", "DELETE", "OLD"}}};

QByteArray triggerName(const Table &table, const Moment &moment)
{
    return QByteArray(table.name) + "_" + moment.name;
}

QByteArray triggerFor(qint64 number, const Table &table, const Moment &moment)
{
    QByteArray values = QByteArray::number(number);
    for (const char *column : table.key)
        values += column ? QByteArray(", ") + moment.row + "." + column : QByteArray(", NULL");
    return "CREATE TRIGGER IF NOT EXISTS " + triggerName(table, moment) + " AFTER " + moment.when
        + " ON " + table.name + QByteArray(table.unless).replace("%ROW%", moment.row)
        + " BEGIN INSERT INTO changes(what, a, b, c) VALUES(" + values + "); END;";
}

QByteArray dropTriggers()
{
    QByteArray sql;
    for (const Table &table : Tables) {
        for (const Moment &moment : Moments) {
            if (*table.name != 0)
                sql += "DROP TRIGGER IF EXISTS " + triggerName(table, moment) + ";";
        }
    }
    return sql;
}

bool inOneGo(Connection &connection, const QByteArray &sql)
{
    const QByteArray all = "BEGIN IMMEDIATE;" + sql + "COMMIT;";
    const bool ok = connection.exec(all.constData());
    connection.rollBack();
    return ok;
}

//! ` WHERE key = ?1 AND …`, as each column's own kind: a text is no blob, whatever its bytes.
QByteArray whereKeyIs(const Table &table)
{
    QByteArray sql = " WHERE ";
    for (qsizetype i = 0; i < keysOf(table); ++i)
        sql += (i > 0 ? QByteArray(" AND ") : QByteArray()) + table.key.at(size_t(i)) + " = ?"
            + QByteArray::number(i + 1);
    return sql;
}

} // namespace

namespace changes
{

bool begin(Connection &connection)
{
    QByteArray sql = TableOfChanges;
    for (size_t number = 1; number < Tables.size(); ++number) {
        for (const Moment &moment : Moments)
            sql += triggerFor(qint64(number), Tables.at(number), moment);
    }
    sql += "INSERT INTO changes(what) SELECT 0 WHERE NOT EXISTS"
           " (SELECT 1 FROM sqlite_sequence WHERE name = 'changes');";
    return inOneGo(connection, sql);
}

bool beginCopy(Connection &connection)
{
    return inOneGo(connection, dropTriggers() + TableOfChanges);
}

bool end(Connection &connection)
{
    return inOneGo(connection,
                   dropTriggers() + "DROP TABLE IF EXISTS changes;"); // and its numbers with it
}

bool isBegun(Connection &connection)
{
    return connection.queryInteger("SELECT count(*) FROM sqlite_schema WHERE name = 'changes'")
        == 1;
}

Seq head(Connection &connection)
{
    return Seq(connection.queryInteger("SELECT seq FROM sqlite_sequence WHERE name = 'changes'")
                   .value_or(0));
}

bool trim(Connection &connection)
{
    const qint64 upTo = qint64(head(connection)) - qint64(Kept);
    const QByteArray sql = "DELETE FROM changes WHERE number <= " + QByteArray::number(upTo);
    return upTo <= 0 || connection.exec(sql.constData());
}

bool forget(Connection &connection)
{
    return connection.exec("DELETE FROM changes");
}

} // namespace changes

ChangePage ChangeShelf::read(Connection &connection, Seq after)
{
    ChangePage page;
    page.failed = !connection.exec("BEGIN") || !fill(connection, page, after);
    connection.rollBack();
    return page;
}

bool ChangeShelf::fill(Connection &connection, ChangePage &page, Seq after)
{
    if (!m_list.isValid())
        m_list = connection.prepare("SELECT number, what, a, b, c FROM changes WHERE number > ?1"
                                    " ORDER BY number");
    if (!m_list.isValid())
        return false;
    page.head = changes::head(connection);
    if (after >= page.head)
        return true;
    const Resetting resetting(m_list);
    m_list.bind(1, qint64(after));
    qsizetype bytes = 0;
    Step step = m_list.step();
    for (; step == Step::Row && bytes < changes::PageBytes; step = m_list.step()) {
        Change change;
        change.number = Seq(m_list.integer(0));
        change.table = m_list.integer(1);
        const Seq expected
            = page.changes.isEmpty() ? after + 1 : page.changes.constLast().number + 1;
        if (after == 0 || change.table == 0 || change.number != expected)
            break; // a gap, or the beginning
        const Table *table = tableOf(change.table);
        if (!table)
            return false;
        for (int i = 0; i < int(keysOf(*table)); ++i)
            change.key.append(m_list.value(2 + i));
        if (!complete(connection, change))
            return false;
        for (const Value &value : std::as_const(change.row))
            bytes += value.bytes.size() + qsizetype(sizeof(Value));
        page.changes.append(change);
    }
    page.needsFile = page.changes.isEmpty();
    return step != Step::Failed;
}

bool ChangeShelf::complete(Connection &connection, Change &change)
{
    const Table &table = *tableOf(change.table);
    Statement &statement = m_rows[change.table];
    if (!statement.isValid())
        statement = connection.prepare(
            (QByteArray("SELECT ") + table.columns + " FROM " + table.name + whereKeyIs(table))
                .constData());
    if (!statement.isValid())
        return false;
    const Resetting resetting(statement);
    for (int i = 0; i < int(change.key.size()); ++i)
        statement.bind(i + 1, change.key.at(i));
    const Step step = statement.step();
    for (int i = 0; step == Step::Row && i < table.columnCount; ++i)
        change.row.append(statement.value(i));
    return step != Step::Failed;
}

bool ChangeCopy::apply(Connection &connection, const Change &change)
{
    const Table *table = tableOf(change.table);
    if (!table || change.key.size() != keysOf(*table)
        || (!change.row.isEmpty() && change.row.size() != table->columnCount))
        return false;
    if (change.row.isEmpty() ? !remove(connection, change) : !put(connection, change))
        return false;
    if (!m_note.isValid())
        m_note = connection.prepare(
            "INSERT INTO changes(number, what, a, b, c) VALUES(?1, ?2, ?3, ?4, ?5)");
    if (!m_note.isValid())
        return false;
    const Resetting resetting(m_note);
    m_note.bind(1, qint64(change.number));
    m_note.bind(2, change.table);
    for (int i = 0; i < int(change.key.size()); ++i)
        m_note.bind(3 + i, change.key.at(i));
    return m_note.step() == Step::Done;
}

bool ChangeCopy::put(Connection &connection, const Change &change)
{
    const Table &table = *tableOf(change.table);
    Statement &statement = m_puts[change.table];
    if (!statement.isValid()) {
        QByteArray places = "?1";
        for (int i = 1; i < table.columnCount; ++i)
            places += ", ?" + QByteArray::number(i + 1);
        statement = connection.prepare((QByteArray("INSERT OR REPLACE INTO ") + table.name + "("
                                        + table.columns + ") VALUES(" + places + ")")
                                           .constData());
    }
    if (!statement.isValid())
        return false;
    const Resetting resetting(statement);
    for (int i = 0; i < int(change.row.size()); ++i)
        statement.bind(i + 1, change.row.at(i));
    return statement.step() == Step::Done;
}

bool ChangeCopy::remove(Connection &connection, const Change &change)
{
    const Table &table = *tableOf(change.table);
    Statement &statement = m_removals[change.table];
    if (!statement.isValid())
        statement = connection.prepare(
            (QByteArray("DELETE FROM ") + table.name + whereKeyIs(table)).constData());
    if (!statement.isValid())
        return false;
    const Resetting resetting(statement);
    for (int i = 0; i < int(change.key.size()); ++i)
        statement.bind(i + 1, change.key.at(i));
    return statement.step() == Step::Done;
}

bool isOfScrubbing(const Change &change)
{
    return change.table == MetaTableNumber && !change.row.isEmpty()
        && change.key.constFirst().bytes == QByteArrayView(meta::Scrubbed);
}

namespace
{

constexpr auto StreamVersion = QDataStream::Qt_6_4;

void write(QDataStream &out, const QList<Value> &values)
{
    out << qint32(values.size());
    for (const Value &value : values)
        out << quint8(value.kind) << value.integer << value.bytes;
}

bool read(QDataStream &in, QList<Value> &values)
{
    constexpr qint32 Most = 16;
    qint32 count = 0;
    in >> count;
    if (count < 0 || count > Most)
        return false;
    for (qint32 i = 0; i < count; ++i) {
        quint8 kind = 0;
        Value value;
        in >> kind >> value.integer >> value.bytes;
        if (kind > quint8(Value::Kind::Blob))
            return false;
        value.kind = Value::Kind(kind);
        values.append(value);
    }
    return in.status() == QDataStream::Ok;
}

} // namespace

QByteArray toBytes(const QList<Change> &changes)
{
    QByteArray bytes;
    QDataStream out(&bytes, QIODevice::WriteOnly);
    out.setVersion(StreamVersion);
    for (const Change &change : changes) {
        out << quint64(change.number) << change.table;
        write(out, change.key);
        write(out, change.row);
    }
    return bytes;
}

std::optional<QList<Change>> changesOf(const QByteArray &bytes)
{
    QList<Change> changes;
    QDataStream in(bytes);
    in.setVersion(StreamVersion);
    while (!in.atEnd()) {
        Change change;
        quint64 number = 0;
        in >> number >> change.table;
        change.number = number;
        if (!read(in, change.key) || !read(in, change.row))
            return std::nullopt;
        changes.append(change);
    }
    return changes;
}

} // namespace sermo::store
