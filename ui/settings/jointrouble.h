// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDialog>

class QLabel;
class QUrl;

namespace sermo::ui
{

//! A broker that this desk was to join does not let it in, or does not answer: why, and each way
//! on. What was written meanwhile stays. Shown with open(); deletes itself.
class JoinTrouble : public QDialog
{
    Q_OBJECT
public:
    //! `isFinal`: the broker (or its certificate) said no, and the desk does not try by itself.
    JoinTrouble(const QUrl &broker, const QString &why, bool isFinal, QWidget *parent);

    void setWhy(const QString &why, bool isFinal);

signals:
    void againRequested();
    void anotherRequested(); //!< by another invitation
    void hostRequested(); //!< here, instead of joining

private:
    QLabel *m_title;
    QLabel *m_why;
    QLabel *m_hint;
    const QString m_host;
};

} // namespace sermo::ui
