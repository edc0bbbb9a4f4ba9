// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/broker/serve.h"

#include "app/broker/serving.h"
#include "app/broker/stores.h"
#include "app/broker/terminationsignal.h"
#include "broker/server/broker.h"

#include <QCoreApplication>
#include <QTimer>

#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <memory>

using namespace Qt::StringLiterals;

namespace sermo::app
{

int complain(ExitCode code, const QString &message)
{
    std::fprintf(stderr, "sermo-broker: %s\n", qPrintable(message));
    return code;
}

namespace
{

Result<server::Configuration, server::Configuration::Error> configurationOf(const call::Serve &call)
{
    if (call.configFile.isEmpty())
        return server::Configuration();
    return server::Configuration::load(call.configFile);
}

} // namespace

void reload(const call::Serve &call, server::Broker &broker, Reception &reception)
{
    broker.rereadCertificate();
    const auto configuration = configurationOf(call);
    const auto rules = configuration ? rulesOf(*configuration)
                                     : failure(server::Configuration::Error(configuration.error()));
    const auto taken = rules ? broker.takeOver(*configuration)
                             : failure(server::Configuration::Error(rules.error()));
    if (!taken) {
        const auto &[path, message] = taken.error();
        std::fprintf(stderr, "sermo-broker: the configuration stays as it was: %s %s\n",
                     qPrintable(path), qPrintable(message));
        return;
    }
    reception.follow(*rules);
    std::fprintf(stderr, "sermo-broker: the configuration was read again\n");
    if (!taken->isEmpty())
        std::fprintf(stderr, "sermo-broker: counts from the next start on: %s\n",
                     qPrintable(taken->join(u", "_s)));
}

void tellReady(const QUrl &address)
{
    std::printf("sermo-broker ready %s\n", address.toEncoded().constData());
    std::fflush(stdout);
}

namespace
{

//! Ready, on standard output; the end, as the program's own.
void tellOf(const server::Broker &broker)
{
    QObject::connect(&broker, &server::Broker::stopped, qApp,
                     [] { QCoreApplication::exit(Success); });
    QObject::connect(&broker, &server::Broker::failed, qApp,
                     [](const QString &why) { QCoreApplication::exit(complain(Failure, why)); });
    QObject::connect(&broker, &server::Broker::ready, qApp, &tellReady);
}

//! A library that waits for a server may do so for longer than anybody wants to. Nothing was begun
//! then, and what is on the disk is as after a kill.
void endWhileOpening(const TerminationSignal &termination, const server::Broker &broker)
{
    constexpr std::chrono::milliseconds Patience(1'500);
    const auto isOpen = std::make_shared<bool>(false);
    QObject::connect(&broker, &server::Broker::ready, qApp, [isOpen] { *isOpen = true; });
    QObject::connect(&termination, &TerminationSignal::raised, qApp, [isOpen] {
        if (!*isOpen)
            QTimer::singleShot(Patience, qApp, [] { std::_Exit(Success); });
    });
}

int serveAlone(const call::Serve &call, const server::Configuration &configuration,
               const std::optional<server::TlsIdentity> &tls,
               const std::optional<bot::Rules> &rules)
{
    const SystemClock clock;
    Stores stores(call, clock);
    if (const auto opened = stores.open(); !opened)
        return complain(Failure, opened.error());
    server::Broker broker(configuration, std::move(stores.log), std::move(stores.credentials),
                          std::move(stores.blobs), clock);
    broker.setControlDirectory(call.dataDirectory);
    broker.setHistoryDirectory(stores.historyDirectory);
    const bool isAlone = !stores.cluster;
    if (!isAlone)
        broker.setCluster(std::move(stores.cluster));
    if (tls)
        broker.setTls(*tls);

    TerminationSignal termination;
    QObject::connect(&termination, &TerminationSignal::raised, &broker, &server::Broker::stop);
    if (!isAlone)
        endWhileOpening(termination, broker);
    auto *reception = new Reception(broker, clock); // the broker's
    reception->setAwake(isAlone); // in a cluster: where the desk acts, else all would answer
    QObject::connect(&broker, &server::Broker::leads, reception, &Reception::setAwake);
    QObject::connect(&termination, &TerminationSignal::hungUp, &broker,
                     [&] { reload(call, broker, *reception); });
    tellOf(broker);
    reception->follow(rules);
    broker.start(call.listen.address, call.listen.port);
    return QCoreApplication::exec();
}

} // namespace

int serve(const call::Serve &call)
{
    const auto configuration = configurationOf(call);
    if (!configuration) {
        const auto &[path, message] = configuration.error();
        return complain(WrongCall,
                        path.isEmpty() ? u"configuration: "_s + message
                                       : u"configuration: %1 %2"_s.arg(path, message));
    }
    if (const QString why = call.standby ? QString() : notAlone(call.dataDirectory); !why.isEmpty())
        return complain(Failure, why);
    const SystemClock clock;
    const auto tls = server::TlsIdentity::of(*configuration, call.listen.address,
                                             call.dataDirectory, clock.now());
    if (!tls) {
        const auto &[path, message] = tls.error();
        return path.isEmpty() ? complain(Failure, message)
                              : complain(WrongCall, u"configuration: %1 %2"_s.arg(path, message));
    }
    const auto rules = rulesOf(*configuration);
    if (!rules) {
        const auto &[path, message] = rules.error();
        return complain(WrongCall, u"configuration: %1 %2"_s.arg(path, message));
    }
    return call.standby ? serveAsOneOfTwo(call, *configuration, *tls, *rules)
                        : serveAlone(call, *configuration, *tls, *rules);
}

} // namespace sermo::app
