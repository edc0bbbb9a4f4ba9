// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/settings/settingspage.h"

#include "ui/console/labels.h"

#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace sermo::ui
{

SettingsPage::SettingsPage(const QString &name, const QString &title, const QString &about,
                           QWidget *parent)
    : QWidget(parent)
    , m_title(title)
    , m_rows(new QVBoxLayout(this))
{
    setObjectName(name);
    m_rows->setContentsMargins(24, 20, 24, 20);
    m_rows->setSpacing(6);
    m_rows->addWidget(plainLabel(u"title"_s, this, title));
    addLabel(u"second"_s, about);
    m_rows->addSpacing(8);
}

bool SettingsPage::showTrouble(const QString &, const QString &)
{
    return false;
}

void SettingsPage::addLabel(const QString &role, const QString &text)
{
    QLabel *label = plainLabel(role, this, text);
    label->setWordWrap(true);
    m_rows->addWidget(label);
}

void SettingsPage::addField(const QString &name, QWidget *field, const QString &hint)
{
    addNamed(m_rows, name, field, hint);
}

void addNamed(QVBoxLayout *rows, const QString &name, QWidget *field, const QString &hint)
{
    QWidget *parent = field->parentWidget();
    QLabel *label = plainLabel(u"small"_s, parent, name);
    label->setBuddy(field);
    field->setAccessibleName(name);
    rows->addWidget(label);
    rows->addWidget(field);
    if (!hint.isEmpty()) {
        QLabel *words = plainLabel(u"caption"_s, parent, hint);
        words->setWordWrap(true);
        field->setAccessibleDescription(hint);
        rows->addWidget(words);
    }
    rows->addSpacing(6);
}

} // namespace sermo::ui
