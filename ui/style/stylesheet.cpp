// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/style/stylesheet.h"

#include <QFile>
#include <QHash>
#include <QRegularExpression>
#include <QStyle>
#include <QVariant>
#include <QWidget>

using namespace Qt::StringLiterals;

namespace sermo::ui
{

namespace
{

QHash<QString, QString> names(const Tokens &t)
{
    QHash<QString, QString> colours = {
        {u"bg"_s, t.bg.name()},
        {u"surface"_s, t.surface.name()},
        {u"surface2"_s, t.surface2.name()},
        {u"line"_s, t.line.name()},
        {u"line2"_s, t.line2.name()},
        {u"text"_s, t.text.name()},
        {u"text2"_s, t.text2.name()},
        {u"text3"_s, t.text3.name()},
        {u"accent"_s, t.accent.name()},
        {u"accentSoft"_s, t.accentSoft.name()},
        {u"accentHover"_s, t.dark ? t.accent.lighter(108).name() : t.accent.darker(112).name()},
        {u"good"_s, t.good.name()},
        {u"goodSoft"_s, t.goodSoft.name()},
        {u"warn"_s, t.warn.name()},
        {u"warnSoft"_s, t.warnSoft.name()},
        {u"bad"_s, t.bad.name()},
        {u"badSoft"_s, t.badSoft.name()},
        {u"onColour"_s, t.onColour.name()},
        {u"shade"_s, t.dark ? u"dark"_s : u"light"_s}, // in the names of pictures
        {u"radius"_s, u"%1px"_s.arg(Tokens::Radius)},
        {u"radiusSmall"_s, u"%1px"_s.arg(Tokens::RadiusSmall)},
    };
    return colours;
}

void change(QWidget *widget, const char *property, const QString &value)
{
    if (widget->property(property).toString() == value)
        return;
    widget->setProperty(property, value);
    if (widget->testAttribute(Qt::WA_WState_Polished)) {
        widget->style()->unpolish(widget);
        widget->style()->polish(widget);
    }
}

} // namespace

QString styleSheet(const Tokens &tokens)
{
    QFile file(u":/style/desk.qss"_s);
    if (!file.open(QIODevice::ReadOnly))
        return {};
    const QString sheet = QString::fromUtf8(file.readAll());
    const QHash<QString, QString> values = names(tokens);
    static const QRegularExpression name(u"@([A-Za-z0-9]+)"_s);
    QString result;
    qsizetype from = 0;
    for (const QRegularExpressionMatch &match : name.globalMatch(sheet)) {
        result += QStringView(sheet).sliced(from, match.capturedStart() - from);
        result += values.value(match.captured(1), match.captured(0));
        from = match.capturedEnd();
    }
    result += QStringView(sheet).sliced(from);
    return result;
}

void setRole(QWidget *widget, const QString &role)
{
    change(widget, "role", role);
}

void setKind(QWidget *widget, const QString &kind)
{
    change(widget, "kind", kind);
}

} // namespace sermo::ui
