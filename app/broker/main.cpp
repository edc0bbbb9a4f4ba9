// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/broker/backtest.h"
#include "app/broker/check.h"
#include "app/broker/customercommands.h"
#include "app/broker/keycommands.h"
#include "app/broker/migrate.h"
#include "app/broker/report.h"
#include "app/broker/schema.h"
#include "app/broker/serve.h"
#include "app/broker/standbycommands.h"
#include "broker/server/epolldispatcher.h"

#include <QCoreApplication>
#include <QThread>

#include <cstdio>

namespace
{

//! To standard error always: Qt would write to the journal when that is no terminal.
void logToStandardError(QtMsgType type, const QMessageLogContext &context, const QString &message)
{
    std::fprintf(stderr, "%s\n", qPrintable(qFormatLogMessage(type, context, message)));
}

struct Run {
    int operator()(const sermo::app::call::Tell &call) const
    {
        std::fputs(qPrintable(call.text), stdout);
        return sermo::app::Success;
    }
    int operator()(const sermo::app::call::Serve &call) const { return sermo::app::serve(call); }
    int operator()(const sermo::app::call::StandbyOrder &call) const
    {
        return sermo::app::standby(call);
    }
    int operator()(const sermo::app::call::KeyCreate &call) const
    {
        return sermo::app::createKey(call);
    }
    int operator()(const sermo::app::call::KeyList &call) const
    {
        return sermo::app::listKeys(call);
    }
    int operator()(const sermo::app::call::KeyRevoke &call) const
    {
        return sermo::app::revokeKey(call);
    }
    int operator()(const sermo::app::call::Check &call) const { return sermo::app::check(call); }
    int operator()(const sermo::app::call::Schema &call) const { return sermo::app::tell(call); }
    int operator()(const sermo::app::call::Backtest &call) const
    {
        return sermo::app::backtest(call);
    }
    int operator()(const sermo::app::call::Report &call) const { return sermo::app::report(call); }
    int operator()(const sermo::app::call::Export &call) const
    {
        return sermo::app::exportCustomer(call);
    }
    int operator()(const sermo::app::call::Erase &call) const
    {
        return sermo::app::eraseCustomer(call);
    }
    int operator()(const sermo::app::call::Migrate &call) const
    {
        return sermo::app::migrate(call);
    }
};

} // namespace

int main(int argc, char *argv[])
{
    qInstallMessageHandler(logToStandardError);
    qSetMessagePattern(
        QStringLiteral("%{time yyyy-MM-ddTHH:mm:ss.zzz} %{type} %{category}: %{message}"));
    sermo::server::EpollDispatcher::useIn(*QThread::currentThread());
    const QCoreApplication app(argc, argv);
    const auto call = sermo::app::parseCall(QCoreApplication::arguments().mid(1));
    if (call)
        return std::visit(Run(), *call);
    std::fprintf(stderr, "sermo-broker: %s\n", qPrintable(call.error()));
    return sermo::app::WrongCall;
}
