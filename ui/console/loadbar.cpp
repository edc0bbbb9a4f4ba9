// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/console/loadbar.h"

#include "ui/model/presencewords.h"
#include "ui/style/theme.h"
#include "ui/style/typeface.h"

#include <QPainter>
#include <QPainterPath>

using namespace Qt::StringLiterals;

namespace sermo::ui
{

namespace
{

constexpr int BarWidth = 108;
constexpr int BarHeight = 8;
constexpr int Gap = 8;

} // namespace

void paintLoad(QPainter &painter, const Tokens &tokens, const QRectF &bar,
               const QList<LoadPart> &parts, double bound)
{
    double sum = 0;
    for (const LoadPart &part : parts)
        sum += part.probability;
    const double whole = qMax(bound + 1, sum);
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    QPainterPath outline;
    outline.addRoundedRect(bar, bar.height() / 2, bar.height() / 2);
    painter.fillPath(outline, tokens.line);
    painter.setClipPath(outline);
    qreal x = bar.left();
    for (const LoadPart &part : parts) {
        const qreal width = bar.width() * part.probability / whole;
        painter.fillRect(QRectF(x, bar.top(), width, bar.height()), part.colour);
        x += width;
    }
    painter.restore();
    const qreal mark = bar.left() + bar.width() * bound / whole;
    painter.fillRect(QRectF(mark - 1, bar.top() - 3, 2, bar.height() + 6), tokens.text2);
}

LoadBar::LoadBar(const Theme &theme, QWidget *parent)
    : QWidget(parent)
    , m_theme(theme)
{
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    connect(&theme, &Theme::changed, this, qOverload<>(&QWidget::update));
}

void LoadBar::present(const QList<Share> &shares, std::optional<double> sum, double bound)
{
    if (!m_words.isEmpty() && shares == m_shares && sum == m_sum && bound == m_bound)
        return;
    m_shares = shares;
    m_sum = sum;
    m_bound = bound;
    const int open = int(shares.size());
    if (sum) {
        m_words = u"%1 / %2"_s.arg(model::hundredths(*sum), model::hundredths(bound));
        setAccessibleName(
            tr("Load: %1 of %2").arg(model::hundredths(*sum), model::hundredths(bound)));
        setToolTip(tr("%n open", nullptr, open) + u"\n"_s
                   + (*sum > bound ? tr("You are given no more until the sum is at most %1.")
                                         .arg(model::hundredths(bound))
                                   : tr("You are given another customer while the sum is at most "
                                        "%1.")
                                         .arg(model::hundredths(bound))));
    } else {
        m_words = tr("%n open", nullptr, open);
        setAccessibleName(m_words);
        setToolTip({});
    }
    setVisible(open > 0);
    updateGeometry();
    update();
}

QSize LoadBar::sizeHint() const
{
    const QFontMetrics body(typeface(Type::BodyStrong));
    const QFontMetrics small(typeface(Type::Body));
    const int words = body.horizontalAdvance(m_words);
    if (!m_sum)
        return {words, BarHeight + 16};
    return {small.horizontalAdvance(tr("Load")) + Gap + BarWidth + Gap + words, BarHeight + 16};
}

void LoadBar::paintEvent(QPaintEvent *)
{
    const Tokens &t = m_theme.tokens();
    QPainter p(this);
    QRect left = rect();
    if (m_sum) {
        const QString title = tr("Load");
        p.setFont(typeface(Type::Body));
        p.setPen(t.text2);
        p.drawText(left, Qt::AlignLeft | Qt::AlignVCenter, title);
        left.setLeft(p.fontMetrics().horizontalAdvance(title) + Gap);
        QList<LoadPart> parts;
        for (const Share &share : m_shares)
            parts += {t.sessionColour(share.colour), share.weight.value_or(0)};
        paintLoad(p, t, QRectF(left.left(), (height() - BarHeight) / 2.0, BarWidth, BarHeight),
                  parts, m_bound);
        left.setLeft(left.left() + BarWidth + Gap);
    }
    p.setFont(typeface(Type::BodyStrong));
    p.setPen(m_sum && *m_sum > m_bound ? t.warn : t.text2);
    p.drawText(left, Qt::AlignLeft | Qt::AlignVCenter, m_words);
}

} // namespace sermo::ui
