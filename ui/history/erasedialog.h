// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDialog>

class QLabel;
class QPushButton;

namespace sermo::ui
{

//! Asks twice whether a customer shall be erased: first what it means, then whether really. Enter
//! never says yes. Shown with open(): the desk goes on behind it.
class EraseDialog : public QDialog
{
    Q_OBJECT
public:
    EraseDialog(const QString &customer, QWidget *parent);

signals:
    void eraseRequested();

private:
    void goOn();

    const QString m_customer;
    QLabel *m_title;
    QLabel *m_hint;
    QPushButton *m_erase;
    bool m_isSecond = false;
};

} // namespace sermo::ui
