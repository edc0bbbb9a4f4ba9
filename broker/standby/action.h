// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "broker/standby/message.h"

#include <QList>

namespace sermo::standby
{

//! What is to be done, in this order, each wholly before the next: a process that dies between two
//! of them has done the first ones. One that fails ends the process's part in this.
namespace act
{

struct Write {
    Charter charter; //!< durably
};
struct Send {
    Message message; //!< or lose it with the link
};
//! The events that the log has behind this number go to the other one, then each as it is stored,
//! each with its say::Copy. Until the link is gone.
struct Feed {
    Seq after = 0;
};
//! What is stored up to here may be acknowledged and delivered.
struct Release {
    Seq upTo = 0;
};
//! Opens the door.
struct Serve {
    bool isOfNewEpoch = false; //!< numbers may be given out again: the log gets another `epoch`
};
//! Shuts it: clients are sent away, to find the other one. Nothing is released any more.
struct StepAside {
};
//! First what is being written comes to its end. Where the log has anything behind this number, all
//! of it is kept apart, for people to see, and what it has up to there is the log. Then
//! Member::wasSetApart().
struct SetApart {
    Seq after = 0;
};
struct HangUp {
}; //!< this link; another one is welcome

} // namespace act

using Action = std::variant<act::Write, act::Send, act::Feed, act::Release, act::Serve,
                            act::StepAside, act::SetApart, act::HangUp>;
using Actions = QList<Action>;

} // namespace sermo::standby
