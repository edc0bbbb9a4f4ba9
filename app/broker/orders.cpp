// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/broker/orders.h"

#include "broker/server/controlsocket.h"
#include "broker/store/databasefiles.h"

#include <QEventLoop>
#include <QFile>
#include <QTimer>

#include <cstdio>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace sermo::app
{

namespace
{

//! A broker that is just starting holds the store already and does not listen yet.
constexpr int Attempts = 20;
constexpr auto BetweenAttempts = 250ms;

} // namespace

Answer carryOut(const QString &dataDirectory, const QJsonObject &order,
                const CarryOutHere &carryOutHere, std::chrono::milliseconds patience)
{
    Answer answer = failure(QString());
    for (int attempt = 0; attempt < Attempts; ++attempt) {
        if (const auto told = server::ControlSocket::ask(dataDirectory, order, patience))
            return *told;
        answer = carryOutHere(dataDirectory, order);
        if (answer)
            return answer;
        QEventLoop pause;
        QTimer::singleShot(BetweenAttempts, &pause, &QEventLoop::quit);
        pause.exec();
    }
    return answer;
}

QString missingLog(const QString &dataDirectory)
{
    const QString file = store::files::databaseIn(dataDirectory);
    return QFile::exists(file) ? QString() : u"%1: there is no log here"_s.arg(file);
}

int conclude(const Answer &answer, const std::function<void(const QJsonObject &)> &print)
{
    if (answer && answer->value("ok"_L1).toBool()) {
        print(*answer);
        return Success;
    }
    const QString why = answer ? answer->value("error"_L1).toString() : answer.error();
    std::fprintf(stderr, "sermo-broker: %s\n", qPrintable(why));
    return Failure;
}

} // namespace sermo::app
