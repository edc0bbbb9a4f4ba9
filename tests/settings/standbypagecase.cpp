// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/settings/standbypagecase.h"

#include <QTest>

using namespace Qt::StringLiterals;

namespace sermo::test
{

void StandbyPageCase::openAt(Setup setup, Phase phase, const Result<QString, QString> &link)
{
    m_standby.asked.clear();
    m_standby.trouble.clear();
    m_standby.link = link;
    model::StandbyOffice::State state;
    state.setup = setup;
    state.phase = phase;
    m_standby.be(state);
    const bool isHost = setup == Setup::Nothing || setup == Setup::Inviting;
    m_window = new ui::SettingsWindow(m_scene->window->context(), isHost ? m_office.get() : nullptr,
                                      nullptr, &m_standby);
    m_window->show();
    QVERIFY(QTest::qWaitForWindowActive(m_window));
    m_window->showPage(u"standbyPage"_s);
}

} // namespace sermo::test
