// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/style/tokens.h"

#include <cmath>

namespace sermo::ui
{

namespace
{

constexpr QRgb rgb(QRgb value)
{
    return 0xFF000000U | value;
}

double linear(double channel)
{
    return channel <= 0.03928 ? channel / 12.92 : std::pow((channel + 0.055) / 1.055, 2.4);
}

double luminance(const QColor &colour)
{
    return 0.2126 * linear(colour.redF()) + 0.7152 * linear(colour.greenF())
        + 0.0722 * linear(colour.blueF());
}

} // namespace

Tokens lightTokens()
{
    Tokens t;
    t.bg = rgb(0xF4F5F7);
    t.surface = rgb(0xFFFFFF);
    t.surface2 = rgb(0xFAFBFC);
    t.line = rgb(0xE3E6EA);
    t.line2 = rgb(0xEEF0F3);
    t.text = rgb(0x1B2430);
    t.text2 = rgb(0x5B6776);
    t.text3 = rgb(0x66717E); // the design's #8A95A3 is 3.0 : 1 on white
    t.accent = rgb(0x0B6BCB);
    t.accentSoft = rgb(0xE6F1FB);
    t.good = rgb(0x177444); // the design's #1A7F4B is 4.4 : 1 on its soft colour
    t.goodSoft = rgb(0xE3F4EA);
    t.warn = rgb(0xA45507); // the design's #B25E09 is 4.2 : 1 on its soft colour
    t.warnSoft = rgb(0xFDF0E0);
    t.bad = rgb(0xC0362C);
    t.badSoft = rgb(0xFCE8E6);
    t.onColour = rgb(0xFFFFFF);
    t.session = {rgb(0x17795E), rgb(0x1F5FA8), rgb(0x7A3E9D),
                 rgb(0xA8480F), rgb(0x0F6F86), rgb(0x8A2F5B)};
    return t;
}

Tokens darkTokens()
{
    Tokens t;
    t.dark = true;
    t.bg = rgb(0x14181D);
    t.surface = rgb(0x1B2027);
    t.surface2 = rgb(0x20262E);
    t.line = rgb(0x2D343D);
    t.line2 = rgb(0x262D35);
    t.text = rgb(0xE7ECF2);
    t.text2 = rgb(0xA3AFBD);
    t.text3 = rgb(0x8894A3); // the design's #74808F is 4.1 : 1 on the surface
    t.accent = rgb(0x5AA9F0);
    t.accentSoft = rgb(0x1B3145);
    t.good = rgb(0x5CC28C);
    t.goodSoft = rgb(0x1A3327);
    t.warn = rgb(0xE4A254);
    t.warnSoft = rgb(0x3A2C19);
    t.bad = rgb(0xF08A80);
    t.badSoft = rgb(0x3D2320);
    t.onColour = rgb(0x14181D);
    t.session = {rgb(0x3FA98A), rgb(0x5C98DD), rgb(0xB37FD3),
                 rgb(0xDB8550), rgb(0x48A9C0), rgb(0xCB6F9B)};
    return t;
}

double contrastRatio(const QColor &a, const QColor &b)
{
    const auto [darker, lighter] = std::minmax({luminance(a), luminance(b)});
    return (lighter + 0.05) / (darker + 0.05);
}

} // namespace sermo::ui
