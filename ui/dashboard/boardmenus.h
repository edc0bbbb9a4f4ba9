// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/console/consolecontext.h"
#include "ui/model/boardagents.h"
#include "ui/model/boardqueues.h"
#include "ui/model/figureorder.h"

#include <functional>

class QMenu;
class QWidget;

namespace sermo::model
{
class Supervision;
}

namespace sermo::ui
{

//! What can be done about a row of the dashboard. The menus delete themselves.
struct BoardMenus {
    const ConsoleContext &context;
    model::Supervision &supervision;
    std::function<void(const UserId &)> open; //!< a session
    std::function<void(const model::FigureOrder &)> openBehind; //!< the sessions behind a figure
    qint64 dayFromMs = 0; //!< since when the day's figures are counted
    bool isLive = true; //!< else nothing can be done about it

    //! An agent's sessions; for a supervisor also his status and his queues.
    [[nodiscard]] QMenu *ofAgent(const model::BoardAgent &agent, QWidget *parent) const;
    //! Who waits in a queue, in the line's order, and whom the bot has.
    [[nodiscard]] QMenu *ofQueue(const model::BoardQueue &queue, QWidget *parent) const;

private:
    void addSession(QMenu *menu, const UserId &user, const QString &detail) const;
    void addStatuses(QMenu *menu, const model::BoardAgent &agent) const;
    void addQueues(QMenu *menu, const model::BoardAgent &agent) const;
    void addBounds(QMenu *menu, const model::BoardAgent &agent, QWidget *parent) const;
    void addPlatforms(QMenu *menu, const model::BoardQueue &queue) const;
    void addFigures(QMenu *menu, const QList<model::FigureOrder> &figures) const;
    [[nodiscard]] QList<model::FigureOrder> figuresOf(const model::BoardAgent &agent) const;
    [[nodiscard]] QList<model::FigureOrder> figuresOf(const model::BoardQueue &queue) const;
};

} // namespace sermo::ui
