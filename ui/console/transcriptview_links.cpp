// SPDX-License-Identifier: GPL-3.0-or-later
// The transcript's links. A link is what ui/model/links.h makes one: it
// opens on a click, and says before whom it leads to.
#include "ui/console/transcriptview.h"
#include "ui/model/transcriptmodel.h"

#include <QHelpEvent>
#include <QToolTip>

using namespace Qt::StringLiterals;

namespace sermo::ui
{

std::optional<model::Link> TranscriptView::linkAt(const QPoint &point)
{
    const int row = rowAtPoint(point);
    if (row < 0)
        return std::nullopt;
    const BubbleLayout &layout = layoutOf(row);
    const QPointF inText = point - rowRect(row).topLeft() - layout.text.topLeft();
    const int near = layout.links.isEmpty() ? 0 : layout.words.cursorAt(inText);
    for (const model::Link &link : layout.links) {
        if (near < link.from || near > link.from + link.length)
            continue;
        const QList<QRectF> rects
            = layout.words.rectsOf(int(link.from), int(link.from + link.length));
        for (const QRectF &rect : rects) {
            if (rect.contains(inText))
                return link;
        }
    }
    return std::nullopt;
}

QList<model::Link> TranscriptView::linksOf(int row) const
{
    if (!m_model || row < 0 || row >= m_model->rowCount())
        return {};
    return linksIn(m_model->item(row));
}

QRect TranscriptView::linkRect(int row, int number)
{
    const QList<model::Link> links = layoutOf(row).links;
    if (number >= links.size())
        return {};
    return lettersRect(row, int(links.at(number).from), int(links.at(number).length));
}

bool TranscriptView::viewportEvent(QEvent *event)
{
    if (event->type() == QEvent::ToolTip) {
        const auto *help = static_cast<QHelpEvent *>(event);
        const auto link = linkAt(help->pos());
        QToolTip::showText(help->globalPos(),
                           link ? tr("Opens %1").arg(model::hostOf(link->url)) : QString(), this);
        return true;
    }
    return QAbstractScrollArea::viewportEvent(event);
}

} // namespace sermo::ui
