// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDialog>

class QLineEdit;

namespace sermo::ui
{

//! Asks why a conversation is ended; the customer reads the reason (seed, `end_session`). Shown
//! with open(): the desk goes on behind it.
class EndDialog : public QDialog
{
    Q_OBJECT
public:
    EndDialog(const QString &customer, QWidget *parent);

signals:
    void endRequested(const QString &reason);

private:
    [[nodiscard]] QLayout *makeButtons();

    QLineEdit *m_reason;
};

} // namespace sermo::ui
