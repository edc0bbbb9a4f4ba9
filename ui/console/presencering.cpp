// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/console/presencering.h"

#include "ui/style/theme.h"
#include "ui/style/typeface.h"

#include <QLocale>
#include <QPainter>

using namespace Qt::StringLiterals;

namespace sermo::ui
{

namespace
{

constexpr int Diameter = 34;
constexpr qreal Stroke = 3.5;

} // namespace

PresenceRing::PresenceRing(const Theme &theme, QWidget *parent)
    : QWidget(parent)
    , m_theme(theme)
{
    setObjectName(u"presenceRing"_s);
    setFixedSize(Diameter, Diameter);
    hide();
    connect(&theme, &Theme::changed, this, qOverload<>(&QWidget::update));
}

void PresenceRing::setColour(int number)
{
    m_colour = number;
    update();
}

void PresenceRing::present(std::optional<double> probability,
                           const QList<model::PresenceReason> &reasons)
{
    setVisible(probability.has_value());
    if (!probability)
        return;
    m_probability = qBound(0.0, *probability, 1.0);
    const QString percent = QLocale().toString(qRound(m_probability * 100));
    setAccessibleName(tr("Still there: %1 percent").arg(percent));
    QStringList lines{accessibleName()};
    for (const model::PresenceReason &reason : reasons)
        lines += u"%1  %2"_s.arg(model::weightText(reason.weight), reason.text);
    setAccessibleDescription(lines.mid(1).join(u'\n'));
    setToolTip(lines.join(u'\n')); // plain: what looks like HTML counts in the first line only
    update();
}

void PresenceRing::paintEvent(QPaintEvent *)
{
    const Tokens &t = m_theme.tokens();
    QPainter p(this);
    p.setRenderHint(QPainter::Antialiasing);
    const QRectF ring = QRectF(rect()).adjusted(Stroke / 2, Stroke / 2, -Stroke / 2, -Stroke / 2);
    p.setPen(QPen(t.line, Stroke));
    p.drawEllipse(ring);
    p.setPen(QPen(t.sessionColour(m_colour), Stroke, Qt::SolidLine, Qt::FlatCap));
    p.drawArc(ring, 90 * 16, -qRound(360 * 16 * m_probability));
    p.setFont(typeface(Type::Section));
    p.setPen(t.text);
    const int hundredths = qMin(99, qRound(m_probability * 100));
    p.drawText(rect(), Qt::AlignCenter,
               QStringLiteral(".%1").arg(hundredths, 2, 10, QLatin1Char('0')));
}

} // namespace sermo::ui
