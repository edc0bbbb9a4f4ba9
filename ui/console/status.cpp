// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/console/status.h"

#include "ui/style/theme.h"

#include <QIconEngine>
#include <QPainter>

namespace sermo::ui
{

using Status = model::ConsoleController::Status;

namespace
{

class DotEngine final : public QIconEngine
{
public:
    DotEngine(const Theme &theme, Status status)
        : m_theme(theme)
        , m_status(status)
    {
    }
    void paint(QPainter *painter, const QRect &rect, QIcon::Mode, QIcon::State) override
    {
        constexpr qreal Share = 0.55;
        const qreal diameter = rect.width() * Share;
        const QRectF dot(rect.center().x() + 0.5 - diameter / 2,
                         rect.center().y() + 0.5 - diameter / 2, diameter, diameter);
        painter->save();
        painter->setRenderHint(QPainter::Antialiasing);
        painter->setPen(Qt::NoPen);
        painter->setBrush(m_theme.tokens().*statusColour(m_status));
        painter->drawEllipse(dot);
        painter->restore();
    }
    QPixmap pixmap(const QSize &size, QIcon::Mode mode, QIcon::State state) override
    {
        QPixmap pixmap(size);
        pixmap.fill(Qt::transparent);
        QPainter painter(&pixmap);
        paint(&painter, QRect({}, size), mode, state);
        return pixmap;
    }
    [[nodiscard]] QIconEngine *clone() const override { return new DotEngine(*this); }

private:
    const Theme &m_theme;
    Status m_status;
};

} // namespace

QColor Tokens::*statusColour(Status status)
{
    switch (status) {
    case Status::Available:
        return &Tokens::good;
    case Status::Finishing:
    case Status::Away:
        return &Tokens::warn;
    case Status::Offline:
        return &Tokens::text3;
    }
    Q_UNREACHABLE();
}

QIcon statusIcon(const Theme &theme, Status status)
{
    return QIcon(new DotEngine(theme, status));
}

} // namespace sermo::ui
