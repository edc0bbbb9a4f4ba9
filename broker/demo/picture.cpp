// SPDX-License-Identifier: GPL-3.0-or-later
#include "broker/demo/picture.h"

#include <QBuffer>
#include <QImage>
#include <QPainter>

namespace sermo::demo
{

namespace
{

constexpr QSize Size(800, 600);
constexpr QRectF Box(140, 250, 520, 190);
constexpr int Lamps = 5;
constexpr int Hues = 360;

void paintRoom(QPainter &painter, int hue)
{
    QLinearGradient wall(0, 0, 0, Size.height());
    wall.setColorAt(0, QColor::fromHsl(hue, 50, 205));
    wall.setColorAt(1, QColor::fromHsl(hue, 40, 150));
    painter.fillRect(QRect(QPoint(), Size), wall);
    painter.fillRect(QRect(0, 430, Size.width(), 170), QColor(120, 88, 60));
}

void paintRouter(QPainter &painter)
{
    painter.setBrush(QColor(38, 40, 46));
    for (const qreal x : {200.0, 580.0})
        painter.drawRoundedRect(QRectF(x, 90, 20, 180), 9, 9);
    painter.setBrush(QColor(52, 55, 62));
    painter.drawRoundedRect(Box, 26, 26);
}

void paintLamps(QPainter &painter)
{
    for (int i = 0; i < Lamps; ++i) {
        const QColor colour = i == 1 ? QColor(255, 48, 48) : QColor(70, 190, 95);
        const QPointF at(Box.left() + 90 + i * 85, Box.center().y());
        QRadialGradient glow(at, 34);
        glow.setColorAt(0, colour);
        glow.setColorAt(1, QColor(colour.red(), colour.green(), colour.blue(), 0));
        painter.setBrush(glow);
        painter.drawEllipse(at, 34, 34);
        painter.setBrush(colour.lighter(130));
        painter.drawEllipse(at, 11, 11);
    }
}

} // namespace

QByteArray picture(quint32 seed)
{
    QImage image(Size, QImage::Format_RGB32);
    QPainter painter(&image);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    paintRoom(painter, int(seed % Hues));
    paintRouter(painter);
    paintLamps(painter);
    painter.end();
    QByteArray png;
    QBuffer buffer(&png);
    (void)buffer.open(QIODevice::WriteOnly);
    (void)image.save(&buffer, "PNG");
    return png;
}

} // namespace sermo::demo
