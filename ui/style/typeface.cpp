// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/style/typeface.h"

#include <QFontDatabase>
#include <QStringList>

using namespace Qt::StringLiterals;

namespace sermo::ui
{

namespace
{

QStringList families()
{
    const QString system = QFontDatabase::systemFont(QFontDatabase::GeneralFont).family();
    return {u"Inter"_s, u"Inter Variable"_s, system};
}

int pixelSize(Type type)
{
    switch (type) {
    case Type::Body:
    case Type::BodyStrong:
        return 13;
    case Type::Small:
        return 12;
    case Type::Caption:
    case Type::Section:
        return 11;
    }
    Q_UNREACHABLE();
}

} // namespace

QFont typeface(Type type)
{
    QFont font;
    font.setFamilies(families());
    font.setPixelSize(pixelSize(type));
    // Slight hinting would move letters apart differently at each scale.
    font.setHintingPreference(QFont::PreferNoHinting);
    if (type == Type::BodyStrong || type == Type::Section)
        font.setWeight(QFont::DemiBold);
    if (type == Type::Section) {
        font.setCapitalization(QFont::AllUppercase);
        font.setLetterSpacing(QFont::AbsoluteSpacing, 0.4);
    }
    return font;
}

} // namespace sermo::ui
