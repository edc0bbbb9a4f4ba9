// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/model/fakelink.h"
#include "tests/model/told.h"
#include "tests/support/fakeclock.h"
#include "ui/model/consolecontroller.h"
#include "ui/model/drafts.h"
#include "ui/model/sessionstore.h"

#include <QTemporaryDir>

namespace sermo::test
{

//! What a console of Anders' is made of, started, its broker played by the test.
struct ConsoleSet {
    QTemporaryDir directory;
    FakeClock clock;
    Told told;
    FakeLink link;
    model::SessionStore store;
    model::Drafts drafts{directory.filePath(QStringLiteral("drafts.json")), std::chrono::hours(1)};
    model::ConsoleController controller{
        store,
        link,
        drafts,
        clock,
        {AgentId(QStringLiteral("an01")), QStringLiteral("Anders Andersson"), {}}};

    ConsoleSet() { controller.start(); }
};

} // namespace sermo::test
