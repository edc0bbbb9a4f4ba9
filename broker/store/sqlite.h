// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "broker/protocol/result.h"

#include <QByteArrayView>
#include <QString>

#include <atomic>
#include <chrono>
#include <memory>

struct sqlite3;
struct sqlite3_stmt;

//! The few words of SQLite's own interface that the store speaks. Not Qt SQL, because the store
//! needs what that hides: extended error codes, a deadline for a check, `has moved`, and blobs
//! read without a QVariant each. Each object is used in the thread that made it.
namespace sermo::store::sqlite
{

//! What SQLite keeps of a QString: UTF-8 text; or, for what UTF-8 cannot say (lone surrogates,
//! which browsers do send) or SQLite's text functions stumble over (NUL), a blob of UTF-16. Two
//! different names never become the same one, so nobody is handed another customer's events.
struct Name {
    QByteArray bytes;
    bool isText = true;

    Name() = default;
    explicit Name(const QString &name);
    [[nodiscard]] QString toString() const;
    [[nodiscard]] bool isNull() const { return bytes.isNull(); } //!< SQL NULL
};

enum class Step : quint8 { Row, Done, Failed };

//! What stands in one column, of whatever kind, as it is: for who copies rows without reading them.
//! The store keeps no fractions.
struct Value {
    enum class Kind : quint8 { Null, Integer, Text, Blob };

    Kind kind = Kind::Null;
    qint64 integer = 0;
    QByteArray bytes; //!< of a text (UTF-8) or a blob

    friend bool operator==(const Value &, const Value &) = default;
};

//! A prepared statement. Bound values are not copied: they must live until reset().
class Statement
{
public:
    Statement() = default;
    explicit Statement(sqlite3_stmt *statement)
        : m_statement(statement)
    {
    }

    [[nodiscard]] bool isValid() const { return m_statement != nullptr; }

    void bind(int index, qint64 value); //!< the first parameter is 1
    void bindBlob(int index, QByteArrayView value);
    void bind(int index, const Name &value);
    void bind(int index, const Value &value);

    [[nodiscard]] Step step();
    void
    reset(); //!< ends what it runs and forgets what was bound: an open SELECT blocks checkpoints

    [[nodiscard]] bool isNull(int column) const; //!< the first column is 0
    [[nodiscard]] qint64 integer(int column) const;
    [[nodiscard]] QByteArrayView blob(int column) const; //!< valid until the next step
    [[nodiscard]] Name name(int column) const;
    [[nodiscard]] QString text(int column) const;
    [[nodiscard]] Value value(int column) const;

private:
    struct Finalize {
        void operator()(sqlite3_stmt *statement) const;
    };
    std::unique_ptr<sqlite3_stmt, Finalize> m_statement;
};

//! Resets a statement when the scope ends, on every way out.
class Resetting
{
public:
    explicit Resetting(Statement &statement)
        : m_statement(statement)
    {
    }
    ~Resetting() { m_statement.reset(); }
    Q_DISABLE_COPY_MOVE(Resetting)

private:
    Statement &m_statement;
};

//! One connection to one file. Failures leave their words in error(). Its SQL knows one function
//! more, `sermo_checksum(…)`, over any values.
class Connection
{
public:
    enum class Access : quint8 { ReadWrite, ReadOnly };

    [[nodiscard]] static Result<Connection, QString> open(const QString &fileName, Access access);

    //! How long it waits for another one's lock.
    void setPatience(std::chrono::milliseconds patience);
    [[nodiscard]] bool exec(const char *sql);
    [[nodiscard]] Statement prepare(const char *sql); //!< invalid when it failed
    [[nodiscard]] std::optional<qint64> queryInteger(const char *sql);
    void rollBack(); //!< no harm when there is nothing to roll back
    [[nodiscard]] int changes() const; //!< rows that the last statement touched
    //! Whether somebody took the file away under us: writing on would lose what is acknowledged.
    [[nodiscard]] bool hasMoved() const;
    //! Runs PRAGMA quick_check or integrity_check; gives what it found. Not done by the deadline
    //! (none: 0), or called off by another thread: gives nothing.
    [[nodiscard]] QStringList check(const char *pragma, std::chrono::milliseconds deadline = {},
                                    const std::atomic_bool *isCalledOff = nullptr);
    //! Everything in the file, as it is now, in place of all that is in another one.
    [[nodiscard]] Result<void, QString> copyInto(Connection &other);
    [[nodiscard]] QString error() const;
    [[nodiscard]] bool hasFailed() const; //!< what was done last
    [[nodiscard]] bool isDamaged() const; //!< … because the file is not what it should be

private:
    explicit Connection(sqlite3 *database)
        : m_database(database)
    {
    }
    struct Close {
        void operator()(sqlite3 *database) const;
    };
    std::unique_ptr<sqlite3, Close> m_database;
};

} // namespace sermo::store::sqlite
