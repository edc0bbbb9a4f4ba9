// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/settings/standbywords.h"

#include <QCoreApplication>

using namespace Qt::StringLiterals;

namespace sermo::ui
{

namespace
{

using State = model::StandbyOffice::State;
using Phase = model::StandbyOffice::Phase;

struct Tr {
    Q_DECLARE_TR_FUNCTIONS(sermo::ui::StandbyWords)
};

QString serving(const State &state)
{
    if (state.other.isEmpty())
        return Tr::tr("This desk hosts. No other one has come to stand by yet.");
    const QString other = state.other.toDisplayString();
    if (!state.isLinked)
        return Tr::tr("This desk hosts. The one that stands by, at %1, is not there.").arg(other);
    return state.isInStep
        ? Tr::tr("This desk hosts. The one that stands by, at %1, has everything.").arg(other)
        : Tr::tr("This desk hosts. The one that stands by, at %1, is catching up.").arg(other);
}

QString following(const State &state)
{
    const QString other = state.other.toDisplayString();
    if (!state.isLinked)
        return Tr::tr("This desk stands by. The host, at %1, is not heard.").arg(other);
    return state.isInStep
        ? Tr::tr("This desk stands by for the host at %1, and has everything.").arg(other)
        : Tr::tr("This desk stands by for the host at %1, and is catching up.").arg(other);
}

QString phaseWords(const State &state)
{
    switch (state.phase) {
    case Phase::Starting:
    case Phase::Asking:
        return Tr::tr("This desk asks the other one which of them is the host.");
    case Phase::Serving:
        return serving(state);
    case Phase::Aside:
        return Tr::tr("This desk hosts, and serves nobody until the one that stands by is heard "
                      "again.");
    case Phase::Following:
        return following(state);
    case Phase::Offering:
        return Tr::tr("This desk stands by, and the host is gone: it can take over.");
    }
    Q_UNREACHABLE();
}

} // namespace

QString standbyWords(const State &state)
{
    QStringList words{phaseWords(state)};
    if (state.hasTrouble)
        words += Tr::tr("The two do not fit together: neither goes on by itself. Look at which of "
                        "them has what was said last.");
    if (!state.apart.isEmpty())
        words += Tr::tr("Something that only this desk had was put aside: %1").arg(state.apart);
    if (!state.settingsApart.isEmpty())
        words += Tr::tr("What this desk itself was set to was put aside: %1")
                     .arg(state.settingsApart);
    if (!state.settingsTrouble.isEmpty())
        words += Tr::tr("The host's settings cannot be kept here: %1").arg(state.settingsTrouble);
    return words.join(u'\n');
}

bool isWellStandby(const State &state)
{
    const bool isGoing = state.phase == Phase::Starting || state.phase == Phase::Asking
        || ((state.phase == Phase::Serving || state.phase == Phase::Following)
            && (state.isLinked || state.other.isEmpty()));
    return isGoing && !state.hasTrouble && state.apart.isEmpty() && state.settingsTrouble.isEmpty();
}

} // namespace sermo::ui
