// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/model/presentedsession.h"

#include <QWidget>

class QGridLayout;
class QLabel;
class QPushButton;

namespace sermo::ui
{

//! "Still there?" of the customer's panel: how probable, what speaks for it and what against, and
//! the way to let the bot ask. Not seen while nobody knows. Shows what it is given.
class StillThere : public QWidget
{
    Q_OBJECT
    Q_PROPERTY(QStringList reasons READ reasons)
public:
    explicit StillThere(QWidget *parent = nullptr);

    void present(const model::PresentedSession &session);
    [[nodiscard]] QStringList reasons() const; //!< "Typing right now +2.4"

signals:
    void askRequested(); //!< by the bot, in the agent's name

private:
    void fill(const QList<model::PresenceReason> &reasons);

    QLabel *m_probability;
    QGridLayout *m_grid;
    QPushButton *m_ask;
    QList<model::PresenceReason> m_shown;
};

} // namespace sermo::ui
