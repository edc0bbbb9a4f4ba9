// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/store/hostandfollower.h"

using namespace Qt::StringLiterals;

namespace sermo::store
{

Host::Host(const QString &directory, bool isOneOfTwo)
    : database(std::make_shared<Database>(directory, clock, isOneOfTwo))
    , log(database)
    , credentials(database)
    , images(database)
    , probe(log)
    , isOpen(probe.open())
{
}

bool Host::say(const QString &user, const QString &id, const QString &text)
{
    return probe.append(request(1, u"customer:"_s + user, textOf(user, id, text))).kind
        == AppendOutcome::Kind::Stored;
}

bool Host::done(const std::function<void(std::function<void(bool)>)> &order)
{
    std::optional<bool> answer;
    order([&answer](bool ok) { answer = ok; });
    return waitUntil([&] { return answer.has_value(); }) && *answer;
}

bool Host::saveKey(const QString &name, bool isOfStandby)
{
    return done([&](const auto &told) {
        credentials.saveKey({KeyName(name), name.toUtf8(), Role::Bot, {}, 1, isOfStandby}, &context,
                            told);
    });
}

bool Host::removeKey(const QString &name)
{
    return done([&](const auto &told) { credentials.removeKey(KeyName(name), &context, told); });
}

bool Host::saveToken(const QString &user)
{
    return done([&](const auto &told) {
        credentials.saveToken({UserId(user), "hash", PlatformId(u"webchat"_s), 5, {}}, &context,
                              told);
    });
}

bool Host::saveImage(const QString &id, const QString &user)
{
    return done([&](const auto &told) {
        images.save({ImageId(id), "image/png", 1, 1, u"customer:"_s + user, 7},
                    QByteArray("\x89PNG\0 bytes of ", 15) + id.toUtf8(), UserId(user), &context,
                    told);
    });
}

bool Host::removeImages(const QString &user)
{
    return done([&](const auto &told) {
        images.removeImagesOf(UserId(user), BlobStore::EverMs, &context, told);
    });
}

bool Host::erase(const QString &user, bool isExpiry)
{
    EraseRequest all;
    all.user = UserId(user);
    all.isExpiry = isExpiry;
    return done([&](const auto &told) {
        log.erase(all, &context, [told](const EraseOutcome &outcome) { told(!outcome.failed); });
    });
}

bool Host::scrub()
{
    return done([&](const auto &told) { log.scrub(&context, told); });
}

ChangePage Host::changesBehind(Seq after)
{
    std::optional<ChangePage> page;
    database->readChanges(after, &context, [&page](const ChangePage &read) { page = read; });
    return waitUntil([&] { return page.has_value(); }) ? *page : ChangePage{{}, 0, false, true};
}

Follower::Follower(const QString &directory)
    : copy(directory)
    , failed(&copy, &DatabaseCopy::failed)
{
    QSignalSpy opened(&copy, &DatabaseCopy::opened);
    copy.open();
    isOpen = waitUntil([&] { return opened.count() + failed.count() > 0; }) && failed.isEmpty();
}

bool Follower::take(const std::function<void()> &give)
{
    QSignalSpy taken(&copy, &DatabaseCopy::taken);
    give();
    return waitUntil([&] { return taken.count() > 0; }) && failed.isEmpty();
}

bool Follower::takeFile(const QString &directory)
{
    const QString name = leavingFrom(directory);
    if (!copyForFollower(directory, name))
        return false;
    QFile file(name);
    if (!file.open(QIODevice::ReadOnly))
        return false;
    copy.beginFile();
    const bool isTaken = take([&] { copy.addToFile(file.readAll()); });
    return file.remove() && isTaken && take([this] { copy.endFile(); });
}

bool Follower::takeChanges(Host &host)
{
    while (copy.head() < host.database->changes()) {
        const ChangePage page = host.changesBehind(copy.head());
        if (page.failed || page.needsFile || page.changes.isEmpty()
            || !take([&] { copy.apply(toBytes(page.changes)); }))
            return false;
    }
    return true;
}

const QStringList CopiedTables{u"events"_s, u"keys"_s,        u"tokens"_s,
                               u"images"_s, u"image_links"_s, u"meta"_s};

QList<QList<sqlite::Value>> rowsIn(const QString &directory)
{
    QList<QList<sqlite::Value>> rows;
    auto connection = sqlite::Connection::open(files::databaseIn(directory),
                                               sqlite::Connection::Access::ReadOnly);
    for (const QString &table : CopiedTables) {
        const QByteArray sql = "SELECT * FROM " + table.toLatin1() + " ORDER BY 1, 2";
        const QByteArray count
            = "SELECT count(*) FROM pragma_table_info('" + table.toLatin1() + "')";
        const int columns = int(connection->queryInteger(count.constData()).value());
        sqlite::Statement statement = connection->prepare(sql.constData());
        while (statement.step() == sqlite::Step::Row) {
            QList<sqlite::Value> row{{sqlite::Value::Kind::Text, 0, table.toLatin1()}};
            for (int i = 0; i < columns; ++i)
                row.append(statement.value(i));
            rows.append(row);
        }
    }
    return rows;
}

bool isAnywhereIn(const QString &directory, const QByteArray &words)
{
    for (const QString &name : QDir(directory).entryList(QDir::Files)) {
        QFile file(QDir(directory).filePath(name));
        if (file.open(QIODevice::ReadOnly) && file.readAll().contains(words))
            return true;
    }
    return false;
}

} // namespace sermo::store
