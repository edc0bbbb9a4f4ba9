// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/console/imageviewer.h"

#include "ui/console/imagecanvas.h"
#include "ui/console/labels.h"

#include <QFileDialog>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QPushButton>
#include <QSaveFile>
#include <QStandardPaths>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace sermo::ui
{

namespace
{

constexpr double KeyStep = 1.25;

QString suffixOf(const QByteArray &bytes)
{
    return bytes.startsWith("\x89PNG") ? u"png"_s : u"jpg"_s;
}

} // namespace

ImageViewer::ImageViewer(const Theme &theme, model::ImageLibrary &images, const ImageId &image,
                         QWidget *parent)
    : QDialog(parent)
    , m_images(images)
    , m_image(image)
    , m_canvas(new ImageCanvas(theme, this))
    , m_trouble(plainLabel(u"second"_s, this))
    , m_zoom(plainLabel(u"small"_s, this))
    , m_retry(button(u"imageRetryButton"_s, tr("Try again")))
    , m_save(button(u"imageSaveButton"_s, tr("Save as…")))
{
    setObjectName(u"imageViewer"_s);
    setWindowTitle(tr("Image"));
    setAttribute(Qt::WA_DeleteOnClose);
    setSizeGripEnabled(true);
    m_canvas->setObjectName(u"imageCanvas"_s);
    m_canvas->setAccessibleName(tr("Image"));
    m_trouble->setObjectName(u"imageTrouble"_s);
    m_trouble->setAlignment(Qt::AlignCenter);
    m_trouble->setWordWrap(true);
    m_zoom->setMinimumWidth(m_zoom->fontMetrics().horizontalAdvance(u"0000 %"_s));
    m_zoom->setAlignment(Qt::AlignCenter);

    connect(m_canvas, &ImageCanvas::scaleChanged, this, &ImageViewer::updateZoom);
    auto *rows = new QVBoxLayout(this);
    rows->setContentsMargins(12, 12, 12, 12);
    rows->setSpacing(10);
    rows->addWidget(m_canvas, 1);
    rows->addWidget(m_trouble, 1);
    rows->addLayout(makeButtons());
    resize(parent->window()->size() * 0.85);
    load();
}

QLayout *ImageViewer::makeButtons()
{
    QPushButton *smaller = button(u"imageSmallerButton"_s, u"−"_s);
    smaller->setAccessibleName(tr("Smaller"));
    QPushButton *larger = button(u"imageLargerButton"_s, u"+"_s);
    larger->setAccessibleName(tr("Larger"));
    QPushButton *fit = button(u"imageFitButton"_s, tr("Fit"));
    QPushButton *close = button(u"imageCloseButton"_s, tr("Close"));
    connect(smaller, &QPushButton::clicked, this, [this] { m_canvas->zoom(1 / KeyStep); });
    connect(larger, &QPushButton::clicked, this, [this] { m_canvas->zoom(KeyStep); });
    connect(fit, &QPushButton::clicked, m_canvas, &ImageCanvas::fit);
    connect(close, &QPushButton::clicked, this, &QDialog::reject);
    connect(m_retry, &QPushButton::clicked, this, &ImageViewer::load);
    connect(m_save, &QPushButton::clicked, this, &ImageViewer::saveAs);
    auto *buttons = new QHBoxLayout;
    buttons->addWidget(smaller);
    buttons->addWidget(m_zoom);
    buttons->addWidget(larger);
    buttons->addWidget(fit);
    buttons->addStretch();
    for (QPushButton *each : {m_retry, m_save, close})
        buttons->addWidget(each);
    return buttons;
}

QPushButton *ImageViewer::button(const QString &name, const QString &text)
{
    auto *made = new QPushButton(text, this);
    made->setObjectName(name);
    made->setAutoDefault(false); // Enter belongs to the one with the focus
    return made;
}

void ImageViewer::load()
{
    m_canvas->hide();
    m_retry->hide();
    m_save->setEnabled(false);
    m_trouble->setText(tr("Loading the image…"));
    m_trouble->show();
    using Whole = model::ImageLibrary::Whole;
    m_images.open(m_image, this, [this](const Result<Whole, model::ImageTrouble> &whole) {
        if (whole)
            present(*whole);
        else
            fail(whole.error());
    });
}

void ImageViewer::present(const model::ImageLibrary::Whole &whole)
{
    m_bytes = whole.bytes;
    m_trouble->hide();
    m_canvas->show();
    m_canvas->setPicture(whole.image);
    m_save->setEnabled(true);
    m_canvas->setAccessibleDescription(
        tr("%1 by %2 pixels").arg(whole.image.width()).arg(whole.image.height()));
}

void ImageViewer::fail(model::ImageTrouble why)
{
    m_trouble->setText(model::textOf(why));
    m_retry->setVisible(model::isPassing(why));
}

void ImageViewer::updateZoom()
{
    m_zoom->setText(m_canvas->isEmpty() ? QString()
                                        : tr("%1 %").arg(qRound(m_canvas->scale() * 100)));
}

void ImageViewer::saveAs()
{
    const QString suffix = suffixOf(m_bytes);
    const QString folder = QStandardPaths::writableLocation(QStandardPaths::PicturesLocation);
    auto *dialog = new QFileDialog(this, tr("Save the image"), folder);
    dialog->setObjectName(u"imageSaveDialog"_s);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setDefaultSuffix(suffix);
    dialog->setNameFilter(tr("Images (*.%1)").arg(suffix));
    dialog->selectFile(u"image."_s + suffix);
    connect(dialog, &QFileDialog::fileSelected, this, &ImageViewer::save);
    dialog->open();
}

void ImageViewer::save(const QString &path)
{
    QSaveFile file(path);
    const bool isSaved
        = file.open(QIODevice::WriteOnly) && file.write(m_bytes) == m_bytes.size() && file.commit();
    m_trouble->setText(isSaved ? QString()
                               : tr("The image could not be saved: %1").arg(file.errorString()));
    m_trouble->setVisible(!isSaved);
}

void ImageViewer::keyPressEvent(QKeyEvent *event)
{
    switch (event->key()) {
    case Qt::Key_Plus:
    case Qt::Key_Equal: // the same key without shift
        return m_canvas->zoom(KeyStep);
    case Qt::Key_Minus:
        return m_canvas->zoom(1 / KeyStep);
    case Qt::Key_0:
        return m_canvas->fit();
    case Qt::Key_1:
        return m_canvas->showActualSize();
    default:
        QDialog::keyPressEvent(event);
    }
}

} // namespace sermo::ui
