// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/broker/openstore.h"

#include "broker/store/database.h"

#include <QEventLoop>

using namespace Qt::StringLiterals;

namespace sermo::app
{

Answer inStore(const QString &dataDirectory, const std::function<void(const OpenStore &)> &act)
{
    const SystemClock clock;
    const auto database = std::make_shared<store::Database>(dataDirectory, clock);
    store::SqliteLog log(database);
    store::SqliteCredentials credentials(database);
    store::SqliteBlobs images(database);
    Answer answer = failure(u"the store does not answer"_s);
    QEventLoop loop;
    const OpenStore store{clock, log, credentials, images, &loop, [&](const QJsonObject &what) {
                              answer = what;
                              log.close();
                          }};
    QObject::connect(&log, &store::EventLog::closed, &loop, &QEventLoop::quit);
    QObject::connect(&log, &store::EventLog::openFailed, &loop, [&](const QString &why) {
        answer = failure(QString(why));
        loop.quit();
    });
    QObject::connect(&log, &store::EventLog::opened, &loop, [&] {
        if (database->mirror().of == 0)
            return act(store);
        answer = failure(u"%1 is a copy that a broker of a cluster keeps of its log: name the "
                         "directory of that broker"_s.arg(dataDirectory));
        log.close();
    });
    log.open();
    loop.exec();
    return answer;
}

} // namespace sermo::app
