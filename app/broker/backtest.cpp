// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/broker/backtest.h"

#include "broker/desk/presence/retrospect.h"
#include "broker/desk/whatif.h"
#include "broker/store/logreader.h"

#include <QFile>

#include <cstdio>
#include <functional>

using namespace Qt::StringLiterals;

namespace sermo::app
{

namespace
{

using presence::Score;

//! Events as lines, each with its `receivedAt`; empty lines do not matter.
Result<void, QString> readLines(const QString &name,
                                const std::function<void(const StoredEvent &)> &take)
{
    QFile file(name);
    if (!file.open(QIODevice::ReadOnly))
        return failure(u"cannot read %1: %2"_s.arg(name, file.errorString()));
    Seq seq = 0;
    for (int number = 1; !file.atEnd(); ++number) {
        const QByteArray line = file.readLine().trimmed();
        if (line.isEmpty())
            continue;
        auto event = readDelivered(line);
        if (!event)
            return failure(u"%1, line %2: %3"_s.arg(name).arg(number).arg(event.error().message));
        if (event->receivedMs <= 0)
            return failure(u"%1, line %2: no receivedAt"_s.arg(name).arg(number));
        event->seq = ++seq; // in the order of the lines, whatever they say
        take(*event);
    }
    return {};
}

void row(const char *name, const Score &score)
{
    std::printf("| %s | %.4f | %.4f | %.4f | %.4f |\n", name, score.logLoss(), score.brier(),
                score.calibrationError(), score.auc());
}

void printScores(const presence::Review &review)
{
    std::printf("| forecast | log-loss | Brier | ECE | AUC |\n| --- | --- | --- | --- | --- |\n");
    row("base rate", review.baseRate);
    row("day zero", review.dayZero);
    row("learning from day zero on", review.live);
    row("five-fold by time, learning no more", review.frozen);
    row("five-fold by time", review.learned);
}

void printReliability(const Score &score)
{
    std::printf(
        "\n| five-fold, promised | cases | on the average | came |\n| --- | --- | --- | --- |\n");
    const auto bins = score.reliability();
    for (size_t i = 0; i < bins.size(); ++i) {
        const Score::Bin &bin = bins[i];
        std::printf("| %zu to %zu %% | %lld | %.1f %% | %.1f %% |\n", 10 * i, 10 * (i + 1),
                    static_cast<long long>(bin.count), 100 * bin.promised, 100 * bin.came);
    }
}

void row(const QString &name, const desk::WhatIf::Figures &figures)
{
    std::printf("| %s | %d | %d | %.1f s | %.1f s | %.2f | %.2f | %d | %.1f %% |\n",
                qPrintable(name), figures.served, figures.gaveUp, figures.meanWait, figures.wait90,
                figures.meanOpen, figures.meanSum, figures.mostOpen, 100 * figures.overloaded);
}

void printWhatIf(const desk::WhatIf &log, double bound)
{
    const desk::WhatIf::Figures recorded = log.asRecorded();
    if (recorded.served + recorded.gaveUp == 0) {
        std::printf("\nNobody waited in a line: nothing to allocate.\n");
        return;
    }
    std::printf("\n| allocation | served | gave up | mean wait | p90 | open | sum | most open | "
                "sum above 3 |\n| --- | --- | --- | --- | --- | --- | --- | --- | --- |\n");
    row(u"as it was"_s, recorded);
    row(u"under a bound of %1"_s.arg(bound),
        log.under({allocation::Load::of(bound), desk::DeskConfig().hardCap}));
}

} // namespace

int backtest(const call::Backtest &call)
{
    presence::Retrospect log;
    desk::WhatIf whatIf(desk::DeskConfig::defaults());
    const auto take = [&](const StoredEvent &event) {
        log.take(event);
        whatIf.take(event);
    };
    const auto read = call.eventsFile.isEmpty() ? store::readLog(call.dataDirectory, take)
                                                : readLines(call.eventsFile, take);
    if (!read) {
        std::fprintf(stderr, "sermo-broker: %s\n", qPrintable(read.error()));
        return Failure;
    }
    const QList<presence::Lesson> lessons = log.lessons();
    if (lessons.isEmpty()) {
        std::fprintf(stderr, "sermo-broker: no customer has spoken in this log\n");
        return Failure;
    }
    const presence::Review review = presence::review(lessons);
    std::printf("%lld points of %d sessions, %s; %.1f %% came within ten minutes\n\n",
                static_cast<long long>(lessons.size()), review.sessions,
                log.isRecorded() ? "as they were recorded" : "worked out of the texts",
                100 * review.dayZero.baseRate());
    printScores(review);
    printReliability(review.learned);
    printWhatIf(whatIf, call.bound);
    return Success;
}

} // namespace sermo::app
