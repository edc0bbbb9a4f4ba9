// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/console/status.h"

#include "ui/style/theme.h"

#include <QCoreApplication>
#include <QIconEngine>
#include <QPainter>

using namespace Qt::StringLiterals;

namespace sermo::ui
{

using Status = model::ConsoleController::Status;

namespace
{

struct Tr {
    Q_DECLARE_TR_FUNCTIONS(sermo::ui::Status)
};

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

QString statusName(Status status)
{
    switch (status) {
    case Status::Available:
        return Tr::tr("Available");
    case Status::Finishing:
        return Tr::tr("Finishing");
    case Status::Away:
        return Tr::tr("Away");
    case Status::Offline:
        return Tr::tr("Offline");
    }
    Q_UNREACHABLE();
}

QString statusName(const QString &wire)
{
    if (wire == "available"_L1)
        return statusName(Status::Available);
    if (wire == "finishing"_L1)
        return statusName(Status::Finishing);
    if (wire == "away"_L1)
        return statusName(Status::Away);
    return wire == "offline"_L1 ? statusName(Status::Offline) : wire;
}

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
