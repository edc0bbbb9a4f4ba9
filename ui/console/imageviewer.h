// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/model/imagelibrary.h"

#include <QDialog>

class QLabel;
class QPushButton;

namespace sermo::ui
{

class ImageCanvas;
class Theme;

//! A closer look at one image: fitted to the window at first, then larger or smaller by wheel, keys
//! or buttons, moved by dragging, saved as it came. Esc closes it.
class ImageViewer : public QDialog
{
    Q_OBJECT
public:
    ImageViewer(const Theme &theme, model::ImageLibrary &images, const ImageId &image,
                QWidget *parent);

    [[nodiscard]] ImageCanvas *canvas() const { return m_canvas; }

protected:
    void keyPressEvent(QKeyEvent *event) override;

private:
    void load();
    void present(const model::ImageLibrary::Whole &whole);
    void fail(model::ImageTrouble why);
    void saveAs();
    void save(const QString &path);
    void updateZoom();
    [[nodiscard]] QLayout *makeButtons();
    [[nodiscard]] QPushButton *button(const QString &name, const QString &text);

    model::ImageLibrary &m_images;
    ImageId m_image;
    QByteArray m_bytes; //!< as they came
    ImageCanvas *m_canvas;
    QLabel *m_trouble, *m_zoom;
    QPushButton *m_retry, *m_save;
};

} // namespace sermo::ui
