// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/settings/accesspage.h"

#include "ui/console/labels.h"
#include "ui/model/settingsdraft.h"
#include "ui/settings/linesedit.h"
#include "ui/settings/refusals.h"

#include <QCheckBox>
#include <QFormLayout>
#include <QScopedValueRollback>
#include <QSpinBox>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace sermo::ui
{

namespace
{

const QString Limits = u"limits"_s;
const QString Customers = u"customers"_s;
const QString Token = u"requireToken"_s;
constexpr int Most = 1'000'000, SpinWidth = 160;

struct Limit {
    QString key;
    int usual; //!< where the configuration says nothing
};

const QList<Limit> &limits()
{
    static const QList<Limit> all{{u"eventsPerSecond"_s, 20},
                                  {u"eventBurst"_s, 60},
                                  {u"connectionsPerAddress"_s, 200},
                                  {u"connections"_s, 2000}};
    return all;
}

} // namespace

AccessPage::AccessPage(model::SettingsDraft &draft, QWidget *parent)
    : SettingsPage(u"accessPage"_s, tr("Sites and limits"),
                   tr("Which web sites may have the chat, and how much one visitor may do."),
                   parent)
    , m_draft(draft)
    , m_token(new QCheckBox(tr("Who comes back has to prove that he is the same"), this))
{
    addSites();
    addCustomers();
    addLimits();
    rows()->addStretch();
    connect(&draft, &model::SettingsDraft::loaded, this, &AccessPage::fill);
    fill();
}

void AccessPage::addSites()
{
    const auto add = [this](const QString &key, const QString &name, const QString &hint) {
        auto *field = new LinesEdit(u"access-"_s + key, this);
        addField(name, field, hint);
        m_sites.insert(key, field);
        connect(field, &LinesEdit::edited, this,
                [this, key, field] { m_draft.setList(key, field->list()); });
    };
    add(u"origins"_s, tr("Sites with the chat on their pages"),
        tr("One a line, such as https://www.example.com. None: any page on this computer, and no "
           "other."));
    add(u"avatarHosts"_s, tr("Where pictures of agents may be loaded from"),
        tr("One a line, such as https://img.example.com. None: an icon stands for them."));
}

void AccessPage::addCustomers()
{
    m_token->setObjectName(u"customersToken"_s);
    m_token->setAccessibleDescription(
        tr("The chat does so by itself. Switch it off only for a chat of your own that cannot."));
    QLabel *hint = plainLabel(u"caption"_s, this, m_token->accessibleDescription());
    hint->setWordWrap(true);
    rows()->addWidget(sectionLabel(this, tr("Customers")));
    rows()->addWidget(m_token);
    rows()->addWidget(hint);
    connect(m_token, &QCheckBox::clicked, this, [this](bool isOn) {
        QJsonObject customers = m_draft.part(Customers);
        customers.insert(Token, isOn);
        m_draft.setPart(Customers, customers);
    });
}

void AccessPage::addLimits()
{
    const QHash<QString, QString> names{
        {u"eventsPerSecond"_s, tr("Messages a second of one visitor, in the long run")},
        {u"eventBurst"_s, tr("Messages of one visitor at once")},
        {u"connectionsPerAddress"_s, tr("Visitors from one address")},
        {u"connections"_s, tr("Visitors in all")}};
    rows()->addSpacing(10);
    rows()->addWidget(sectionLabel(this, tr("Limits")));
    auto *form = new QFormLayout;
    form->setHorizontalSpacing(18);
    form->setVerticalSpacing(8);
    for (const auto &[key, usual] : limits()) {
        auto *field = new QSpinBox(this);
        field->setObjectName(u"limit-"_s + key);
        field->setRange(0, Most);
        field->setSpecialValueText(tr("no limit"));
        field->setFixedWidth(SpinWidth);
        field->setAccessibleName(names.value(key));
        form->addRow(plainLabel({}, this, names.value(key)), field);
        m_limits.insert(key, field);
        connect(field, &QSpinBox::valueChanged, this,
                [this, key = key](int value) { keepLimit(key, value); });
    }
    rows()->addLayout(form);
}

void AccessPage::fill()
{
    const QScopedValueRollback filling(m_filling, true);
    for (auto it = m_sites.cbegin(); it != m_sites.cend(); ++it)
        it.value()->setList(m_draft.list(it.key()));
    m_token->setChecked(m_draft.part(Customers).value(Token).toBool(true));
    const QJsonObject said = m_draft.part(Limits);
    for (const auto &[key, usual] : limits())
        m_limits.value(key)->setValue(said.value(key).toInt(usual));
}

void AccessPage::keepLimit(const QString &key, int value)
{
    if (m_filling)
        return;
    QJsonObject limits = m_draft.part(Limits);
    limits.insert(key, value);
    m_draft.setPart(Limits, limits);
}

bool AccessPage::showTrouble(const QString &path, const QString &)
{
    if (const QString key = within(path, Limits); m_limits.contains(key)) {
        m_limits.value(key)->setFocus();
        return true;
    }
    const QString key = path.section(u'[', 0, 0);
    if (!m_sites.contains(key))
        return false;
    m_sites.value(key)->pointAt(rowIn(path, key));
    return true;
}

} // namespace sermo::ui
