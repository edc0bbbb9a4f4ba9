// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/console/transcriptclicks.h"

#include "ui/console/consolecontext.h"
#include "ui/console/imageviewer.h"
#include "ui/console/transcriptview.h"

#include <QDesktopServices>

namespace sermo::ui
{

//! A link was checked when it was made one (ui/model/links.h).
void openWhatIsClicked(const TranscriptView &transcript, const ConsoleContext &context,
                       QWidget *owner)
{
    QObject::connect(&transcript, &TranscriptView::linkActivated, owner,
                     &QDesktopServices::openUrl);
    QObject::connect(&transcript, &TranscriptView::imageOpenRequested, owner,
                     [&theme = context.theme, &images = context.images, owner](const ImageId &id) {
                         auto *viewer = new ImageViewer(theme, images, id, owner);
                         viewer->open();
                     });
}

} // namespace sermo::ui
