// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/settings/qrview.h"

#include <QPainter>
#include <qrencode.h>

#include <algorithm>
#include <memory>

namespace sermo::ui
{

namespace
{

constexpr int Quiet = 4; //!< squares on each side
constexpr int Side = 220;

} // namespace

QImage qrImage(const QByteArray &text)
{
    const std::unique_ptr<QRcode, void (*)(QRcode *)> code(
        QRcode_encodeString8bit(text.constData(), 0, QR_ECLEVEL_M), &QRcode_free);
    if (!code)
        return {};
    const int width = code->width;
    QImage image(width + 2 * Quiet, width + 2 * Quiet, QImage::Format_Grayscale8);
    image.fill(Qt::white);
    for (int y = 0; y < width; ++y) {
        for (int x = 0; x < width; ++x) {
            if ((code->data[y * width + x] & 1U) != 0)
                image.setPixelColor(x + Quiet, y + Quiet, Qt::black);
        }
    }
    return image;
}

QrView::QrView(QWidget *parent)
    : QWidget(parent)
{
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
}

void QrView::show(const QByteArray &text)
{
    m_image = qrImage(text);
    setVisible(!m_image.isNull());
    update();
}

QSize QrView::sizeHint() const
{
    return {Side, Side};
}

//! Each square whole device pixels wide, however the screen is scaled: a blurred edge is not read.
void QrView::paintEvent(QPaintEvent *)
{
    if (m_image.isNull())
        return;
    QPainter p(this);
    const qreal ratio = devicePixelRatioF();
    const int square = std::max(1, int(std::min(width(), height()) * ratio) / m_image.width());
    const qreal side = square * m_image.width() / ratio;
    p.fillRect(rect(), Qt::white);
    p.drawImage(QRectF((width() - side) / 2, (height() - side) / 2, side, side), m_image);
}

} // namespace sermo::ui
