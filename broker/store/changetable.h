// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "broker/protocol/ids.h"
#include "broker/store/sqlite.h"

#include <QByteArray>
#include <QList>

#include <map>
#include <optional>

//! The order of everything that is written, for who keeps a copy of it: a table `changes`, numbered
//! from 1, of which each row *names* a row that a commit wrote or removed. What is sent is what
//! stands there when it is read, so what was erased meanwhile travels as erased, and sending twice
//! does no harm. Triggers fill it, in the same transaction, whoever writes: there are some only
//! where the file is one of two.
namespace sermo::store
{

//! One row of any table that is copied, or that there is none any more.
struct Change {
    Seq number = 0;
    qint64 table = 0; //!< an index into the tables that are copied; 0: the file as a whole
    QList<sqlite::Value> key;
    QList<sqlite::Value> row; //!< empty: it is not there (any more)
};

//! As one message, without loss; nothing of what is no such message.
[[nodiscard]] QByteArray toBytes(const QList<Change> &changes);
[[nodiscard]] std::optional<QList<Change>> changesOf(const QByteArray &bytes);

//! What is behind one number.
struct ChangePage {
    QList<Change> changes; //!< by rising number, gap-free
    Seq head = 0; //!< of the last change when it was read
    bool needsFile = false; //!< who is that old is given the file
    bool failed = false;
};

//! What is asked of a file that is one of two, or is to be. In the writer's thread.
namespace changes
{

constexpr Seq Kept = 200'000; //!< rows; who is further behind is given the file
constexpr qsizetype PageBytes = 512 * 1024; //!< or one row, where it is bigger

//! From now on everything is noted. The first number stands for all that is there already.
[[nodiscard]] bool begin(sqlite::Connection &connection);
//! Nothing is noted any more, and all notes go.
[[nodiscard]] bool end(sqlite::Connection &connection);
//! As begin(), but noted is what apply() is told to, and nothing else: for the one that follows.
[[nodiscard]] bool beginCopy(sqlite::Connection &connection);
[[nodiscard]] bool isBegun(sqlite::Connection &connection);
//! The last number; 0: none yet, or it is not one of two.
[[nodiscard]] Seq head(sqlite::Connection &connection);
//! Forgets the notes that are older than who may ask for them.
[[nodiscard]] bool trim(sqlite::Connection &connection);
//! Forgets all notes but where they end: names of customers are in them.
[[nodiscard]] bool forget(sqlite::Connection &connection);

} // namespace changes

//! Reads changes. In one thread, on a connection of its own; statements are kept.
class ChangeShelf
{
public:
    [[nodiscard]] ChangePage read(sqlite::Connection &connection, Seq after);

private:
    [[nodiscard]] bool fill(sqlite::Connection &connection, ChangePage &page, Seq after);
    [[nodiscard]] bool complete(sqlite::Connection &connection, Change &change);

    sqlite::Statement m_list;
    std::map<qint64, sqlite::Statement> m_rows;
};

//! Writes changes into a copy, in the transaction that is open. In its thread.
class ChangeCopy
{
public:
    //! False: it does not fit, or could not be written; the transaction is to be taken back.
    [[nodiscard]] bool apply(sqlite::Connection &connection, const Change &change);

private:
    [[nodiscard]] bool put(sqlite::Connection &connection, const Change &change);
    [[nodiscard]] bool remove(sqlite::Connection &connection, const Change &change);

    sqlite::Statement m_note;
    std::map<qint64, sqlite::Statement> m_puts, m_removals;
};

//! Whether this change says that the files were rid of what was erased: the copy's must be, too.
[[nodiscard]] bool isOfScrubbing(const Change &change);

} // namespace sermo::store
