// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/model/invitation.h"

#include <QWidget>

#include <optional>

class QLabel;
class QLineEdit;
class QPlainTextEdit;

namespace sermo::ui
{

//! Where an invitation is pasted, and read back in words before anybody joins by it.
class InvitationForm : public QWidget
{
    Q_OBJECT
public:
    explicit InvitationForm(QWidget *parent = nullptr);

    void setText(const QString &text);
    //! As it stands, under the name written here; none: it is not whole.
    [[nodiscard]] std::optional<model::Invitation> invitation() const;

signals:
    void changed();

private:
    void read();

    QPlainTextEdit *m_text;
    QLabel *m_told;
    QLineEdit *m_name;
    std::optional<model::Invitation> m_invitation;
};

} // namespace sermo::ui
