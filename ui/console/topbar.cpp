// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/console/topbar.h"

#include "ui/console/avatar.h"
#include "ui/console/hosting.h"
#include "ui/console/labels.h"
#include "ui/console/logo.h"
#include "ui/console/palettebutton.h"
#include "ui/console/status.h"
#include "ui/style/icon.h"
#include "ui/style/stylesheet.h"
#include "ui/style/theme.h"

#include <QApplication>
#include <QDesktopServices>
#include <QHBoxLayout>
#include <QMenu>
#include <QPushButton>
#include <QToolButton>

using namespace Qt::StringLiterals;

namespace sermo::ui
{

using Status = model::ConsoleController::Status;
using LinkState = model::EventLink::State;

TopBar::TopBar(const ConsoleContext &context, QWidget *parent)
    : QWidget(parent)
    , m_context(context)
    , m_tabs(new QHBoxLayout)
    , m_load(new LoadBar(context.theme, this))
    , m_connection(plainLabel(u"caption"_s, this))
    , m_status(new QToolButton(this))
    , m_statusMenu(new QMenu(this))
    , m_avatar(new Avatar(context.theme, context.controller.identity().name, this))
    , m_settingsMenu(new QMenu(this))
{
    setObjectName(u"topBar"_s);
    setRole(this, u"bar"_s);
    setAttribute(Qt::WA_StyledBackground);
    setFixedHeight(Height);
    m_load->setObjectName(u"loadBar"_s);
    m_connection->setObjectName(u"connectionLabel"_s);
    m_status->setObjectName(u"statusButton"_s);
    m_avatar->setObjectName(u"settingsButton"_s);
    fillStatusMenu();
    fillSettingsMenu();

    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(12, 0, 12, 0);
    row->setSpacing(8);
    row->addWidget(new Logo(context.theme, this));
    row->addWidget(plainLabel(u"name"_s, this, tr("Sermo Desk")));
    row->addSpacing(10);
    row->addLayout(m_tabs);
    m_tabs->setSpacing(8);
    insertTab(0, u"consoleTab"_s, tr("Console"));
    insertTab(1, u"allocationTab"_s, tr("Allocation"));
    row->addStretch();
    row->addWidget(new PaletteButton(context.theme, this), 1);
    row->addSpacing(6);
    row->addWidget(m_connection);
    row->addSpacing(6);
    row->addWidget(m_load);
    row->addSpacing(4);
    row->addWidget(m_status);
    row->addWidget(m_avatar);

    connect(findChild<PaletteButton *>(), &QPushButton::clicked, this, &TopBar::paletteRequested);
    connect(&context.controller, &model::ConsoleController::statusChanged, this,
            &TopBar::showStatus);
    showStatus(context.controller.status());
    setConnection(LinkState::Offline);
}

void TopBar::insertTab(int at, const QString &name, const QString &text)
{
    auto *tab = new QPushButton(text, this);
    tab->setObjectName(name);
    tab->setCheckable(true);
    tab->setChecked(m_tabs->isEmpty());
    tab->setAutoExclusive(true);
    setKind(tab, u"tab"_s);
    connect(tab, &QPushButton::clicked, this,
            [this, tab] { emit viewChosen(m_tabs->indexOf(tab)); });
    m_tabs->insertWidget(at, tab);
}

void TopBar::chooseTab(int at)
{
    if (auto *tab = qobject_cast<QPushButton *>(m_tabs->itemAt(at)->widget()))
        tab->click();
}

void TopBar::fillStatusMenu()
{
    m_status->setMenu(m_statusMenu);
    m_statusMenu->setObjectName(u"statusMenu"_s);
    m_statusMenu->setAccessibleName(tr("Your status"));
    m_status->setPopupMode(QToolButton::InstantPopup);
    m_status->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    m_status->setIconSize({14, 14});
    m_status->setFocusPolicy(Qt::StrongFocus);
    setKind(m_status, u"status"_s);
    for (const Status status :
         {Status::Available, Status::Finishing, Status::Away, Status::Offline}) {
        QAction *action
            = m_statusMenu->addAction(statusIcon(m_context.theme, status), statusName(status), this,
                                      [this, status] { m_context.controller.setStatus(status); });
        action->setData(int(status));
    }
}

void TopBar::fillSettingsMenu()
{
    m_avatar->setMenu(m_settingsMenu);
    m_avatar->setPopupMode(QToolButton::InstantPopup);
    m_avatar->setAccessibleName(tr("Settings of %1").arg(m_context.controller.identity().name));
    m_settingsMenu->setObjectName(u"settingsMenu"_s);
    m_settingsMenu->setAccessibleName(m_avatar->accessibleName());
    QAction *demo = m_settingsMenu->addAction(
        icon(m_context.theme, u"arrow-up-right"_s, &Tokens::text2), tr("Open the demo page"), this,
        [this] { QDesktopServices::openUrl(m_context.hosting.demoPage()); });
    const auto showWhatThereIs
        = [this, demo] { demo->setVisible(!m_context.hosting.demoPage().isEmpty()); };
    showWhatThereIs();
    connect(&m_context.hosting, &Hosting::changed, this, showWhatThereIs);
    m_settingsMenu->addAction(icon(m_context.theme, u"log-out"_s, &Tokens::text2), tr("Quit"), this,
                              [this] { window()->close(); });
}

void TopBar::showStatus(Status status)
{
    m_status->setIcon(statusIcon(m_context.theme, status));
    m_status->setText(u"%1 ▾"_s.arg(statusName(status)));
    m_status->setAccessibleName(tr("Status: %1").arg(statusName(status)));
}

void TopBar::setConnection(LinkState state)
{
    const bool isStarting = m_context.hosting.isStarting() && state != LinkState::Refused;
    if (isStarting) {
        m_connection->setText(tr("Starting…"));
        setKind(m_connection, {});
        return;
    }
    switch (state) {
    case LinkState::Online:
        m_connection->setText(tr("Connected"));
        break;
    case LinkState::Connecting:
        m_connection->setText(tr("Connecting…"));
        break;
    case LinkState::Offline:
        m_connection->setText(tr("No connection"));
        break;
    case LinkState::Refused:
        m_connection->setText(tr("Not admitted"));
        break;
    }
    setKind(m_connection,
            state == LinkState::Online           ? QString()
                : state == LinkState::Connecting ? u"warn"_s
                                                 : u"bad"_s);
}

} // namespace sermo::ui
