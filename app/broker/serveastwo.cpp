// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/broker/serving.h"
#include "app/broker/terminationsignal.h"
#include "broker/pair/charterfile.h"
#include "broker/pair/pair.h"
#include "broker/store/databasefiles.h"

#include <QCoreApplication>
#include <QFile>

#include <cstdio>

using namespace Qt::StringLiterals;

namespace sermo::app
{

namespace
{

constexpr qint64 MostKeyBytes = 1024;

//! Everything else keeps its proportion to how long the host is waited for (standby/charter.h).
standby::Patience patienceOf(int seconds)
{
    const auto part
        = [seconds](const standby::Ms &usual) { return standby::Ms(usual.count() * seconds / 20); };
    const standby::Patience usual;
    return {part(usual.ask),  part(usual.beat),   part(usual.hold),   part(usual.lease),
            part(usual.gone), part(usual.behind), part(usual.inStep), part(usual.regrant)};
}

Result<QByteArray, QString> keyIn(const QString &name)
{
    QFile file(name);
    if (!file.open(QIODevice::ReadOnly))
        return failure(u"cannot read %1: %2"_s.arg(name, file.errorString()));
    const QByteArray key = file.read(MostKeyBytes).trimmed();
    if (!key.startsWith("sk_standby_"))
        return failure(u"%1 has no key of role standby"_s.arg(name));
    return key;
}

pair::Terms termsOf(const call::Serve &call, const std::optional<server::TlsIdentity> &tls,
                    const QByteArray &key)
{
    const call::Standby &standby = *call.standby;
    return {call.dataDirectory,
            call.listen.address,
            call.listen.port,
            tls,
            standby.other,
            key,
            standby.pin,
            {},
            standby.otherForClients,
            standby.begins,
            standby.takesOver ? standby::Right::Succeed : standby::Right::Offer,
            patienceOf(standby.after)};
}

} // namespace

QString notAlone(const QString &dataDirectory)
{
    return QFile::exists(store::files::charterIn(dataDirectory))
        ? u"%1 is one of two hosts: serve it with --standby-at or --standby-of, or end that with"
          " `sermo-broker standby end`"_s.arg(dataDirectory)
        : QString();
}

int serveAsOneOfTwo(const call::Serve &call, const server::Configuration &configuration,
                    const std::optional<server::TlsIdentity> &tls,
                    const std::optional<bot::Rules> &rules)
{
    const auto key = keyIn(call.standby->keyFile);
    if (!key)
        return complain(Failure, key.error());
    const SystemClock clock;
    QPointer<Reception> reception; // of the broker that serves now
    const auto make
        = [&](std::unique_ptr<store::EventLog> log, std::unique_ptr<store::Credentials> credentials,
              std::unique_ptr<store::BlobStore> blobs) {
              auto broker = std::make_unique<server::Broker>(
                  configuration, std::move(log), std::move(credentials), std::move(blobs), clock);
              broker->setControlDirectory(call.dataDirectory);
              broker->setHistoryDirectory(call.dataDirectory);
              if (tls)
                  broker->setTls(*tls);
              reception = new Reception(*broker, clock);
              reception->follow(rules);
              return broker;
          };
    pair::Pair pair(termsOf(call, tls, *key), clock, make);
    TerminationSignal termination;
    QObject::connect(&termination, &TerminationSignal::raised, &pair, &pair::Pair::stop);
    QObject::connect(&termination, &TerminationSignal::hungUp, &pair, [&] {
        if (pair.broker() && reception)
            reload(call, *pair.broker(), *reception);
    });
    QObject::connect(
        &pair, &pair::Pair::stopped, qApp, [] { QCoreApplication::exit(Success); },
        Qt::QueuedConnection);
    int code = Success;
    const auto fail = [&code](const QString &why) {
        code = complain(Failure, why);
        QCoreApplication::exit(code);
    };
    QObject::connect(&pair, &pair::Pair::failed, qApp, fail, Qt::QueuedConnection);
    QObject::connect(&pair, &pair::Pair::listening, qApp, [](const QUrl &address) {
        std::fprintf(stderr, "sermo-broker: one of two hosts, at %s\n",
                     address.toEncoded().constData());
    });
    bool isTold = false;
    QObject::connect(&pair, &pair::Pair::ready, qApp, [&isTold](const QUrl &address) {
        if (!std::exchange(isTold, true))
            tellReady(address);
    });
    pair.start();
    return QCoreApplication::exec();
}

} // namespace sermo::app
