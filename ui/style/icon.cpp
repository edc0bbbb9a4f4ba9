// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/style/icon.h"

#include "ui/style/theme.h"

#include <QFile>
#include <QIconEngine>
#include <QPainter>
#include <QPixmapCache>
#include <QSvgRenderer>

using namespace Qt::StringLiterals;

namespace sermo::ui
{

namespace
{

QByteArray source(const QString &name)
{
    QFile file(u":/icons/%1.svg"_s.arg(name));
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

QPixmap rendered(const QString &name, const QColor &colour, const QSize &pixels)
{
    const QString key = u"sermo-icon/%1/%2/%3x%4"_s.arg(name, colour.name(QColor::HexArgb))
                            .arg(pixels.width())
                            .arg(pixels.height());
    QPixmap pixmap;
    if (QPixmapCache::find(key, &pixmap))
        return pixmap;
    pixmap = QPixmap(pixels);
    pixmap.fill(Qt::transparent);
    const QByteArray svg = source(name).replace("currentColor", colour.name().toLatin1());
    QSvgRenderer renderer(svg);
    if (renderer.isValid()) {
        renderer.setAspectRatioMode(Qt::KeepAspectRatio);
        QPainter painter(&pixmap);
        painter.setOpacity(colour.alphaF());
        renderer.render(&painter);
    }
    QPixmapCache::insert(key, pixmap);
    return pixmap;
}

class TintedIconEngine final : public QIconEngine
{
public:
    TintedIconEngine(const Theme &theme, QString name, QColor Tokens::*colour)
        : m_theme(theme)
        , m_name(std::move(name))
        , m_colour(colour)
    {
    }

    void paint(QPainter *painter, const QRect &rect, QIcon::Mode mode, QIcon::State state) override
    {
        const qreal scale = painter->device()->devicePixelRatioF();
        painter->drawPixmap(rect, pixmap(rect.size() * scale, mode, state));
    }

    QPixmap pixmap(const QSize &size, QIcon::Mode mode, QIcon::State) override
    {
        QColor colour = m_theme.tokens().*m_colour;
        if (mode == QIcon::Disabled)
            colour.setAlphaF(0.45F);
        return rendered(m_name, colour, size);
    }

    [[nodiscard]] QIconEngine *clone() const override { return new TintedIconEngine(*this); }

private:
    const Theme &m_theme;
    QString m_name;
    QColor Tokens::*m_colour;
};

} // namespace

QIcon icon(const Theme &theme, const QString &name, QColor Tokens::*colour)
{
    return QIcon(new TintedIconEngine(theme, name, colour));
}

QPixmap iconPixmap(const QString &name, const QColor &colour, int size, qreal scale)
{
    QPixmap pixmap = rendered(name, colour, QSize(size, size) * scale);
    pixmap.setDevicePixelRatio(scale);
    return pixmap;
}

} // namespace sermo::ui
