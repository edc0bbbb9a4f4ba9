// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/settings/settingswindow.h"

#include "ui/console/labels.h"
#include "ui/settings/accesspage.h"
#include "ui/settings/allocationpage.h"
#include "ui/settings/botpage.h"
#include "ui/settings/encryptionpage.h"
#include "ui/settings/keyspage.h"
#include "ui/settings/lookpage.h"
#include "ui/settings/platformspage.h"
#include "ui/settings/queuespage.h"
#include "ui/settings/refusals.h"
#include "ui/settings/repliespage.h"
#include "ui/settings/retentionpage.h"
#include "ui/settings/soundspage.h"
#include "ui/settings/standbypage.h"
#include "ui/style/screenfit.h"
#include "ui/style/stylesheet.h"

#include <QHBoxLayout>
#include <QHash>
#include <QListView>
#include <QMessageBox>
#include <QPushButton>
#include <QScrollArea>
#include <QStackedWidget>
#include <QVBoxLayout>

#include <algorithm>
#include <utility>

using namespace Qt::StringLiterals;

namespace sermo::ui
{

namespace
{

constexpr int ListWidth = 200;

} // namespace

SettingsWindow::SettingsWindow(const ConsoleContext &context, model::HostOffice *office,
                               QWidget *parent, model::StandbyOffice *standby)
    : QDialog(parent)
    , m_list(new QListView(this))
    , m_stack(new QStackedWidget(this))
    , m_office(office)
{
    setObjectName(u"settingsWindow"_s);
    setWindowTitle(tr("Settings"));
    setAttribute(Qt::WA_DeleteOnClose);
    m_list->setObjectName(u"settingsList"_s);
    m_list->setAccessibleName(tr("Settings"));
    setKind(m_list, u"choice"_s);
    m_list->setModel(&m_titles);
    m_list->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_list->setFixedWidth(ListWidth);
    m_list->setSpacing(2);
    auto *another = new QPushButton(tr("Join another team…"), this);
    another->setObjectName(u"anotherTeam"_s);
    another->setAutoDefault(false);
    connect(another, &QPushButton::clicked, this, &SettingsWindow::anotherTeamRequested);
    auto *left = new QVBoxLayout;
    left->addWidget(m_list, 1);
    left->addWidget(another);
    auto *right = new QVBoxLayout;
    right->setSpacing(0);
    right->addWidget(m_stack, 1);
    auto *columns = new QHBoxLayout(this);
    columns->setContentsMargins(12, 12, 0, 12);
    columns->setSpacing(4);
    columns->addLayout(left);
    columns->addLayout(right, 1);
    addPage(new LookPage(context.theme, context.motion, context.preferences, this));
    addPage(new SoundsPage(context.preferences, this));
    addPage(new RepliesPage(context, this));
    if (office) {
        addHostPages(*office, standby);
        right->addWidget(saveBar(*office));
    } else if (standby) {
        addPage(new StandbyPage(*standby, this));
    }
    connect(m_list->selectionModel(), &QItemSelectionModel::currentChanged, this,
            [this](const QModelIndex &index) {
                m_stack->setCurrentIndex(index.row());
                judge();
            });
    m_list->setCurrentIndex(m_titles.index(0));
    m_list->setFocus();
    resize(onItsScreen(*this, {960, 660}));
    if (m_draft)
        m_draft->read();
}

void SettingsWindow::addPage(SettingsPage *page)
{
    auto *area = new QScrollArea(this);
    area->setWidgetResizable(true);
    area->setFrameShape(QFrame::NoFrame);
    area->setAccessibleName(page->title()); // arrows scroll it
    setRole(page, u"clear"_s);
    area->setWidget(page);
    m_stack->addWidget(area);
    m_pages += page;
    m_titles.setStringList(m_titles.stringList() << page->title());
}

void SettingsWindow::addHostPages(model::HostOffice &office, model::StandbyOffice *standby)
{
    m_draft = new model::SettingsDraft(office, this);
    addPage(new KeysPage(office, this));
    if (standby) {
        auto *page = new StandbyPage(*standby, this);
        addPage(page);
        connect(m_draft, &model::SettingsDraft::changed, page,
                [this, page] { page->setUnsaved(hasUnsaved()); });
        connect(this, &QDialog::finished, page, &StandbyPage::leave);
    }
    m_atOnce = m_pages.size();
    addPage(new PlatformsPage(*m_draft, office.ownAddress(), this));
    addPage(new QueuesPage(*m_draft, this));
    addPage(new AllocationPage(*m_draft, office, this));
    addPage(new BotPage(*m_draft, office, this));
    addPage(new RetentionPage(*m_draft, this));
    addPage(new AccessPage(*m_draft, this));
    addPage(new EncryptionPage(*m_draft, office, this));
    connect(m_draft, &model::SettingsDraft::changed, this, &SettingsWindow::judge);
    connect(&office, &model::HostOffice::servingChanged, this, [this, &office] {
        judge();
        if (office.isServing()) // the other desk may have told this one its settings meanwhile
            m_draft->refresh();
    });
    connect(m_draft, &model::SettingsDraft::refused, this, &SettingsWindow::showRefusal);
    connect(m_draft, &model::SettingsDraft::saved, this, &SettingsWindow::showSaved);
    connect(m_draft, &model::SettingsDraft::unreadable, this,
            [this](const QString &path, const QString &message) {
                const QString words = refusalWords(message);
                tell(tr("The configuration cannot be read: %1")
                         .arg(path.isEmpty() ? words : path + u": "_s + words),
                     u"bad"_s);
            });
}

//! What counts for the whole team is saved together, whatever page it is on.
QWidget *SettingsWindow::saveBar(model::HostOffice &office)
{
    m_bar = new QWidget(this);
    m_told = plainLabel(u"small"_s, m_bar);
    m_told->setObjectName(u"settingsTold"_s);
    m_told->setWordWrap(true);
    m_save = new QPushButton(tr("Save"), m_bar);
    m_save->setObjectName(u"saveSettings"_s);
    setKind(m_save, u"primary"_s);
    m_discard = new QPushButton(tr("Discard"), m_bar);
    m_discard->setObjectName(u"discardSettings"_s);
    m_restart = new QPushButton(tr("Begin anew"), m_bar);
    m_restart->setObjectName(u"restartButton"_s);
    m_restart->hide();
    for (QPushButton *button : {m_save, m_discard, m_restart})
        button->setAutoDefault(false);
    auto *row = new QHBoxLayout(m_bar);
    row->setContentsMargins(24, 8, 24, 0);
    row->addWidget(m_told, 1);
    row->addWidget(m_restart);
    row->addWidget(m_discard);
    row->addWidget(m_save);
    connect(m_save, &QPushButton::clicked, m_draft, &model::SettingsDraft::save);
    connect(m_discard, &QPushButton::clicked, m_draft, &model::SettingsDraft::discard);
    connect(m_restart, &QPushButton::clicked, &office, &model::HostOffice::restartRequested);
    judge();
    return m_bar;
}

void SettingsWindow::judge()
{
    if (!m_save)
        return;
    const bool isChanged = m_draft->isChanged();
    m_save->setEnabled(isChanged && m_office->isServing());
    m_discard->setEnabled(isChanged);
    if (!m_office->isServing())
        tell(tr("This desk does not serve just now. What is not saved stays here, and can be saved "
                "when it does."),
             {});
    else if (isChanged)
        tell(tr("Not saved yet."), {});
    else if (m_told->property("kind").toString() != "good"_L1)
        tell({}, {});
    // On a page whose fields count at once a button that saves would be one too many.
    m_bar->setVisible(m_stack->currentIndex() >= m_atOnce || !m_told->text().isEmpty());
}

void SettingsWindow::tell(const QString &text, const QString &kind)
{
    if (!m_told)
        return;
    m_told->setText(text);
    setKind(m_told, kind);
    if (!text.isEmpty())
        m_bar->show();
}

//! Where it was written, if a page has it; its path is for what only the file has.
void SettingsWindow::showRefusal(const QString &path, const QString &message)
{
    const QString words = refusalWords(message);
    const auto shows = [&](SettingsPage *page) { return page->showTrouble(path, words); };
    const auto page = std::ranges::find_if(m_pages, shows);
    if (page != m_pages.end()) {
        showPage((*page)->objectName());
        (void)shows(*page); // now that it is seen, it takes the keyboard
    }
    const bool isSeen = path.isEmpty() || page != m_pages.end();
    tell(isSeen ? tr("Nothing was saved. %1").arg(words)
                : tr("Nothing was saved. %1: %2").arg(path, words),
         u"bad"_s);
}

void SettingsWindow::showSaved(const QStringList &restart)
{
    m_restart->setVisible(!restart.isEmpty());
    if (restart.isEmpty())
        tell(tr("Saved, and it counts already."), u"good"_s);
    else
        tell(tr("Saved. Some of it counts when the desk begins anew: %1.").arg(partNames(restart)),
             u"good"_s);
}

//! The parts of the configuration as their pages call them.
QString SettingsWindow::partNames(const QStringList &parts)
{
    const QHash<QString, QString> known{{u"limits"_s, tr("limits")},
                                        {u"origins"_s, tr("sites with the chat")},
                                        {u"avatarHosts"_s, tr("pictures of agents")},
                                        {u"trustedProxies"_s, tr("proxies")},
                                        {u"tls"_s, tr("encryption")}};
    QStringList names;
    for (const QString &part : parts)
        names += known.value(part, part);
    return names.join(u", "_s);
}

void SettingsWindow::showPage(const QString &name)
{
    const QStringList all = pages();
    if (const qsizetype at = all.indexOf(name); at >= 0)
        m_list->setCurrentIndex(m_titles.index(int(at)));
}

void SettingsWindow::offerStandby(const QString &link)
{
    for (SettingsPage *each : std::as_const(m_pages)) {
        if (auto *page = qobject_cast<StandbyPage *>(each)) {
            showPage(page->objectName());
            page->offer(link);
        }
    }
}

QStringList SettingsWindow::pages() const
{
    QStringList names;
    for (const SettingsPage *page : m_pages)
        names += page->objectName();
    return names;
}

void SettingsWindow::reject()
{
    if (!hasUnsaved())
        return QDialog::reject();
    auto *box = new QMessageBox(QMessageBox::NoIcon, windowTitle(), tr("Close without saving?"),
                                QMessageBox::Cancel, this);
    box->setObjectName(u"unsavedBox"_s);
    box->setAttribute(Qt::WA_DeleteOnClose);
    QPushButton *discard = box->addButton(tr("Discard"), QMessageBox::DestructiveRole);
    discard->setObjectName(u"unsavedDiscard"_s);
    box->setDefaultButton(QMessageBox::Cancel); // Enter throws nothing away
    connect(discard, &QPushButton::clicked, this, [this] { QDialog::reject(); });
    box->open();
}

} // namespace sermo::ui
