// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/console/bubblestyle.h"

#include "ui/style/theme.h"
#include "ui/style/typeface.h"

#include <QGuiApplication>

namespace sermo::ui
{

BubbleStyle bubbleStyle(const Theme &theme, int colour, const QString &ownName)
{
    BubbleStyle style;
    style.tokens = theme.tokens();
    style.session = theme.tokens().sessionColour(colour);
    style.body = typeface(Type::Body);
    style.small = typeface(Type::Small);
    style.caption = typeface(Type::Caption);
    style.ownName = ownName;
    style.direction = QGuiApplication::layoutDirection();
    style.generation = theme.generation();
    return style;
}

} // namespace sermo::ui
