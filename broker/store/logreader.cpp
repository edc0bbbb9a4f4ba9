// SPDX-License-Identifier: GPL-3.0-or-later
#include "broker/store/logreader.h"

#include "broker/store/databasefiles.h"
#include "broker/store/databasereader.h"

#include <QFile>

using namespace Qt::StringLiterals;

namespace sermo::store
{

Result<void, QString> readLog(const QString &directory,
                              const std::function<void(const StoredEvent &)> &take)
{
    ReadQuery all;
    all.limit = 2000;
    return readLog(directory, all, [&take](const StoredEvent &event) {
        take(event);
        return true;
    });
}

Result<void, QString> readLog(const QString &directory, ReadQuery query,
                              const std::function<bool(const StoredEvent &)> &take)
{
    const QString name = files::databaseIn(directory);
    if (!QFile::exists(name))
        return failure(u"%1: there is no log here"_s.arg(name));

    // In one thread its signals are plain calls: each answer is there when the question returns.
    DatabaseReader reader(directory);
    QString why;
    Page page;
    QObject::connect(&reader, &DatabaseReader::openFailed, &reader,
                     [&why](const QString &reason) { why = reason; });
    QObject::connect(&reader, &DatabaseReader::pageRead, &reader,
                     [&page](quint64, const Page &read) { page = read; });
    reader.open();
    bool wantsMore = true;
    do {
        if (!why.isEmpty())
            return failure(u"%1: %2"_s.arg(name, why));
        reader.read(0, query);
        if (page.failed)
            why = page.why;
        for (const StoredEvent &event : std::as_const(page.events)) {
            query.after = event.seq;
            wantsMore = take(event);
            if (!wantsMore)
                break;
        }
    } while (wantsMore && (!page.events.isEmpty() || !why.isEmpty()));
    reader.close();
    return {};
}

} // namespace sermo::store
