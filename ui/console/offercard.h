// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/model/offers.h"

#include <QFrame>

class QLabel;
class QPushButton;

namespace sermo::ui
{

class Countdown;
class ElidedLabel;
class Theme;

//! A session that a colleague offers: who, whom, why, how long still, yes or no. Shows what it is
//! given.
class OfferCard : public QFrame
{
    Q_OBJECT
    Q_PROPERTY(QString text READ text)
    Q_PROPERTY(int seconds READ seconds)
public:
    OfferCard(const Theme &theme, const UserId &user, QWidget *parent = nullptr);

    void present(const model::OfferItem &offer);
    void tick(std::chrono::milliseconds now); //!< steady

    [[nodiscard]] const UserId &user() const { return m_user; }
    [[nodiscard]] QString text() const; //!< all it says
    [[nodiscard]] int seconds() const;

signals:
    void acceptRequested();
    void declineRequested();

private:
    const UserId m_user;
    std::chrono::milliseconds m_endsAt{0};
    Countdown *m_countdown;
    ElidedLabel *m_title;
    ElidedLabel *m_words;
    QPushButton *m_accept;
    QPushButton *m_decline;
};

} // namespace sermo::ui
