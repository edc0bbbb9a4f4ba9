// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "broker/store/nats/asker.h"
#include "broker/store/nats/kept.h"

#include <QList>

#include <deque>
#include <functional>

namespace sermo::store::nats
{

//! Values that were not among all that was heard. Each is asked for by its name before it counts as
//! removed: one that was put anew meanwhile has left its place, and is heard at the new one. One
//! question at a time; what nobody answers is asked until somebody does.
class Vanished
{
public:
    using Gone = std::function<void(const Kept &value)>;

    //! `gone`: no server has anything under that name any more.
    Vanished(Asker &asker, const Subjects &subjects, Gone gone);

    void ask(const QList<Kept> &values);

private:
    void askNext();
    void handleAnswer(const Answer &answer);

    Asker &m_asker;
    const Subjects &m_subjects;
    const Gone m_gone;
    std::deque<Kept> m_values; //!< the first is being asked for
};

} // namespace sermo::store::nats
