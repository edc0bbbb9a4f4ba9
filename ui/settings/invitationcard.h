// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/model/invitation.h"

#include <QFrame>

class QLabel;
class QPlainTextEdit;

namespace sermo::ui
{

class QrView;

//! An invitation to be handed on: its link, to be copied, and the same as a QR code. Holds a key
//! that is told this once.
class InvitationCard : public QFrame
{
    Q_OBJECT
public:
    explicit InvitationCard(QWidget *parent = nullptr);

    void show(const QString &title, const model::Invitation &invitation);
    //! A key that is no invitation: a bot or a channel is given it alone.
    void showKey(const QString &title, const QString &key);
    //! For the desk that shall stand by; when it is closed this one begins anew.
    void showStandby(const QString &link);
    void forget(); //!< hides it, and holds the key no longer
    [[nodiscard]] QString text() const; //!< what is handed on

signals:
    void closed();

private:
    void present(const QString &title, const QString &about, const QString &text);

    QLabel *m_title, *m_about;
    QPlainTextEdit *m_text;
    QrView *m_code;
};

} // namespace sermo::ui
