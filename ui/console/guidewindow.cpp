// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/console/guidewindow.h"

#include "ui/console/guidebrowser.h"
#include "ui/console/labels.h"
#include "ui/console/shortcutslist.h"
#include "ui/style/screenfit.h"

#include <QHBoxLayout>
#include <QLineEdit>
#include <QListView>
#include <QPushButton>
#include <QShortcut>
#include <QStackedWidget>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace sermo::ui
{

namespace
{

constexpr int ListWidth = 220;
constexpr QSize WindowSize{980, 700};

} // namespace

GuideWindow::GuideWindow(const Theme &theme, const DeskActions &actions, QWidget *parent)
    : QDialog(parent)
    //: The folder of the guide in this language: en or sv.
    , m_browser(new GuideBrowser(theme, guidePages(tr("en")), this))
    , m_shortcuts(new ShortcutsList(actions, this))
    , m_list(new QListView(this))
    , m_stack(new QStackedWidget(this))
    , m_field(new QLineEdit(this))
    , m_found(plainLabel(u"second"_s, this))
{
    setObjectName(u"guideWindow"_s);
    setWindowTitle(tr("The guide"));
    setAttribute(Qt::WA_DeleteOnClose);
    QStringList titles;
    for (const GuidePage &page : m_browser->pages())
        titles += page.title;
    m_titles.setStringList(titles + QStringList{tr("Keyboard shortcuts")});
    compose();
    connect(m_list->selectionModel(), &QItemSelectionModel::currentChanged, this,
            [this](const QModelIndex &current) { choose(current.row()); });
    connect(m_browser, &GuideBrowser::pageChanged, this, &GuideWindow::followPage);
    connect(m_field, &QLineEdit::textChanged, this, [this] { find(true); });
    connect(m_field, &QLineEdit::returnPressed, this, [this] { find(false); });
    connect(new QShortcut(QKeySequence::Find, this), &QShortcut::activated, m_field,
            [this] { m_field->setFocus(Qt::ShortcutFocusReason); });
    m_browser->open(m_browser->pages().constFirst().name);
}

void GuideWindow::compose()
{
    m_list->setObjectName(u"guideList"_s);
    m_list->setAccessibleName(tr("Chapters"));
    m_list->setModel(&m_titles);
    m_list->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_list->setWordWrap(true);
    m_list->setFixedWidth(ListWidth);
    m_list->setSpacing(2);
    m_browser->setAccessibleName(windowTitle());
    m_stack->addWidget(m_browser);
    m_stack->addWidget(m_shortcuts);
    m_field->setObjectName(u"guideField"_s);
    m_field->setPlaceholderText(tr("Find in the guide"));
    m_field->setAccessibleName(tr("Find in the guide"));
    m_field->setClearButtonEnabled(true);
    m_found->setObjectName(u"guideFound"_s);
    auto *close = new QPushButton(tr("Close"), this);
    close->setObjectName(u"closeGuideButton"_s);
    close->setAutoDefault(false); // Enter in the field finds on
    connect(close, &QPushButton::clicked, this, &QDialog::accept);

    auto *left = new QVBoxLayout;
    left->addWidget(m_field);
    left->addWidget(m_found);
    left->addWidget(m_list, 1);
    auto *right = new QVBoxLayout;
    right->addWidget(m_stack, 1);
    right->addWidget(close, 0, Qt::AlignRight);
    auto *columns = new QHBoxLayout(this);
    columns->setContentsMargins(14, 14, 14, 14);
    columns->setSpacing(14);
    columns->addLayout(left);
    columns->addLayout(right, 1);
    m_found->hide();
    resize(onItsScreen(*this, WindowSize));
}

void GuideWindow::showGuide()
{
    m_stack->setCurrentWidget(m_browser);
    followPage();
    show();
    raise();
    activateWindow();
    m_browser->setFocus();
}

void GuideWindow::showShortcuts()
{
    m_list->setCurrentIndex(m_titles.index(m_titles.rowCount() - 1));
    show();
    raise();
    activateWindow();
    m_shortcuts->setFocus();
}

//! By the list: a chapter, or the last row.
void GuideWindow::choose(int row)
{
    const QList<GuidePage> &pages = m_browser->pages();
    if (row < 0)
        return;
    m_stack->setCurrentIndex(row < pages.size() ? 0 : 1);
    if (row < pages.size() && pages.at(row).name != m_browser->page())
        m_browser->open(pages.at(row).name);
}

//! A link was followed, or the way back, or a word was found there.
void GuideWindow::followPage()
{
    const QList<GuidePage> &pages = m_browser->pages();
    for (int row = 0; row < pages.size(); ++row) {
        if (pages.at(row).name == m_browser->page())
            m_list->setCurrentIndex(m_titles.index(row));
    }
}

void GuideWindow::find(bool anew)
{
    const QString words = m_field->text().trimmed();
    const bool isFound = words.isEmpty() || m_browser->findNext(words, anew);
    m_found->setText(isFound ? QString() : tr("Nothing found"));
    m_found->setVisible(!isFound);
    if (isFound && !words.isEmpty()) {
        m_stack->setCurrentWidget(m_browser);
        followPage();
    }
}

} // namespace sermo::ui
