// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QImage>
#include <QWidget>

namespace sermo::ui
{

class Theme;

//! One picture, fitted or at a scale, and the part of it that one looks at. A scale of 1 shows each
//! pixel of the picture as one of the screen.
class ImageCanvas : public QWidget
{
    Q_OBJECT
    Q_PROPERTY(double scale READ scale)
public:
    explicit ImageCanvas(const Theme &theme, QWidget *parent = nullptr);

    void setPicture(const QImage &picture);
    [[nodiscard]] bool isEmpty() const { return m_picture.isNull(); }
    [[nodiscard]] double scale() const; //!< pixels of the screen for one of the picture
    void zoom(double factor) { zoomAt(QRectF(rect()).center(), factor); }
    void fit(); //!< all of it, no larger than it is
    void showActualSize();

signals:
    void scaleChanged();

protected:
    void paintEvent(QPaintEvent *event) override;
    void wheelEvent(QWheelEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;
    void mouseDoubleClickEvent(QMouseEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    void zoomAt(const QPointF &point, double factor); //!< what is there stays there
    void setScale(double scale, const QPointF &point);
    void keepInside();
    [[nodiscard]] double fittingScale() const;
    [[nodiscard]] QSizeF shownSize() const; //!< device independent

    const Theme &m_theme;
    QImage m_picture;
    double m_scale = 1;
    bool m_fits = true; //!< follows the window's size
    QPointF m_centre; //!< of the picture, from the widget's
    QPointF m_grip;
};

} // namespace sermo::ui
