// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/console/shortcutslist.h"

#include "ui/console/deskactions.h"
#include "ui/console/labels.h"
#include "ui/style/stylesheet.h"

#include <QAction>
#include <QGridLayout>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace sermo::ui
{

ShortcutsList::ShortcutsList(const DeskActions &actions, QWidget *parent)
    : QScrollArea(parent)
    , m_grid(new QGridLayout)
{
    setObjectName(u"shortcutsList"_s);
    setAccessibleName(tr("Keyboard shortcuts"));
    using Group = DeskActions::Group;
    for (const Group group : {Group::Customers, Group::Session, Group::Writing, Group::Columns,
                              Group::Status, Group::Desk}) {
        bool isFirst = true;
        for (const DeskActions::Entry &entry : actions.entries()) {
            if (entry.group != group || entry.action->shortcuts().isEmpty())
                continue;
            if (isFirst)
                addTitle(DeskActions::nameOf(group));
            isFirst = false;
            addLine(DeskActions::keysOf(*entry.action), entry.action->text());
        }
    }
    addTitle(tr("Where you write"));
    addLine(tr("Enter"), tr("Send; again, while it can be undone: at once"));
    addLine(tr("Shift+Enter"), tr("A new line"));
    addLine(u"/"_s, tr("Canned replies; arrows choose, Enter takes, Esc closes"));
    addLine(tr("Ctrl+Z"), tr("Undo; with nothing written: take back what was just sent"));
    addTitle(tr("In a conversation"));
    addLine(u"↑ ↓"_s, tr("Choose a message"));
    addLine(tr("Ctrl+C"), tr("Copy it"));
    addLine(tr("Enter"), tr("Open its image or link"));

    auto *content = new QWidget(this);
    auto *inner = new QVBoxLayout(content);
    inner->setContentsMargins(4, 0, 12, 0);
    inner->addLayout(m_grid);
    inner->addStretch();
    setWidgetResizable(true);
    setWidget(content);
    setRole(content, u"clear"_s);
    setFocusPolicy(Qt::StrongFocus); // arrows scroll
    m_grid->setHorizontalSpacing(18);
    m_grid->setColumnStretch(1, 1);
}

void ShortcutsList::addTitle(const QString &title)
{
    const int row = m_grid->rowCount();
    m_grid->setRowMinimumHeight(row, 26);
    m_grid->addWidget(sectionLabel(this, title), row, 0, 1, 2, Qt::AlignBottom);
}

void ShortcutsList::addLine(const QString &keys, const QString &text)
{
    const int row = m_grid->rowCount();
    m_grid->addWidget(plainLabel(u"key"_s, this, keys), row, 0, Qt::AlignLeft | Qt::AlignVCenter);
    QLabel *label = plainLabel({}, this, text);
    label->setWordWrap(true);
    m_grid->addWidget(label, row, 1);
    m_lines += u"%1: %2"_s.arg(keys, text);
}

} // namespace sermo::ui
