// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/broker/commandline.h"

#include <QJsonObject>

#include <chrono>
#include <functional>

//! Orders to whoever holds the store of a data directory: only one process ever writes it.
namespace sermo::app
{

//! What was answered: `{"ok":true,…}` or `{"ok":false,"error"}`; or why nothing was.
using Answer = Result<QJsonObject, QString>;
//! Opens the store, has the order carried out, and closes it again. The error: it does not open.
using CarryOutHere = std::function<Answer(const QString &dataDirectory, const QJsonObject &order)>;

//! Has the order carried out by the broker that runs on the directory, or here where none does.
[[nodiscard]] Answer carryOut(const QString &dataDirectory, const QJsonObject &order,
                              const CarryOutHere &carryOutHere,
                              std::chrono::milliseconds patience = std::chrono::seconds(10));

//! Why there is nothing to look into, empty: there is. Looking for someone makes no store: the name
//! of the directory is more likely wrong than its store new.
[[nodiscard]] QString missingLog(const QString &dataDirectory);

//! The exit code for an answer: prints what it says by `print`, or its error.
int conclude(const Answer &answer, const std::function<void(const QJsonObject &)> &print);

} // namespace sermo::app
