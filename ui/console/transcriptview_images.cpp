// SPDX-License-Identifier: GPL-3.0-or-later
// The transcript's images: where they stand, what they do, and that nothing moves when they come.
#include "ui/console/transcriptview.h"
#include "ui/model/transcriptmodel.h"

#include <QMouseEvent>
#include <QScrollBar>

using namespace Qt::StringLiterals;

namespace sermo::ui
{

using Look = model::ImageLibrary::Look;

void TranscriptView::setImages(model::ImageLibrary *images)
{
    if (m_images)
        m_images->disconnect(this);
    m_images = images;
    if (images)
        connect(images, &model::ImageLibrary::changed, this, &TranscriptView::handleImage);
    relayoutAll();
}

ImageId TranscriptView::imageOf(int row) const
{
    return m_model && row >= 0 && row < m_model->rowCount() ? ImageId(m_model->item(row).imageId)
                                                            : ImageId();
}

//! It has come, or failed: its place may have another size now. Who reads elsewhere keeps the line
//! that he reads where it is.
void TranscriptView::handleImage(const ImageId &image)
{
    QList<int> rows;
    for (int row = 0; m_model && row < m_heights.count(); ++row) {
        if (m_model->item(row).imageId == image.value())
            rows.append(row);
    }
    if (rows.isEmpty())
        return;
    const bool stay = isAtEnd();
    const auto [first, last] = visibleRows();
    const int anchor = first < last && rowRect(first).top() < 0 ? first + 1 : first;
    const int before = rowRect(anchor).top();
    for (const int row : std::as_const(rows)) {
        rowChanged(row);
        (void)layoutOf(row);
    }
    updateRange(stay);
    const int moved = rowRect(anchor).top() - before;
    if (!stay && moved != 0)
        verticalScrollBar()->setValue(verticalScrollBar()->value() + moved);
    viewport()->update();
}

QRect TranscriptView::imageRect(int row)
{
    if (imageOf(row).isEmpty())
        return {};
    const QRect image = layoutOf(row).image;
    return image.isEmpty() ? image : image.translated(rowRect(row).topLeft());
}

int TranscriptView::imageRowAt(const QPoint &point)
{
    const int row = m_images ? rowAtPoint(point) : -1;
    return row >= 0 && imageRect(row).contains(point) ? row : -1;
}

void TranscriptView::activateImage(int row)
{
    const ImageId image = imageOf(row);
    if (image.isEmpty() || !m_images)
        return;
    const Look look = m_images->look(image);
    if (look.state == Look::State::Ready)
        emit imageOpenRequested(image);
    else
        m_images->retry(image);
}

void TranscriptView::mouseReleaseEvent(QMouseEvent *event)
{
    const int pressed = std::exchange(m_pressedImage, -1);
    if (pressed >= 0 && event->button() == Qt::LeftButton
        && imageRowAt(event->position().toPoint()) == pressed)
        activateImage(pressed);
    else if (const int more = moreAt(event->position().toPoint());
             more >= 0 && event->button() == Qt::LeftButton)
        openText(more);
    // A click and no marking of text.
    else if (event->button() == Qt::LeftButton && m_selection.row >= 0
             && m_selection.anchor == m_selection.cursor) {
        if (const auto link = linkAt(event->position().toPoint()))
            emit linkActivated(link->url);
    }
}

QStringList TranscriptView::images() const
{
    static const QString names[] = {u"loading"_s, u"ready"_s, u"failed"_s};
    QStringList result;
    const auto [first, last] = visibleRows();
    for (int row = first; m_images && row <= last; ++row) {
        if (const ImageId image = imageOf(row); !image.isEmpty())
            result += names[size_t(m_images->look(image).state)];
    }
    return result;
}

} // namespace sermo::ui
