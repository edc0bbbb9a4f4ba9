// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/model/offers.h"

#include <QFrame>

class QLabel;
class QPushButton;

namespace sermo::ui
{

//! What goes on with a session beside the talk, under its column's head, and what can be done about
//! it: offered to a colleague, not accepted, lent to the bot. Not seen while nothing goes on.
class ColumnNotice : public QFrame
{
    Q_OBJECT
    Q_PROPERTY(QString text READ text)
public:
    explicit ColumnNotice(const UserId &user, QWidget *parent = nullptr);

    void clear();
    void presentOffer(const model::Offers::Made &offer, std::chrono::milliseconds now); //!< steady
    void presentLent(); //!< the bot speaks to the customer in the agent's name

    [[nodiscard]] QString text() const;

signals:
    void takeBackRequested(); //!< the offer
    void putAwayRequested(); //!< seen: it was not accepted
    void claimRequested(); //!< from the bot

private:
    enum class Showing : quint8 { Nothing, Waiting, Refused, Lent };

    void show(Showing what, const QString &text, const QString &action);

    Showing m_showing = Showing::Nothing;
    QLabel *m_text;
    QPushButton *m_action;
};

} // namespace sermo::ui
