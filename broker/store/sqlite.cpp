// SPDX-License-Identifier: GPL-3.0-or-later
#include "broker/store/sqlite.h"

#include "broker/store/checksum.h"

#include <QDeadlineTimer>
#include <QFile>
#include <QStringList>

#include <span>
#include <sqlite3.h>

namespace sermo::store::sqlite
{

namespace
{

constexpr std::chrono::milliseconds Patience{5000};
constexpr auto *ChecksumFunction = "sermo_checksum";
constexpr int DeadlineEverySteps = 20'000; //!< of SQLite's virtual machine: some milliseconds

//! SQLITE_TRANSIENT and SQLITE_STATIC are old-style casts in the header; static is a null pointer.
constexpr sqlite3_destructor_type NotCopied = nullptr;

//! A non-null pointer: SQLite takes a null one for NULL.
const char *dataOf(QByteArrayView bytes)
{
    return bytes.isEmpty() ? "" : bytes.data();
}

QByteArrayView bytesOf(sqlite3_value *value)
{
    const auto *data = static_cast<const char *>(sqlite3_value_blob(value));
    return {data, qsizetype(sqlite3_value_bytes(value))};
}

//! The SQL function: Checksum over its arguments, each with its type.
void checksumOf(sqlite3_context *context, int count, sqlite3_value **values)
{
    Checksum sum;
    for (sqlite3_value *value : std::span(values, size_t(count))) {
        const int type = sqlite3_value_type(value);
        sum.add(quint64(type));
        if (type == SQLITE_INTEGER)
            sum.add(quint64(sqlite3_value_int64(value)));
        else
            sum.add(bytesOf(value));
    }
    sqlite3_result_int64(context, sum.value());
}

} // namespace

Name::Name(const QString &name)
    : isText(QStringView(name).isValidUtf16() && !name.contains(QChar(u'\0')))
{
    if (isText)
        bytes = name.toUtf8();
    else
        bytes = QByteArray(reinterpret_cast<const char *>(name.utf16()),
                           name.size() * qsizetype(sizeof(char16_t)));
    if (bytes.isNull())
        bytes = QByteArray(""); // an empty name is not an absent one
}

QString Name::toString() const
{
    if (isText)
        return QString::fromUtf8(bytes);
    QString name(bytes.size() / qsizetype(sizeof(char16_t)), Qt::Uninitialized);
    memcpy(name.data(), bytes.constData(), size_t(name.size()) * sizeof(char16_t));
    return name;
}

void Statement::Finalize::operator()(sqlite3_stmt *statement) const
{
    sqlite3_finalize(statement);
}

void Statement::bind(int index, qint64 value)
{
    sqlite3_bind_int64(m_statement.get(), index, value);
}

void Statement::bindBlob(int index, QByteArrayView value)
{
    sqlite3_bind_blob64(m_statement.get(), index, dataOf(value), sqlite3_uint64(value.size()),
                        NotCopied);
}

void Statement::bind(int index, const Name &value)
{
    if (value.isNull())
        sqlite3_bind_null(m_statement.get(), index);
    else if (value.isText)
        sqlite3_bind_text64(m_statement.get(), index, dataOf(value.bytes),
                            sqlite3_uint64(value.bytes.size()), NotCopied, SQLITE_UTF8);
    else
        bindBlob(index, value.bytes);
}

void Statement::bind(int index, const Value &value)
{
    switch (value.kind) {
    case Value::Kind::Null:
        sqlite3_bind_null(m_statement.get(), index);
        break;
    case Value::Kind::Integer:
        bind(index, value.integer);
        break;
    case Value::Kind::Text:
        sqlite3_bind_text64(m_statement.get(), index, dataOf(value.bytes),
                            sqlite3_uint64(value.bytes.size()), NotCopied, SQLITE_UTF8);
        break;
    case Value::Kind::Blob:
        bindBlob(index, value.bytes);
        break;
    }
}

Step Statement::step()
{
    switch (sqlite3_step(m_statement.get())) {
    case SQLITE_ROW:
        return Step::Row;
    case SQLITE_DONE:
        return Step::Done;
    default:
        return Step::Failed;
    }
}

void Statement::reset()
{
    sqlite3_reset(m_statement.get());
    sqlite3_clear_bindings(m_statement.get());
}

bool Statement::isNull(int column) const
{
    return sqlite3_column_type(m_statement.get(), column) == SQLITE_NULL;
}

qint64 Statement::integer(int column) const
{
    return sqlite3_column_int64(m_statement.get(), column);
}

QByteArrayView Statement::blob(int column) const
{
    // The pointer first, then the size: in this order SQLite converts nothing in between.
    const auto *data = static_cast<const char *>(sqlite3_column_blob(m_statement.get(), column));
    return {data, qsizetype(sqlite3_column_bytes(m_statement.get(), column))};
}

Name Statement::name(int column) const
{
    Name name;
    if (isNull(column))
        return name;
    name.isText = sqlite3_column_type(m_statement.get(), column) == SQLITE_TEXT;
    const QByteArrayView bytes = blob(column);
    name.bytes = QByteArray(dataOf(bytes), bytes.size());
    return name;
}

QString Statement::text(int column) const
{
    return QString::fromUtf8(blob(column));
}

Value Statement::value(int column) const
{
    switch (sqlite3_column_type(m_statement.get(), column)) {
    case SQLITE_NULL:
        return {};
    case SQLITE_INTEGER:
        return {Value::Kind::Integer, integer(column), {}};
    case SQLITE_TEXT:
        return {Value::Kind::Text, 0, blob(column).toByteArray()};
    default:
        return {Value::Kind::Blob, 0, blob(column).toByteArray()};
    }
}

void Connection::Close::operator()(sqlite3 *database) const
{
    sqlite3_close(database);
}

Result<Connection, QString> Connection::open(const QString &fileName, Access access)
{
    const int flags = SQLITE_OPEN_NOMUTEX
        | (access == Access::ReadOnly ? SQLITE_OPEN_READONLY
                                      : SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE);
    sqlite3 *handle = nullptr;
    const int code
        = sqlite3_open_v2(QFile::encodeName(fileName).constData(), &handle, flags, nullptr);
    Connection connection(handle);
    if (code != SQLITE_OK)
        return failure(connection.error());
    sqlite3_extended_result_codes(handle, 1);
    connection.setPatience(Patience);
    // A damaged or hostile file must not run anything of its own, and is to be noticed early.
    if (!connection.exec("PRAGMA trusted_schema = OFF")
        || !connection.exec("PRAGMA cell_size_check = ON")
        || sqlite3_create_function(handle, ChecksumFunction, -1,
                                   SQLITE_UTF8 | SQLITE_DETERMINISTIC | SQLITE_INNOCUOUS, nullptr,
                                   checksumOf, nullptr, nullptr)
            != SQLITE_OK)
        return failure(connection.error());
    return connection;
}

void Connection::setPatience(std::chrono::milliseconds patience)
{
    sqlite3_busy_timeout(m_database.get(), int(patience.count()));
}

bool Connection::exec(const char *sql)
{
    return sqlite3_exec(m_database.get(), sql, nullptr, nullptr, nullptr) == SQLITE_OK;
}

Statement Connection::prepare(const char *sql)
{
    sqlite3_stmt *statement = nullptr;
    sqlite3_prepare_v3(m_database.get(), sql, -1, SQLITE_PREPARE_PERSISTENT, &statement, nullptr);
    return Statement(statement);
}

std::optional<qint64> Connection::queryInteger(const char *sql)
{
    Statement statement = prepare(sql);
    if (!statement.isValid() || statement.step() != Step::Row)
        return std::nullopt;
    return statement.integer(0);
}

void Connection::rollBack()
{
    if (sqlite3_get_autocommit(m_database.get()) == 0)
        sqlite3_exec(m_database.get(), "ROLLBACK", nullptr, nullptr, nullptr);
}

int Connection::changes() const
{
    return sqlite3_changes(m_database.get());
}

bool Connection::hasMoved() const
{
    int moved = 0;
    sqlite3_file_control(m_database.get(), "main", SQLITE_FCNTL_HAS_MOVED, &moved);
    return moved != 0;
}

QStringList Connection::check(const char *pragma, std::chrono::milliseconds deadline,
                              const std::atomic_bool *isCalledOff)
{
    struct Patience {
        QDeadlineTimer timer;
        const std::atomic_bool *isCalledOff;
        [[nodiscard]] bool isOver() const
        {
            return timer.hasExpired() || (isCalledOff && *isCalledOff);
        }
    };
    Patience patience{deadline.count() > 0 ? QDeadlineTimer(deadline)
                                           : QDeadlineTimer(QDeadlineTimer::Forever),
                      isCalledOff};
    const auto isOver = [](void *of) { return int(static_cast<Patience *>(of)->isOver()); };
    sqlite3_progress_handler(m_database.get(), DeadlineEverySteps, isOver, &patience);

    QStringList found;
    Statement statement = prepare(pragma);
    Step step = statement.isValid() ? statement.step() : Step::Failed;
    for (; step == Step::Row; step = statement.step()) {
        if (const QString line = statement.text(0); line != QLatin1String("ok"))
            found.append(line);
    }
    if (step == Step::Failed && !patience.isOver())
        found.append(error());
    sqlite3_progress_handler(m_database.get(), 0, nullptr, nullptr);
    return found;
}

Result<void, QString> Connection::copyInto(Connection &other)
{
    constexpr int AllPages = -1;
    sqlite3_backup *copying
        = sqlite3_backup_init(other.m_database.get(), "main", m_database.get(), "main");
    if (copying)
        (void)sqlite3_backup_step(copying, AllPages); // what went wrong is told at the end, too
    if (!copying || sqlite3_backup_finish(copying) != SQLITE_OK)
        return failure(other.error());
    return {};
}

QString Connection::error() const
{
    return QString::fromUtf8(sqlite3_errmsg(m_database.get()));
}

bool Connection::hasFailed() const
{
    const int code = sqlite3_errcode(m_database.get());
    return code != SQLITE_OK && code != SQLITE_ROW && code != SQLITE_DONE;
}

bool Connection::isDamaged() const
{
    const int kind = sqlite3_errcode(m_database.get()) & 0xff; // without what the code says more
    return kind == SQLITE_CORRUPT || kind == SQLITE_NOTADB;
}

} // namespace sermo::store::sqlite
