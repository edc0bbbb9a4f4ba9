// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QImage>
#include <QWidget>

namespace sermo::ui
{

//! The text as a QR code, a pixel a square, with the quiet border that scanners ask for. Null: it
//! is too long for one.
[[nodiscard]] QImage qrImage(const QByteArray &text);

//! Shows one, black on white in every theme: scanners want it so.
class QrView : public QWidget
{
    Q_OBJECT
public:
    explicit QrView(QWidget *parent = nullptr);

    void show(const QByteArray &text);
    [[nodiscard]] const QImage &image() const { return m_image; }
    [[nodiscard]] QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    QImage m_image;
};

} // namespace sermo::ui
