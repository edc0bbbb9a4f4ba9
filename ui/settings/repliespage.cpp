// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/settings/repliespage.h"

#include "ui/console/repliesdialog.h"

#include <QPushButton>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace sermo::ui
{

RepliesPage::RepliesPage(const ConsoleContext &context, QWidget *parent)
    : SettingsPage(u"repliesPage"_s, tr("Canned replies"),
                   tr("Typed after / in a conversation. Your own are yours alone, on this "
                      "computer; the team's are everybody's."),
                   parent)
{
    auto *editor = new RepliesDialog(context, this);
    editor->setWindowFlags(Qt::Widget); // part of the page, and never closed
    editor->setAttribute(Qt::WA_DeleteOnClose, false);
    editor->setMinimumWidth(0);
    editor->layout()->setContentsMargins(0, 0, 0, 0);
    editor->findChild<QPushButton *>(u"closeRepliesButton"_s)->hide();
    rows()->addWidget(editor, 1);
}

} // namespace sermo::ui
