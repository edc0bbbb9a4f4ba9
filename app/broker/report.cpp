// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/broker/report.h"

#include "broker/desk/figures/live.h"
#include "broker/desk/figures/reporttext.h"
#include "broker/server/configuration.h"
#include "broker/store/logreader.h"

#include <cstdio>

using namespace Qt::StringLiterals;

namespace sermo::app
{

namespace
{

int complain(ExitCode code, const QString &message)
{
    std::fprintf(stderr, "sermo-broker: %s\n", qPrintable(message));
    return code;
}

figures::ReportOrder orderOf(const call::Report &call, const desk::DeskConfig &config)
{
    figures::ReportOrder order;
    order.from = call.from;
    order.to = call.to;
    order.zone = call.zone.isValid() ? call.zone : figures::usualZone(config);
    if (!call.queue.isEmpty())
        order.filter.queue = QueueId(call.queue);
    if (!call.agent.isEmpty())
        order.filter.agent = AgentId(call.agent);
    order.filter.onlyOpenHours = call.onlyOpenHours;
    order.withCases = call.format != "csv"_L1 && call.format != "html"_L1; // which say none by day
    return order;
}

QByteArray written(const figures::Report &report, const QString &format)
{
    if (format == "csv"_L1)
        return toCsv(report);
    return format == "html"_L1 ? toHtml(report) : toJson(report);
}

} // namespace

int report(const call::Report &call)
{
    server::Configuration configuration;
    if (!call.configFile.isEmpty()) {
        auto loaded = server::Configuration::load(call.configFile);
        if (!loaded)
            return complain(
                WrongCall,
                u"configuration: %1 %2"_s.arg(loaded.error().path, loaded.error().message)
                    .simplified());
        configuration = *std::move(loaded);
    }
    figures::ReportMaker maker(configuration.desk, orderOf(call, configuration.desk));
    store::ReadQuery all;
    all.limit = 2000;
    const auto read = store::readLog(call.dataDirectory, all,
                                     [&](const StoredEvent &event) { return maker.take(event); });
    if (!read)
        return complain(Failure, read.error());
    const QByteArray bytes = written(maker.finish(), call.format);
    const bool isWhole
        = std::fwrite(bytes.constData(), 1, size_t(bytes.size()), stdout) == size_t(bytes.size())
        && std::fflush(stdout) == 0;
    return isWhole ? Success : complain(Failure, u"cannot write the report"_s);
}

} // namespace sermo::app
