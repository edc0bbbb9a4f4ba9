// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/model/invitation.h"

#include <QDialog>

class QCheckBox;
class QLabel;
class QLineEdit;
class QPushButton;
class QStackedWidget;

namespace sermo::ui
{

class InvitationForm;

//! The one question of a first start: host for my team, or join one. Later the way to another
//! broker. Shown with open(); deletes itself. Closed without an answer it changes nothing.
class FirstStart : public QDialog
{
    Q_OBJECT
public:
    //! `name`: the agent's, as far as it is known.
    explicit FirstStart(const QString &name, QWidget *parent = nullptr);

    void askForInvitation(const QString &text = {}); //!< the second half of the question at once

signals:
    //! `forTeam`: colleagues on the network may join, else this computer alone.
    void hostChosen(const QString &name, bool forTeam);
    void tryRequested(); //!< a demonstration beside it: the question stays
    void joinChosen(const sermo::model::Invitation &invitation);

private:
    [[nodiscard]] QWidget *question();
    [[nodiscard]] QWidget *joining();
    [[nodiscard]] QWidget *trying();
    [[nodiscard]] QWidget *choice(QPushButton *button, const QString &about);

    QStackedWidget *m_pages;
    QLineEdit *m_name;
    QCheckBox *m_forTeam;
    QPushButton *m_host;
    QPushButton *m_join;
    QPushButton *m_try;
    InvitationForm *m_form;
    QPushButton *m_go;
};

} // namespace sermo::ui
