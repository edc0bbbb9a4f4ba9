// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "broker/protocol/ids.h"

#include <QFrame>

class QPushButton;

namespace sermo::ui
{

class Countdown;
class ElidedLabel;
class Theme;

//! What was said and has not left yet, over the composer: for a few seconds it can be taken back.
//! Hidden while there is none.
class UndoBar : public QFrame
{
    Q_OBJECT
    Q_PROPERTY(QString text READ text)
    Q_PROPERTY(int seconds READ seconds)
public:
    UndoBar(const Theme &theme, const UserId &user, QWidget *parent = nullptr);

    void present(const QString &words, int secondsLeft, int ofSeconds);
    [[nodiscard]] QString text() const; //!< as shown; empty: nothing waits
    [[nodiscard]] int seconds() const; //!< until it leaves

signals:
    void undoRequested();
    void sendRequested(); //!< now

private:
    Countdown *m_left;
    ElidedLabel *m_text;
    QPushButton *m_undo;
    QPushButton *m_send;
};

} // namespace sermo::ui
