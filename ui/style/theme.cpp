// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/style/theme.h"

#include "ui/style/stylesheet.h"
#include "ui/style/typeface.h"

#include <QApplication>
#include <QEvent>
#include <QPalette>
#include <QStyle>
#include <QStyleFactory>
#include <QToolTip>

#include <memory>

using namespace Qt::StringLiterals;

namespace sermo::ui
{

namespace
{

//! Qt 6.4 has no colorScheme() to ask, but Fusion's own palette follows what the platform says.
bool systemIsDark()
{
    const std::unique_ptr<QStyle> fusion(QStyleFactory::create(u"fusion"_s));
    return fusion && fusion->standardPalette().color(QPalette::Window).lightness() < 128;
}

QPalette paletteOf(const Tokens &t)
{
    QPalette p;
    p.setColor(QPalette::Window, t.bg);
    p.setColor(QPalette::WindowText, t.text);
    p.setColor(QPalette::Base, t.surface);
    p.setColor(QPalette::AlternateBase, t.surface2);
    p.setColor(QPalette::Text, t.text);
    p.setColor(QPalette::PlaceholderText, t.text3);
    p.setColor(QPalette::Button, t.surface);
    p.setColor(QPalette::ButtonText, t.text);
    p.setColor(QPalette::BrightText, t.bad);
    p.setColor(QPalette::Link, t.accent);
    p.setColor(QPalette::LinkVisited, t.accent);
    p.setColor(QPalette::Highlight, t.accent);
    p.setColor(QPalette::HighlightedText, t.onColour);
    p.setColor(QPalette::ToolTipBase, t.text);
    p.setColor(QPalette::ToolTipText, t.surface);
    p.setColor(QPalette::Light, t.surface);
    p.setColor(QPalette::Midlight, t.line2);
    p.setColor(QPalette::Mid, t.line);
    p.setColor(QPalette::Dark, t.text3);
    p.setColor(QPalette::Shadow, t.dark ? QColor(Qt::black) : t.text3);
    for (const auto role : {QPalette::WindowText, QPalette::Text, QPalette::ButtonText})
        p.setColor(QPalette::Disabled, role, t.text3);
    return p;
}

} // namespace

Theme::Theme(QObject *parent)
    : QObject(parent)
    , m_systemIsDark(systemIsDark())
{
    // A platform theme may be dark by its palette alone, without saying so.
    m_systemIsDark |= QApplication::palette().color(QPalette::Window).lightness() < 128;
    refresh();
}

void Theme::setMode(Mode mode)
{
    if (mode == m_mode)
        return;
    m_mode = mode;
    refresh();
}

void Theme::install()
{
    m_installed = true;
    QApplication::setStyle(u"fusion"_s);
    QApplication::setFont(typeface(Type::Body));
    QToolTip::setFont(typeface(Type::Small));
    dress();
    qApp->installEventFilter(this);
}

bool Theme::eventFilter(QObject *watched, QEvent *event)
{
    const bool told = event->type() == QEvent::ThemeChange
        || (event->type() == QEvent::ApplicationPaletteChange && watched == qApp);
    if (told && !m_dressing) {
        m_systemIsDark = systemIsDark();
        refresh();
    }
    return QObject::eventFilter(watched, event);
}

void Theme::refresh()
{
    const bool dark = m_mode == Mode::Dark || (m_mode == Mode::System && m_systemIsDark);
    const Tokens tokens = dark ? darkTokens() : lightTokens();
    if (tokens == m_tokens)
        return;
    m_tokens = tokens;
    ++m_generation;
    if (m_installed)
        dress();
    emit changed();
}

void Theme::dress()
{
    m_dressing = true;
    QApplication::setPalette(paletteOf(m_tokens));
    qApp->setStyleSheet(styleSheet(m_tokens));
    m_dressing = false;
}

} // namespace sermo::ui
