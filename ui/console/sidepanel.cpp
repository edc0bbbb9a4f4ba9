// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/console/sidepanel.h"

#include "ui/style/stylesheet.h"

#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace sermo::ui
{

SidePanel::SidePanel(Side side, int width, QWidget *parent)
    : QScrollArea(parent)
{
    setFocusPolicy(Qt::NoFocus);
    setFixedWidth(width);
    setWidgetResizable(true);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    auto *content = new QWidget(this);
    setRole(content, u"side"_s);
    setKind(content, side == Side::Left ? u"left"_s : u"right"_s);
    content->setAttribute(Qt::WA_StyledBackground);
    m_rows = new QVBoxLayout(content);
    m_rows->setSpacing(6);
    setWidget(content);
}

} // namespace sermo::ui
