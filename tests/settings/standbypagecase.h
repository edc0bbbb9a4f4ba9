// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/console/scriptedstandby.h"
#include "tests/settings/settingstest.h"

namespace sermo::test
{

//! The settings at their page of the other desk, with an office that is as far as a test wants it.
class StandbyPageCase : public SettingsTest
{
    Q_OBJECT
protected:
    using Setup = model::StandbyOffice::Setup;
    using Phase = model::StandbyOffice::Phase;

    //! `link`: what a host invites by, or why it cannot.
    void openAt(Setup setup, Phase phase = Phase::Starting,
                const Result<QString, QString> &link = QStringLiteral("sermo://stand-by?at=x"));
    [[nodiscard]] bool isSeen(const QString &name) const { return find(name)->isVisible(); }

    ScriptedStandby m_standby;
};

} // namespace sermo::test
