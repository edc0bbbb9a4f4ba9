// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/console/deskscene.h"
#include "tests/model/countedfigures.h"
#include "ui/dashboard/dashboard.h"
#include "ui/model/supervision.h"

namespace sermo::test
{

//! A console with the dashboard in front, of a supervisor unless told otherwise; the day begins at
//! midnight with nothing counted, and it is 14:41:37 UTC.
class BoardScene : public DeskScene
{
public:
    explicit BoardScene(const QString &role = QStringLiteral("supervisor"));
    ~BoardScene();

    void agent(const QString &id, const QString &name,
               const QString &status = QStringLiteral("available"));
    void queue(const QString &id, const QString &name, std::optional<int> expectedSeconds = {});
    //! A customer whom that agent has.
    void conversation(const QString &user, const QString &name, const QString &agent,
                      std::optional<double> presence = {});
    //! A conversation from its beginning to its end, at its own times of day (seconds).
    void past(const QString &user, const QString &queue, const QString &agent, int atSecond,
              int waited, int handled);
    void leftAlone(const QString &user, const QString &queue, int atSecond, int waited);
    void at(int secondOfDay); //!< the wall clock
    void settle() const; //!< what is worked out soon is worked out now

    void fillLikeTheDashboard(); //!< design/dashboard-light.png

    Q_DISABLE_COPY_MOVE(BoardScene)

    CountedFigures figures; //!< of what the link delivers
    model::Supervision supervision;
    ui::Dashboard *board;
};

} // namespace sermo::test
