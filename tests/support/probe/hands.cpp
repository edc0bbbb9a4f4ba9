// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/probe/hands.h"

#include <QGuiApplication>
#include <QWidget>
#include <QWindow>
#include <QtTest/qtestkeyboard.h>
#include <QtTest/qtestmouse.h>

namespace sermo::probe
{

void clickOn(QWidget *widget, QPoint where)
{
    QWidget *top = widget->window();
    QWindow *window = top->windowHandle();
    const QPointF local = widget->mapTo(top, where);
    const QPointF global = widget->mapToGlobal(where);
    // What a window manager does at a click; the screens of the tests have none.
    if (QGuiApplication::focusWindow() != window)
        window->requestActivate();
    // Hover first, as a real pointer would: some buttons look at it.
    qt_handleMouseEvent(window, local, global, Qt::NoButton, Qt::NoButton, QEvent::MouseMove,
                        Qt::NoModifier, 0);
    qt_handleMouseEvent(window, local, global, Qt::LeftButton, Qt::LeftButton,
                        QEvent::MouseButtonPress, Qt::NoModifier, 1);
    qt_handleMouseEvent(window, local, global, Qt::NoButton, Qt::LeftButton,
                        QEvent::MouseButtonRelease, Qt::NoModifier, 2);
}

void typeInto(QWindow *window, const QString &text)
{
    for (const QChar c : text) {
        const bool latin = c.isLetterOrNumber() && c.unicode() < 0x80;
        const int key
            = latin ? int(c.toUpper().unicode()) : int(c == u' ' ? Qt::Key_Space : Qt::Key_unknown);
        qt_handleKeyEvent(window, QEvent::KeyPress, key, Qt::NoModifier, QString(c));
        qt_handleKeyEvent(window, QEvent::KeyRelease, key, Qt::NoModifier, QString(c));
    }
}

void press(QWindow *window, QKeyCombination keys)
{
    qt_handleKeyEvent(window, QEvent::KeyPress, keys.key(), keys.keyboardModifiers());
    qt_handleKeyEvent(window, QEvent::KeyRelease, keys.key(), keys.keyboardModifiers());
}

} // namespace sermo::probe
