// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/console/access.h"

#include <QAbstractButton>
#include <QAbstractItemView>
#include <QAbstractScrollArea>
#include <QAccessible>
#include <QComboBox>
#include <QLabel>
#include <QScrollBar>
#include <QSizeGrip>
#include <QWidget>

using namespace Qt::StringLiterals;

namespace sermo::test
{

namespace
{

//! Parts that Qt makes inside a control, which speaks for them.
bool isQtsOwn(const QWidget &widget)
{
    for (const QWidget *each = &widget; each; each = each->parentWidget()) {
        if (each->objectName().startsWith("qt_"_L1) || qobject_cast<const QScrollBar *>(each)
            || qobject_cast<const QSizeGrip *>(each))
            return true;
        if (each != &widget
            && (qobject_cast<const QAbstractItemView *>(each)
                || qobject_cast<const QComboBox *>(each)))
            return true;
    }
    return false;
}

bool isControl(const QWidget &widget)
{
    return widget.focusPolicy() != Qt::NoFocus
        || qobject_cast<const QAbstractButton *>(&widget) != nullptr;
}

QString named(const QWidget &widget)
{
    return u"%1 '%2' in '%3'"_s.arg(QLatin1String(widget.metaObject()->className()),
                                    widget.objectName(), widget.window()->objectName());
}

//! An area that scrolls is a container, whatever it holds.
bool saysWhatItIs(const QWidget &widget, QAccessible::Role role)
{
    if (qobject_cast<const QAbstractScrollArea *>(&widget))
        return true;
    return role != QAccessible::NoRole && role != QAccessible::Client;
}

void look(QWidget &widget, QStringList &troubles)
{
    const QAccessibleInterface *seen = QAccessible::queryAccessibleInterface(&widget);
    if (!seen) {
        troubles += named(widget) + u": is not there at all"_s;
        return;
    }
    const QString name = seen->text(QAccessible::Name).trimmed();
    if (widget.isWindow()) {
        if (name.isEmpty())
            troubles += named(widget) + u": a window without a name"_s;
        return;
    }
    if (!isControl(widget))
        return;
    if (name.isEmpty())
        troubles += named(widget) + u": a control without a name"_s;
    if (!saysWhatItIs(widget, seen->role()))
        troubles += named(widget) + u": a control without a role"_s;
}

QList<QWidget *> seenIn(QWidget &window)
{
    QList<QWidget *> seen;
    const auto parts = window.findChildren<QWidget *>();
    for (QWidget *part : parts) {
        if (!part->isWindow() && part->isVisibleTo(&window) && part->window() == &window
            && !isQtsOwn(*part))
            seen += part;
    }
    return seen;
}

//! What keys do from the part beside: each of these has its test there.
bool hasKeysOfItsOwn(const QAbstractButton &button)
{
    const QString name = button.objectName();
    return !button.shortcut().isEmpty()
        || name.startsWith("removeAttachment-"_L1) // Delete on its tile
        || name == "newBelow"_L1; // End in the transcript
}

} // namespace

QStringList accessTroubles(QWidget &window)
{
    QStringList troubles;
    look(window, troubles);
    for (QWidget *part : seenIn(window))
        look(*part, troubles);
    return troubles;
}

QStringList mouseOnly(QWidget &window)
{
    QStringList troubles;
    for (const QWidget *part : seenIn(window)) {
        const auto *button = qobject_cast<const QAbstractButton *>(part);
        if (button && button->isEnabled() && (button->focusPolicy() & Qt::TabFocus) == 0
            && !hasKeysOfItsOwn(*button))
            troubles += named(*part) + u": only a mouse presses it"_s;
    }
    return troubles;
}

} // namespace sermo::test
