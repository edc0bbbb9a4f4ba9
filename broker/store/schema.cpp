// SPDX-License-Identifier: GPL-3.0-or-later
#include "broker/store/schema.h"

#include <QStringList>

#include <array>

using namespace Qt::StringLiterals;

namespace sermo::store::schema
{

namespace
{

// Columns of type ANY hold names: text, or a blob where text cannot say it (sqlite::Name). An
// index on a table with an integer key ends in that key, so `user_id` alone is in order of `seq`.
// What moves a session or is folded at start-up is told by a column, since only the program knows
// the types; the partial indexes hold those rows alone.
constexpr auto FirstVersion = R"(
CREATE TABLE meta(
    key TEXT NOT NULL PRIMARY KEY,
    value ANY NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE events(
    seq INTEGER PRIMARY KEY,
    received_ms INTEGER NOT NULL,
    direction INTEGER NOT NULL CHECK (direction BETWEEN 0 AND 2),
    moves INTEGER NOT NULL CHECK (moves IN (0, 1)),
    folded INTEGER NOT NULL CHECK (folded IN (0, 1)),
    sender ANY NOT NULL,
    user_id ANY,
    id ANY,
    bytes BLOB NOT NULL,
    checksum INTEGER NOT NULL
) STRICT;
CREATE UNIQUE INDEX events_by_sender_and_id ON events(sender, id) WHERE id IS NOT NULL;
CREATE INDEX events_by_user ON events(user_id) WHERE user_id IS NOT NULL;
CREATE INDEX events_moving ON events(user_id) WHERE moves = 1;
CREATE INDEX events_folded ON events(folded) WHERE folded = 1;

CREATE TABLE keys(
    name ANY NOT NULL PRIMARY KEY,
    hash BLOB NOT NULL,
    role TEXT NOT NULL,
    agent ANY,
    created_ms INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE tokens(
    user_id ANY NOT NULL PRIMARY KEY,
    hash BLOB NOT NULL,
    platform ANY NOT NULL,
    last_used_ms INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

INSERT INTO meta VALUES('epoch', lower(hex(randomblob(16))));
)";

// The bytes come last: what stands before them is read without going through their pages. An index
// on `image_id` is the key's beginning.
constexpr auto Images = R"(
CREATE TABLE images(
    id TEXT NOT NULL PRIMARY KEY,
    type TEXT NOT NULL,
    width INTEGER NOT NULL,
    height INTEGER NOT NULL,
    uploader ANY NOT NULL,
    created_ms INTEGER NOT NULL,
    checksum INTEGER NOT NULL,
    bytes BLOB NOT NULL
) STRICT;
CREATE TABLE image_links(
    image_id TEXT NOT NULL REFERENCES images(id) ON DELETE CASCADE,
    user_id ANY NOT NULL,
    use INTEGER NOT NULL,
    used_ms INTEGER NOT NULL,
    checksum INTEGER NOT NULL,
    PRIMARY KEY(image_id, user_id, use)
) STRICT, WITHOUT ROWID;
CREATE INDEX image_links_by_user ON image_links(user_id);
)";

// Rotten bits are seen in every table now, not in the events alone.
constexpr auto Checksums = R"(
ALTER TABLE meta ADD COLUMN checksum INTEGER;
UPDATE meta SET checksum = sermo_checksum(key, value);
ALTER TABLE keys ADD COLUMN checksum INTEGER;
UPDATE keys SET checksum = sermo_checksum(name, hash, role, agent, created_ms);
ALTER TABLE tokens ADD COLUMN checksum INTEGER;
UPDATE tokens SET checksum = sermo_checksum(user_id, hash, platform, last_used_ms);
)";

// What made a customer known, so that a lost welcome is forgiven across a restart too.
constexpr auto FirstEvents = R"(
ALTER TABLE tokens ADD COLUMN first BLOB NOT NULL DEFAULT x'';
UPDATE tokens SET checksum = sermo_checksum(user_id, hash, platform, last_used_ms, first);
)";

//! From version n to n + 1. Append, never edit: people have files made by each of them.
constexpr std::array Migrations = {FirstVersion, Images, Checksums, FirstEvents};
static_assert(Migrations.size() == Version);

Result<void, QString> run(sqlite::Connection &connection, const QByteArray &sql)
{
    if (connection.exec(sql.constData()))
        return {};
    const QString why = connection.error();
    connection.rollBack();
    return failure(why);
}

} // namespace

Result<void, QString> configureWriter(sqlite::Connection &connection)
{
    return run(
        connection,
        "PRAGMA journal_mode = WAL;"
        "PRAGMA synchronous = FULL;"
        "PRAGMA foreign_keys = ON;"
        "PRAGMA secure_delete = ON;" // what is erased leaves no trace in the file
        "PRAGMA cache_size = -32768;" // KiB: ids are random, so their index is touched all over
        "PRAGMA wal_autocheckpoint = 1000;" // pages
        "PRAGMA journal_size_limit = 67108864;");
}

Result<void, QString> verify(sqlite::Connection &connection)
{
    const auto application = connection.queryInteger("PRAGMA application_id");
    const auto version = connection.queryInteger("PRAGMA user_version");
    const auto tables = connection.queryInteger("SELECT count(*) FROM sqlite_schema");
    if (!application || !version || !tables)
        return failure(connection.error());
    if (*application != ApplicationId && (*application != 0 || *tables != 0))
        return failure(u"the file is another program's database"_s);
    if (*version > Version)
        return failure(
            u"the file was made by a newer version of this program (%1, known up to %2): it is left as it is, use that version"_s
                .arg(*version)
                .arg(Version));
    return {};
}

Result<int, QString> versionOf(sqlite::Connection &connection)
{
    const auto version = connection.queryInteger("PRAGMA user_version");
    if (!version)
        return failure(connection.error());
    return int(*version);
}

Result<void, QString> migrate(sqlite::Connection &connection)
{
    const auto version = versionOf(connection);
    if (!version)
        return failure(version.error());
    if (*version == Version)
        return {};
    // One transaction for all steps: between two of them the file would be one that no release of
    // this program has ever made, and of which there is no backup.
    QByteArray sql = "BEGIN IMMEDIATE;";
    for (size_t step = size_t(*version); step < Migrations.size(); ++step)
        sql += Migrations.at(step);
    sql += "PRAGMA application_id = " + QByteArray::number(ApplicationId)
        + ";PRAGMA user_version = " + QByteArray::number(Version) + ";COMMIT;";
    return run(connection, sql);
}

} // namespace sermo::store::schema
