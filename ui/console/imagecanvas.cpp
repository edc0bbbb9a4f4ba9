// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/console/imagecanvas.h"

#include "ui/style/theme.h"

#include <QPainter>
#include <QWheelEvent>

#include <algorithm>
#include <cmath>

namespace sermo::ui
{

namespace
{

constexpr double LargestScale = 8;
constexpr double SmallestScale = 0.02;
constexpr double WheelStep = 1.2; //!< a notch of the wheel
constexpr int NotchDelta = 120;

} // namespace

ImageCanvas::ImageCanvas(const Theme &theme, QWidget *parent)
    : QWidget(parent)
    , m_theme(theme)
{
    setMinimumSize(160, 120);
    connect(&theme, &Theme::changed, this, qOverload<>(&QWidget::update));
}

void ImageCanvas::setPicture(const QImage &picture)
{
    m_picture = picture;
    fit();
}

double ImageCanvas::fittingScale() const
{
    if (isEmpty() || size().isEmpty())
        return 1;
    const QSizeF screen = QSizeF(size()) * devicePixelRatioF();
    return std::min(
        {1.0, screen.width() / m_picture.width(), screen.height() / m_picture.height()});
}

double ImageCanvas::scale() const
{
    return m_fits ? fittingScale() : m_scale;
}

QSizeF ImageCanvas::shownSize() const
{
    return QSizeF(m_picture.size()) * scale() / devicePixelRatioF();
}

void ImageCanvas::fit()
{
    m_fits = true;
    m_centre = {};
    setCursor(Qt::ArrowCursor);
    update();
    emit scaleChanged();
}

void ImageCanvas::showActualSize()
{
    setScale(1, QRectF(rect()).center());
}

void ImageCanvas::zoomAt(const QPointF &point, double factor)
{
    setScale(scale() * factor, point);
}

void ImageCanvas::setScale(double scale, const QPointF &point)
{
    if (isEmpty())
        return;
    const double old = this->scale();
    m_scale = std::clamp(scale, std::min(SmallestScale, fittingScale()), LargestScale);
    m_fits = false;
    const QPointF fromCentre = point - QRectF(rect()).center();
    m_centre = fromCentre - (fromCentre - m_centre) * (m_scale / old);
    keepInside();
    update();
    emit scaleChanged();
}

//! As much of the picture as there is room for, and in the middle where there is more.
void ImageCanvas::keepInside()
{
    const QSizeF spare = (shownSize() - QSizeF(size())) / 2;
    const double x = std::max(0.0, spare.width());
    const double y = std::max(0.0, spare.height());
    m_centre = {std::clamp(m_centre.x(), -x, x), std::clamp(m_centre.y(), -y, y)};
    setCursor(x > 0 || y > 0 ? Qt::OpenHandCursor : Qt::ArrowCursor);
}

void ImageCanvas::paintEvent(QPaintEvent *)
{
    QPainter p(this);
    p.fillRect(rect(), m_theme.tokens().bg);
    if (isEmpty())
        return;
    QRectF target({}, shownSize());
    target.moveCenter(QRectF(rect()).center() + m_centre);
    // Larger than it is, each pixel is seen as what it is.
    p.setRenderHint(QPainter::SmoothPixmapTransform, scale() < 2);
    p.drawImage(target, m_picture);
}

void ImageCanvas::wheelEvent(QWheelEvent *event)
{
    const double notches = double(event->angleDelta().y()) / NotchDelta;
    zoomAt(event->position(), std::pow(WheelStep, notches));
    event->accept();
}

void ImageCanvas::mousePressEvent(QMouseEvent *event)
{
    m_grip = event->position();
    if (cursor().shape() == Qt::OpenHandCursor)
        setCursor(Qt::ClosedHandCursor);
}

void ImageCanvas::mouseMoveEvent(QMouseEvent *event)
{
    if (!(event->buttons() & Qt::LeftButton) || m_fits)
        return;
    m_centre += event->position() - m_grip;
    m_grip = event->position();
    keepInside();
    update();
}

void ImageCanvas::mouseReleaseEvent(QMouseEvent *)
{
    if (!m_fits)
        keepInside();
}

void ImageCanvas::mouseDoubleClickEvent(QMouseEvent *event)
{
    if (m_fits)
        setScale(1, event->position());
    else
        fit();
}

void ImageCanvas::resizeEvent(QResizeEvent *)
{
    if (!m_fits)
        keepInside();
    emit scaleChanged();
}

} // namespace sermo::ui
