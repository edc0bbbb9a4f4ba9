// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/settings/platformspage.h"

#include "ui/console/labels.h"
#include "ui/model/settingsdraft.h"
#include "ui/settings/elementlist.h"
#include "ui/settings/formedit.h"
#include "ui/settings/hoursedit.h"
#include "ui/settings/refusals.h"
#include "ui/style/stylesheet.h"

#include <QCheckBox>
#include <QClipboard>
#include <QComboBox>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QPushButton>
#include <QScopedValueRollback>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace sermo::ui
{

namespace
{

const QString List = u"platforms"_s;

//! Only what differs from what counts without a word is said.
void put(QJsonObject &object, const QString &key, const QJsonValue &value, const QJsonValue &usual)
{
    if (value == usual)
        object.remove(key);
    else
        object.insert(key, value);
}

} // namespace

PlatformsPage::PlatformsPage(model::SettingsDraft &draft, const QUrl &broker, QWidget *parent)
    : SettingsPage(u"platformsPage"_s, tr("Platforms"),
                   tr("Where customers come from, such as a web site."), parent)
    , m_draft(draft)
    , m_broker(broker)
    , m_elements(new ElementList(draft, {List, u"brand"_s, u"Platform"_s, tr("Platforms")}, this))
    , m_trouble(plainLabel(u"small"_s, this))
{
    m_trouble->setObjectName(u"platformTrouble"_s);
    m_trouble->setWordWrap(true);
    setKind(m_trouble, u"bad"_s);
    auto *columns = new QHBoxLayout;
    columns->setSpacing(18);
    columns->addWidget(m_elements);
    columns->addWidget(fields(), 1);
    rows()->addWidget(m_trouble);
    rows()->addLayout(columns, 1);
    m_trouble->hide();
    connectFields();
    connect(&draft, &model::SettingsDraft::loaded, this, [this] {
        m_trouble->hide();
        fillQueues();
        m_elements->choose(std::max(0, m_elements->row()));
    });
    connect(&draft, &model::SettingsDraft::changed, this, &PlatformsPage::fillQueues);
    fillQueues();
    connectList();
}

void PlatformsPage::connectList()
{
    m_elements->setFresh([this] {
        return QJsonObject{{u"id"_s, QString()},
                           {u"queue"_s, m_draft.element(u"queues"_s, 0).value("id"_L1)}};
    });
    connect(m_elements, &ElementList::chosen, this, &PlatformsPage::show);
    connect(m_elements, &ElementList::added, m_brand, qOverload<>(&QWidget::setFocus));
    m_elements->choose(0);
}

void PlatformsPage::makeFields(QWidget *part)
{
    const auto line = [part](const QString &name) {
        auto *field = new QLineEdit(part);
        field->setObjectName(name);
        return field;
    };
    m_brand = line(u"platformBrand"_s);
    m_id = line(u"platformId"_s);
    m_secret = line(u"platformSecret"_s);
    m_colour = line(u"platformColour"_s);
    m_queue = new QComboBox(part);
    m_queue->setObjectName(u"platformQueue"_s);
    m_language = new QComboBox(part);
    m_language->setObjectName(u"platformLanguage"_s);
    m_language->addItem(tr("As its page"), QString());
    m_language->addItem(tr("English"), u"en"_s);
    m_language->addItem(tr("Swedish"), u"sv"_s);
    m_preview = new QCheckBox(tr("Agents see what a customer types before it is sent"), part);
    m_preview->setObjectName(u"platformPreview"_s);
    m_mask = new QCheckBox(tr("Hide card and personal numbers in what customers write"), part);
    m_mask->setObjectName(u"platformMask"_s);
    m_hours = new HoursEdit(part);
    m_form = new FormEdit(part);
    m_snippet = plainLabel(u"chip"_s, part);
    m_snippet->setObjectName(u"platformSnippet"_s);
    m_snippet->setWordWrap(true);
    m_snippet->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    m_colour->setPlaceholderText(u"#4f46e5"_s);
}

QWidget *PlatformsPage::fields()
{
    auto *part = new QWidget(this);
    makeFields(part);
    auto *copy = new QPushButton(tr("Copy"), part);
    copy->setObjectName(u"copySnippet"_s);
    copy->setAutoDefault(false);
    connect(copy, &QPushButton::clicked, this,
            [this] { QGuiApplication::clipboard()->setText(snippet()); });
    auto *rows = new QVBoxLayout(part);
    rows->setContentsMargins(0, 0, 0, 0);
    addNamed(rows, tr("Name, as agents see it"), m_brand);
    addNamed(rows, tr("Sign, as the site names it"), m_id,
             tr("A word without spaces. Change it on the site too."));
    addNamed(rows, tr("Customers wait in"), m_queue);
    addNamed(rows, tr("What the desk tells customers is in"), m_language);
    rows->addWidget(sectionLabel(part, tr("Opening hours")));
    rows->addWidget(m_hours);
    rows->addWidget(sectionLabel(part, tr("Asked before a chat")));
    rows->addWidget(m_form);
    rows->addWidget(sectionLabel(part, tr("Privacy")));
    rows->addWidget(m_preview);
    rows->addWidget(m_mask);
    addNamed(rows, tr("Secret, by which the site vouches for its customers"), m_secret,
             tr("At least 16 characters; empty: customers only claim who they are."));
    rows->addWidget(sectionLabel(part, tr("On your site")));
    addNamed(rows, tr("Colour of the chat"), m_colour);
    rows->addWidget(m_snippet);
    rows->addWidget(copy, 0, Qt::AlignLeft);
    rows->addStretch();
    return part;
}

void PlatformsPage::connectFields()
{
    for (QLineEdit *field : {m_id, m_brand, m_secret})
        connect(field, &QLineEdit::textEdited, this, &PlatformsPage::keep);
    for (QComboBox *box : {m_queue, m_language})
        connect(box, &QComboBox::activated, this, &PlatformsPage::keep);
    for (QCheckBox *box : {m_preview, m_mask})
        connect(box, &QCheckBox::clicked, this, &PlatformsPage::keep);
    connect(m_hours, &HoursEdit::edited, this, &PlatformsPage::keep);
    connect(m_form, &FormEdit::edited, this, &PlatformsPage::keep);
    connect(m_colour, &QLineEdit::textChanged, this, [this] { m_snippet->setText(snippet()); });
}

void PlatformsPage::fillQueues()
{
    const QScopedValueRollback filling(m_filling, true);
    const QString chosen = m_queue->currentData().toString();
    m_queue->clear();
    const QJsonArray queues = m_draft.list(u"queues"_s);
    for (const QJsonValue &queue : queues) {
        const QString id = queue["id"_L1].toString();
        m_queue->addItem(queue["name"_L1].toString(id), id);
    }
    m_queue->setCurrentIndex(m_queue->findData(chosen));
}

void PlatformsPage::show()
{
    const QScopedValueRollback filling(m_filling, true);
    const QJsonObject platform = m_elements->element();
    m_id->setText(platform.value("id"_L1).toString());
    m_brand->setText(platform.value("brand"_L1).toString());
    m_queue->setCurrentIndex(m_queue->findData(platform.value("queue"_L1).toString(u"general"_s)));
    m_language->setCurrentIndex(
        std::max(0, m_language->findData(platform.value("language"_L1).toString())));
    m_hours->setHours(platform.value("hours"_L1).toObject());
    m_form->setForm(platform.value("form"_L1).toArray());
    m_preview->setChecked(platform.value("preview"_L1).toBool(true));
    m_mask->setChecked(platform.value("mask"_L1).toBool(false));
    m_secret->setText(platform.value("secret"_L1).toString());
    m_snippet->setText(snippet());
}

void PlatformsPage::keep()
{
    if (m_filling || m_elements->row() < 0)
        return;
    QJsonObject platform = m_elements->element();
    platform.insert(u"id"_s, m_id->text().trimmed());
    put(platform, u"brand"_s, m_brand->text().trimmed(), QString());
    if (m_queue->currentIndex() >= 0)
        platform.insert(u"queue"_s, m_queue->currentData().toString());
    put(platform, u"language"_s, m_language->currentData().toString(), QString());
    put(platform, u"hours"_s, m_hours->hours(), QJsonObject());
    put(platform, u"form"_s, m_form->form(), QJsonArray());
    put(platform, u"preview"_s, m_preview->isChecked(), true);
    put(platform, u"mask"_s, m_mask->isChecked(), false);
    put(platform, u"secret"_s, m_secret->text().trimmed(), QString());
    m_elements->setElement(platform);
    m_snippet->setText(snippet());
}

QString PlatformsPage::snippet() const
{
    QUrl script(m_broker);
    script.setPath(u"/widget/sermo.min.js"_s);
    QString line = u"<script src=\"%1\" data-platform=\"%2\""_s.arg(
        script.toString(), m_id->text().trimmed().toHtmlEscaped());
    if (!m_brand->text().trimmed().isEmpty())
        line += u" data-brand=\"%1\""_s.arg(m_brand->text().trimmed().toHtmlEscaped());
    if (!m_colour->text().trimmed().isEmpty())
        line += u" data-colour=\"%1\""_s.arg(m_colour->text().trimmed().toHtmlEscaped());
    return line + u" async></script>"_s;
}

bool PlatformsPage::showTrouble(const QString &path, const QString &message)
{
    if (!path.startsWith(List))
        return false;
    const int row = rowIn(path, List);
    if (row >= 0)
        m_elements->choose(row);
    const QString key = within(path, u"%1[%2]"_s.arg(List).arg(row));
    const QHash<QString, QWidget *> fields{{u"id"_s, m_id},
                                           {u"brand"_s, m_brand},
                                           {u"queue"_s, m_queue},
                                           {u"language"_s, m_language},
                                           {u"secret"_s, m_secret}};
    if (key.startsWith("hours"_L1))
        m_hours->pointAt(within(key, u"hours"_s));
    else if (key.startsWith("form"_L1))
        m_form->pointAt(within(key, u"form"_s));
    else if (QWidget *field = fields.value(key))
        field->setFocus();
    m_trouble->setText(u"%1: %2"_s.arg(path, message));
    m_trouble->show();
    return true;
}

} // namespace sermo::ui
