// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/settings/keyspage.h"

#include "ui/console/labels.h"
#include "ui/settings/invitationcard.h"
#include "ui/settings/refusals.h"
#include "ui/style/stylesheet.h"

#include <QComboBox>
#include <QGridLayout>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLineEdit>
#include <QMessageBox>
#include <QPushButton>
#include <QRegularExpression>
#include <QTableView>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace sermo::ui
{

namespace
{

constexpr int MaxName = 64, TableHeight = 190;

//! A sign for the log and the colleagues, of the name's own letters: `bea.berg`.
QString idFrom(const QString &name)
{
    static const QRegularExpression mark(u"\\p{Mn}"_s), other(u"[^a-z0-9]+"_s);
    QString id = name.normalized(QString::NormalizationForm_D).toLower();
    id.remove(mark).replace(other, u"."_s);
    while (id.startsWith(u'.'))
        id.remove(0, 1);
    while (id.endsWith(u'.'))
        id.chop(1);
    return id.left(MaxName);
}

} // namespace

KeysPage::KeysPage(model::HostOffice &office, QWidget *parent)
    : SettingsPage(u"keysPage"_s, tr("Colleagues and keys"),
                   tr("Who joins this broker does so by a key of his own, which you may revoke."),
                   parent)
    , m_office(office)
    , m_trouble(plainLabel(u"small"_s, this))
    , m_card(new InvitationCard(this))
{
    m_trouble->setObjectName(u"keyTrouble"_s);
    m_trouble->setWordWrap(true);
    setKind(m_trouble, u"bad"_s);
    if (office.reach().broker.isEmpty())
        rows()->addWidget(reach());
    rows()->addWidget(inviting());
    rows()->addWidget(m_trouble);
    rows()->addWidget(m_card);
    rows()->addSpacing(10);
    rows()->addWidget(sectionLabel(this, tr("Keys in use")));
    rows()->addWidget(table(), 1);
    tell({});
    judge();
    refresh();
}

//! On loopback nobody else can reach the broker: said plainly, with the way to change it.
QWidget *KeysPage::reach()
{
    auto *card = new QFrame(this);
    card->setObjectName(u"loopbackCard"_s);
    setRole(card, u"notice"_s);
    QLabel *words = plainLabel({}, card,
                               tr("This desk listens on this computer alone. To let colleagues in "
                                  "it has to listen on the network too; it then begins anew, and "
                                  "what you have under way is kept."));
    words->setWordWrap(true);
    auto *open = new QPushButton(tr("Let colleagues in"), card);
    open->setObjectName(u"openToTeam"_s);
    open->setAutoDefault(false);
    auto *row = new QHBoxLayout(card);
    row->setContentsMargins(14, 10, 14, 10);
    row->addWidget(words, 1);
    row->addWidget(open);
    connect(open, &QPushButton::clicked, &m_office, &model::HostOffice::openToTeamRequested);
    return card;
}

QWidget *KeysPage::inviting()
{
    auto *part = new QWidget(this);
    m_name = new QLineEdit(part);
    m_name->setObjectName(u"inviteName"_s);
    m_name->setMaxLength(MaxName);
    m_role = new QComboBox(part);
    m_role->setObjectName(u"inviteRole"_s);
    for (const QString &role : {u"agent"_s, u"supervisor"_s, u"bot"_s, u"channel"_s})
        m_role->addItem(model::KeyTable::roleName(role), role);
    m_agent = new QLineEdit(part);
    m_agent->setObjectName(u"inviteAgent"_s);
    m_agent->setMaxLength(MaxName);
    m_invite = new QPushButton(part);
    m_invite->setObjectName(u"inviteButton"_s);
    setKind(m_invite, u"primary"_s);
    m_invite->setAutoDefault(false);
    auto *cells = new QGridLayout(part);
    cells->setContentsMargins(0, 0, 0, 0);
    const QList<std::pair<QString, QWidget *>> fields
        = {{tr("Name"), m_name}, {tr("Is"), m_role}, {tr("Sign in the log"), m_agent}};
    for (int column = 0; column < fields.size(); ++column) {
        const auto &[name, field] = fields.at(column);
        QLabel *label = plainLabel(u"small"_s, part, name);
        label->setBuddy(field);
        field->setAccessibleName(name);
        cells->addWidget(label, 0, column);
        cells->addWidget(field, 1, column);
    }
    cells->addWidget(m_invite, 1, int(fields.size()));
    cells->setColumnStretch(0, 2);
    cells->setColumnStretch(2, 1);
    connect(m_name, &QLineEdit::textChanged, this, &KeysPage::judge);
    connect(m_role, &QComboBox::currentIndexChanged, this, &KeysPage::judge);
    connect(m_name, &QLineEdit::returnPressed, m_invite, &QPushButton::click);
    connect(m_invite, &QPushButton::clicked, this, &KeysPage::invite);
    return part;
}

QWidget *KeysPage::table()
{
    auto *part = new QWidget(this);
    m_table = new QTableView(part);
    m_table->setObjectName(u"keyTable"_s);
    m_table->setAccessibleName(tr("Keys in use"));
    m_table->setModel(&m_keys);
    m_table->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_table->setSelectionMode(QAbstractItemView::SingleSelection);
    m_table->setShowGrid(false);
    m_table->setTabKeyNavigation(false);
    m_table->verticalHeader()->hide();
    m_table->setWordWrap(false);
    m_table->horizontalHeader()->setSectionResizeMode(model::KeyTable::Name, QHeaderView::Stretch);
    m_table->setMinimumHeight(TableHeight);
    m_revoke = new QPushButton(tr("Revoke…"), part);
    m_revoke->setObjectName(u"revokeButton"_s);
    m_revoke->setAutoDefault(false);
    auto *rows = new QVBoxLayout(part);
    rows->setContentsMargins(0, 0, 0, 0);
    rows->addWidget(m_table, 1);
    rows->addWidget(m_revoke, 0, Qt::AlignLeft);
    connect(m_table->selectionModel(), &QItemSelectionModel::currentChanged, this,
            &KeysPage::judge);
    connect(m_revoke, &QPushButton::clicked, this, &KeysPage::revoke);
    return part;
}

bool KeysPage::isInvitation() const
{
    const QString role = m_role->currentData().toString();
    return role == "agent"_L1 || role == "supervisor"_L1;
}

QString KeysPage::agentId() const
{
    const QString written = m_agent->text().trimmed();
    return written.isEmpty() ? m_agent->placeholderText() : written;
}

void KeysPage::judge()
{
    m_agent->setPlaceholderText(idFrom(m_name->text()));
    m_agent->setEnabled(isInvitation());
    m_invite->setText(isInvitation() ? tr("Invite") : tr("Make a key"));
    const bool canBeReached = !m_office.reach().broker.isEmpty() || !isInvitation();
    m_invite->setEnabled(canBeReached && !m_name->text().trimmed().isEmpty());
    m_revoke->setEnabled(m_table->currentIndex().isValid());
}

void KeysPage::invite()
{
    const QString name = m_name->text().trimmed();
    const QString role = m_role->currentData().toString();
    const model::HostOffice::KeyWish wish{name, role,
                                          AgentId(role == "agent"_L1 ? agentId() : QString())};
    m_invite->setEnabled(false);
    const auto made = [this, name, agent = AgentId(agentId()),
                       isJoined = isInvitation()](const Result<QString, QString> &key) {
        if (key)
            showMade(name, agent, isJoined, *key);
        else
            tell(tr("There is no key for %1: %2").arg(name, refusalWords(key.error())));
        judge();
        refresh();
    };
    m_office.makeKey(wish, this, made);
}

void KeysPage::showMade(const QString &name, const AgentId &agent, bool isJoined,
                        const QString &key)
{
    tell({});
    if (isJoined) {
        const auto [broker, pin] = m_office.reach();
        m_card->show(tr("The invitation for %1").arg(name), {broker, pin, key, agent, name});
    } else {
        m_card->showKey(tr("The key of %1").arg(name), key);
    }
    m_name->clear();
    m_agent->clear();
}

void KeysPage::refresh()
{
    m_office.listKeys(this, [this](const Result<QList<model::HostOffice::Key>, QString> &keys) {
        if (!keys)
            return tell(tr("The keys cannot be listed: %1").arg(refusalWords(keys.error())));
        m_keys.show(*keys);
        fit();
        judge();
    });
}

//! Not by the header's own mode: that looks at no row that comes while the page is in sight.
void KeysPage::fit()
{
    for (int column = 0; column < m_keys.columnCount(); ++column) {
        if (column != model::KeyTable::Name)
            m_table->resizeColumnToContents(column);
    }
}

void KeysPage::revoke()
{
    const QString name
        = m_keys.index(m_table->currentIndex().row(), model::KeyTable::Name).data().toString();
    if (name.isEmpty())
        return;
    auto *box = new QMessageBox(QMessageBox::NoIcon, tr("Revoke the key"),
                                tr("Revoke the key of %1?").arg(name), QMessageBox::Cancel, this);
    box->setObjectName(u"revokeBox"_s);
    box->setTextFormat(Qt::PlainText);
    box->setInformativeText(tr("Who works with it is shut out at once. What was said stays."));
    box->setAttribute(Qt::WA_DeleteOnClose);
    QPushButton *yes = box->addButton(tr("Revoke"), QMessageBox::DestructiveRole);
    yes->setObjectName(u"revokeConfirm"_s);
    box->setDefaultButton(QMessageBox::Cancel); // Enter revokes nothing
    connect(yes, &QPushButton::clicked, this, [this, name] {
        m_office.revokeKey(name, this, [this](const QString &why) {
            tell(refusalWords(why));
            refresh();
        });
    });
    box->open();
}

void KeysPage::tell(const QString &trouble)
{
    m_trouble->setText(trouble);
    m_trouble->setVisible(!trouble.isEmpty());
}

} // namespace sermo::ui
