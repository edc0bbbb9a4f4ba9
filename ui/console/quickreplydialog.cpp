// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/console/quickreplydialog.h"

#include "ui/console/labels.h"
#include "ui/model/links.h"
#include "ui/style/stylesheet.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QPushButton>
#include <QVBoxLayout>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace sermo::ui
{

namespace
{

constexpr int MaxText = 60; // longer ones are cut in the widget
constexpr int MaxValue = 500;

} // namespace

QuickReplyDialog::QuickReplyDialog(const QList<event::QuickReply> &replies, QWidget *parent)
    : QDialog(parent)
    , m_list(new QVBoxLayout)
    , m_trouble(plainLabel(u"small"_s, this))
    , m_add(new QPushButton(tr("Add a button"), this))
    , m_use(new QPushButton(tr("Use"), this))
{
    setObjectName(u"quickReplyDialog"_s);
    setWindowTitle(tr("Buttons under the message"));
    setAttribute(Qt::WA_DeleteOnClose);
    QLabel *hint
        = plainLabel(u"second"_s, this, tr("The customer answers by a click, or opens a page."));
    m_trouble->setObjectName(u"quickReplyTrouble"_s);
    m_add->setObjectName(u"addQuickReply"_s);
    m_add->setAutoDefault(false);
    m_use->setObjectName(u"useQuickReplies"_s);
    m_use->setDefault(true);
    setKind(m_use, u"primary"_s);
    auto *cancel = new QPushButton(tr("Cancel"), this);
    cancel->setObjectName(u"cancelQuickReplies"_s);
    cancel->setAutoDefault(false);
    auto *buttons = new QHBoxLayout;
    buttons->addWidget(m_add);
    buttons->addStretch();
    buttons->addWidget(cancel);
    buttons->addWidget(m_use);
    auto *rows = new QVBoxLayout(this);
    rows->setContentsMargins(20, 18, 20, 16);
    rows->setSpacing(10);
    rows->addWidget(hint);
    rows->addLayout(m_list);
    rows->addStretch();
    rows->addWidget(m_trouble);
    rows->addLayout(buttons);
    setMinimumWidth(700);
    connect(cancel, &QPushButton::clicked, this, &QDialog::reject);
    connect(m_add, &QPushButton::clicked, this, [this] {
        addRow({u"postback"_s, {}, {}, {}, false});
        m_rows.last().text->setFocus();
    });
    connect(m_use, &QPushButton::clicked, this, &QuickReplyDialog::build);
    for (const event::QuickReply &reply : replies)
        addRow(reply);
    if (replies.isEmpty())
        addRow({u"postback"_s, {}, {}, {}, false});
    m_rows.first().text->setFocus();
}

void QuickReplyDialog::addRow(const event::QuickReply &reply)
{
    auto *whole = new QWidget(this);
    const Row row{whole, new QLineEdit(reply.text, whole), new QComboBox(whole),
                  new QLineEdit(reply.type == "web_url"_L1 ? reply.url : reply.payload, whole),
                  new QPushButton(tr("Remove"), whole)};
    row.text->setMaxLength(MaxText);
    row.text->setPlaceholderText(tr("Text on the button"));
    row.kind->addItems({tr("Answer"), tr("Link")});
    row.kind->setCurrentIndex(reply.type == "web_url"_L1 ? 1 : 0);
    row.value->setMaxLength(MaxValue);
    row.remove->setAutoDefault(false);
    setKind(row.remove, u"link"_s);
    auto *line = new QHBoxLayout(whole);
    line->setContentsMargins(0, 0, 0, 0);
    line->addWidget(row.text, 2);
    line->addWidget(row.kind);
    line->addWidget(row.value, 3);
    line->addWidget(row.remove);
    m_list->addWidget(whole);
    m_rows += row;
    connect(row.text, &QLineEdit::textChanged, this, &QuickReplyDialog::judge);
    connect(row.value, &QLineEdit::textChanged, this, &QuickReplyDialog::judge);
    connect(row.kind, &QComboBox::currentIndexChanged, this, &QuickReplyDialog::judge);
    connect(row.remove, &QPushButton::clicked, this, [this, whole] { removeRow(whole); });
    number();
    judge();
}

void QuickReplyDialog::removeRow(const QWidget *whole)
{
    const auto found = std::find_if(m_rows.cbegin(), m_rows.cend(),
                                    [whole](const Row &row) { return row.whole == whole; });
    if (found == m_rows.cend())
        return;
    found->whole->hide();
    found->whole->deleteLater();
    m_rows.erase(found);
    m_add->setFocus();
    number();
    judge();
}

void QuickReplyDialog::number()
{
    for (int i = 0; i < m_rows.size(); ++i) {
        const Row &row = m_rows.at(i);
        row.text->setObjectName(u"quickReplyText-%1"_s.arg(i));
        row.kind->setObjectName(u"quickReplyKind-%1"_s.arg(i));
        row.value->setObjectName(u"quickReplyValue-%1"_s.arg(i));
        row.remove->setObjectName(u"removeQuickReply-%1"_s.arg(i));
        row.text->setAccessibleName(tr("Text on button %1").arg(i + 1));
        row.kind->setAccessibleName(tr("What button %1 does").arg(i + 1));
        row.value->setAccessibleName(tr("Address or word of button %1").arg(i + 1));
        row.remove->setAccessibleName(tr("Remove button %1").arg(i + 1));
    }
    m_add->setEnabled(m_rows.size() < Most);
}

bool QuickReplyDialog::isLink(const Row &row)
{
    return row.kind->currentIndex() == 1;
}

bool QuickReplyDialog::isEmpty(const Row &row)
{
    return row.text->text().trimmed().isEmpty() && row.value->text().trimmed().isEmpty();
}

QString QuickReplyDialog::trouble() const
{
    for (const Row &row : m_rows) {
        if (isEmpty(row))
            continue;
        if (row.text->text().trimmed().isEmpty())
            return tr("Each button has a text.");
        if (isLink(row) && !model::webAddress(row.value->text().trimmed()))
            return tr("A link begins with https:// or http://.");
    }
    return {};
}

void QuickReplyDialog::judge()
{
    for (const Row &row : std::as_const(m_rows))
        row.value->setPlaceholderText(isLink(row) ? u"https://…"_s
                                                  : tr("What it means, if not the text"));
    m_trouble->setText(trouble());
    setKind(m_trouble, u"warn"_s);
    m_use->setEnabled(m_trouble->text().isEmpty());
}

void QuickReplyDialog::build()
{
    QList<event::QuickReply> replies;
    for (const Row &row : std::as_const(m_rows)) {
        if (isEmpty(row))
            continue;
        const QString text = row.text->text().trimmed();
        const QString value = row.value->text().trimmed();
        replies += isLink(row)
            ? event::QuickReply{u"web_url"_s, text, {}, value, true}
            : event::QuickReply{u"postback"_s, text, value.isEmpty() ? text : value, {}, false};
    }
    accept();
    emit built(replies);
}

} // namespace sermo::ui
