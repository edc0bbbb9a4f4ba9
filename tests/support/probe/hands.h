// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QKeyCombination>
#include <QPoint>
#include <QString>

class QWidget;
class QWindow;

//! A user's hands: events enter where the window system's do, so that hit testing, focus, grabs and
//! shortcuts are the real ones.
namespace sermo::probe
{

void clickOn(QWidget *widget, QPoint where);
void typeInto(QWindow *window, const QString &text);
void press(QWindow *window, QKeyCombination keys);

} // namespace sermo::probe
