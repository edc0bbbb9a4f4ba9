// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/broker/customercommands.h"

#include "app/broker/openstore.h"
#include "broker/desk/sendernames.h"
#include "broker/server/erasures.h"
#include "broker/store/customererasure.h"
#include "broker/store/customerexport.h"
#include "broker/store/databasefiles.h"

#include <QFile>

#include <cstdio>
#include <optional>

using namespace Qt::StringLiterals;

namespace sermo::app
{

namespace
{

//! A big log is written anew meanwhile.
constexpr std::chrono::minutes Patience(30);

QJsonObject refused(const QString &why)
{
    return {{u"ok"_s, false}, {u"error"_s, why}};
}

//! Where it would look like everything, and is not.
QString ofCluster(const QString &dataDirectory)
{
    return u"%1 belongs to a broker of a cluster, whose log is not in it but a copy of it, %2: "_s
        .arg(dataDirectory, store::files::clusterCopyIn(dataDirectory));
}

Answer eraseHere(const QString &dataDirectory, const QJsonObject &order)
{
    if (const QString why = store::files::oneOfTwo(dataDirectory); !why.isEmpty())
        return failure(QString(why));
    if (store::files::isOfCluster(dataDirectory))
        return failure(ofCluster(dataDirectory)
                       + u"start that broker, and ask again (if it has left the cluster for good, "
                         "delete that copy first)"_s);
    const UserId user(order.value("user"_L1).toString());
    std::optional<store::CustomerErasure> erasure;
    QJsonObject told;
    return inStore(dataDirectory, [&](const OpenStore &open) {
        erasure.emplace(open.log, open.credentials, open.images);
        const auto handleEntry = [&, open](const QList<store::AppendOutcome> &outcomes) {
            const bool isStored = outcomes.constFirst().kind == store::AppendOutcome::Kind::Stored;
            open.conclude(isStored ? told : refused(server::Erasures::NoEntry));
        };
        QObject::connect(&open.log, &store::EventLog::appended, open.context, handleEntry);
        erasure->ask(user, [&, open](const Result<bool, QString> &known) {
            if (!known)
                return open.conclude(refused(known.error()));
            if (!*known)
                return open.conclude(refused(u"nobody is called %1 here"_s.arg(user.value())));
            erasure->erase(user, [&, open](bool isGone, const QString &why) {
                told = why.isEmpty() ? QJsonObject{{u"ok"_s, true}} : refused(why);
                if (!isGone)
                    return open.conclude(told);
                store::AppendRequest entry;
                entry.sender = desk::theDesk().name;
                entry.frame = server::auditOfErasure(u"sermo-broker"_s);
                open.log.append({entry});
            });
        });
    });
}

} // namespace

int exportCustomer(const call::Export &call)
{
    if (store::files::isOfCluster(call.dataDirectory)) {
        std::fprintf(
            stderr, "sermo-broker: %s\n",
            qPrintable(ofCluster(call.dataDirectory)
                       + u"export from the copy, which has his events as far as the broker "
                         "has heard them; his images are in the cluster"_s));
        return Failure;
    }
    QFile out;
    if (!out.open(stdout, QIODevice::WriteOnly))
        return Failure;
    auto written = store::exportCustomer(call.dataDirectory, UserId(call.user), out);
    if (written && !out.flush())
        written = failure(u"cannot write: %1"_s.arg(out.errorString()));
    if (written)
        return Success;
    std::fprintf(stderr, "sermo-broker: %s\n", qPrintable(written.error()));
    return Failure;
}

int eraseCustomer(const call::Erase &call)
{
    if (const QString missing = missingLog(call.dataDirectory); !missing.isEmpty())
        return conclude(failure(QString(missing)), {});
    const QJsonObject order{{u"do"_s, u"erase"_s}, {u"user"_s, call.user}};
    return conclude(carryOut(call.dataDirectory, order, eraseHere, Patience),
                    [](const QJsonObject &) {});
}

} // namespace sermo::app
