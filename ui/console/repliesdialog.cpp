// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/console/repliesdialog.h"

#include "broker/desk/cannedreplies.h"
#include "ui/console/labels.h"
#include "ui/console/replypainter.h"
#include "ui/model/consolecontroller.h"
#include "ui/model/replybook.h"
#include "ui/style/stylesheet.h"

#include <QCheckBox>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QListView>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace sermo::ui
{

using desk::CannedReplies;

RepliesDialog::RepliesDialog(const ConsoleContext &context, QWidget *parent)
    : QDialog(parent)
    , m_context(context)
    , m_list(new QListView(this))
    , m_shortcut(new QLineEdit(this))
    , m_text(new QPlainTextEdit(this))
    , m_shared(new QCheckBox(tr("For the whole team"), this))
    , m_trouble(plainLabel(u"small"_s, this))
    , m_save(new QPushButton(tr("Save"), this))
    , m_remove(new QPushButton(tr("Remove"), this))
{
    setObjectName(u"repliesDialog"_s);
    setWindowTitle(tr("Canned replies"));
    setAttribute(Qt::WA_DeleteOnClose);
    compose();
    connectParts();
    follow();
    edit(-1);
    m_shortcut->setFocus();
}

void RepliesDialog::compose()
{
    m_list->setObjectName(u"repliesList"_s);
    m_list->setAccessibleName(tr("Canned replies"));
    m_list->setModel(&m_model);
    m_list->setItemDelegate(new ReplyPainter(m_context.theme, m_replies, this));
    m_list->setUniformItemSizes(true);
    m_list->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_list->setMinimumSize(280, 300);
    auto *add = new QPushButton(tr("New reply"), this);
    add->setObjectName(u"newReplyButton"_s);
    add->setAutoDefault(false);
    connect(add, &QPushButton::clicked, this, [this] {
        edit(-1);
        m_shortcut->setFocus();
    });
    auto *left = new QVBoxLayout;
    left->addWidget(m_list, 1);
    left->addWidget(add, 0, Qt::AlignLeft);

    auto *close = new QPushButton(tr("Close"), this);
    close->setObjectName(u"closeRepliesButton"_s);
    close->setAutoDefault(false);
    connect(close, &QPushButton::clicked, this, &QDialog::accept);
    auto *buttons = new QHBoxLayout;
    buttons->addWidget(m_remove);
    buttons->addStretch();
    buttons->addWidget(m_save);
    buttons->addWidget(close);
    auto *right = new QVBoxLayout;
    right->addWidget(editor(), 1);
    right->addLayout(buttons);
    auto *columns = new QHBoxLayout(this);
    columns->setContentsMargins(20, 18, 20, 16);
    columns->setSpacing(16);
    columns->addLayout(left);
    columns->addLayout(right, 1);
    setMinimumWidth(720);
}

QWidget *RepliesDialog::editor()
{
    m_shortcut->setObjectName(u"replyShortcut"_s);
    m_shortcut->setMaxLength(CannedReplies::MaxShortcut);
    m_text->setObjectName(u"replyText"_s);
    m_text->setTabChangesFocus(true);
    m_shared->setObjectName(u"replyShared"_s);
    m_trouble->setObjectName(u"replyTrouble"_s);
    m_trouble->setWordWrap(true);
    m_save->setObjectName(u"saveReplyButton"_s);
    setKind(m_save, u"primary"_s);
    m_remove->setObjectName(u"removeReplyButton"_s);
    m_remove->setAutoDefault(false);
    auto *part = new QWidget(this);
    auto *rows = new QVBoxLayout(part);
    rows->setContentsMargins(0, 0, 0, 0);
    const auto add = [&](const QString &name, QWidget *field) {
        QLabel *label = plainLabel(u"small"_s, part, name);
        label->setBuddy(field);
        field->setAccessibleName(name);
        rows->addWidget(label);
        rows->addWidget(field);
    };
    add(tr("Shortcut, typed after /"), m_shortcut);
    add(tr("Text"), m_text);
    QLabel *fields = plainLabel(
        u"small"_s, part,
        tr("These are filled in: %1").arg(u"{name} {number} {agent} {queue} {brand}"_s));
    fields->setWordWrap(true);
    rows->addWidget(fields);
    rows->addWidget(m_shared);
    rows->addWidget(m_trouble);
    return part;
}

void RepliesDialog::connectParts()
{
    connect(m_list->selectionModel(), &QItemSelectionModel::currentChanged, this,
            [this](const QModelIndex &index) {
                if (index.isValid())
                    edit(index.row());
            });
    connect(m_shortcut, &QLineEdit::textChanged, this, &RepliesDialog::judge);
    connect(m_text, &QPlainTextEdit::textChanged, this, &RepliesDialog::judge);
    connect(m_shared, &QCheckBox::toggled, this, &RepliesDialog::judge);
    connect(m_save, &QPushButton::clicked, this, &RepliesDialog::save);
    connect(m_remove, &QPushButton::clicked, this, &RepliesDialog::remove);
    connect(&m_context.replies, &model::ReplyBook::changed, this, &RepliesDialog::follow);
}

//! What is being written stays, whatever else has changed.
void RepliesDialog::follow()
{
    const model::CannedReply chosen = current() ? *current() : model::CannedReply();
    m_replies = m_context.replies.all();
    QStringList names;
    int row = -1;
    for (const model::CannedReply &reply : std::as_const(m_replies)) {
        if (reply.shortcut == chosen.shortcut && reply.isOwn == chosen.isOwn)
            row = int(names.size());
        names += reply.isOwn ? tr("/%1, your own").arg(reply.shortcut) : u'/' + reply.shortcut;
    }
    const QSignalBlocker quiet(m_list->selectionModel());
    m_model.setStringList(names);
    m_list->setCurrentIndex(row < 0 ? QModelIndex() : m_model.index(row));
    m_list->viewport()->update();
    judge();
}

const model::CannedReply *RepliesDialog::current() const
{
    const int row = m_list->currentIndex().row();
    return row >= 0 && row < m_replies.size() ? &m_replies.at(row) : nullptr;
}

void RepliesDialog::edit(int row)
{
    if (row < 0) {
        const QSignalBlocker quiet(m_list->selectionModel());
        m_list->setCurrentIndex({});
        m_list->clearSelection();
        m_list->viewport()->update();
    }
    const model::CannedReply reply = row < 0 ? model::CannedReply() : m_replies.at(row);
    m_shortcut->setText(reply.shortcut);
    m_text->setPlainText(reply.text);
    m_shared->setChecked(row >= 0 && !reply.isOwn);
    judge();
}

QString RepliesDialog::trouble() const
{
    const QString shortcut = m_shortcut->text();
    if (shortcut.isEmpty())
        return tr("A reply has a shortcut.");
    if (!CannedReplies::isShortcut(shortcut))
        return tr("A shortcut is one word, without a slash.");
    const QString text = m_text->toPlainText();
    if (text.trimmed().isEmpty())
        return tr("A reply has a text.");
    if (text.size() > CannedReplies::MaxText)
        return tr("A reply has at most %n characters.", nullptr, CannedReplies::MaxText);
    const bool isThere = m_shared->isChecked() ? m_context.replies.hasTeams(shortcut)
                                               : m_context.replies.hasOwn(shortcut);
    const bool isThis
        = current() && current()->shortcut == shortcut && current()->isOwn != m_shared->isChecked();
    return isThere && !isThis ? tr("There is one with this shortcut already.") : QString();
}

void RepliesDialog::judge()
{
    const QString why = trouble();
    m_save->setEnabled(why.isEmpty());
    m_remove->setEnabled(current());
    // Nobody has done anything wrong before he has begun.
    const bool hasBegun = !m_shortcut->text().isEmpty() || !m_text->toPlainText().isEmpty();
    m_trouble->setText(hasBegun ? why : QString());
    setKind(m_trouble, why.isEmpty() ? QString() : u"warn"_s);
}

//! Under another shortcut, or for others now: the old one goes, it would be there twice.
void RepliesDialog::save()
{
    if (!trouble().isEmpty())
        return;
    const QString shortcut = m_shortcut->text();
    const QString text = m_text->toPlainText();
    const bool isShared = m_shared->isChecked();
    if (current() && (current()->shortcut != shortcut || current()->isOwn == isShared))
        remove();
    if (isShared)
        m_context.controller.setTeamReply(shortcut, text);
    else
        m_context.replies.setOwn(shortcut, text);
    edit(-1);
    m_shortcut->setFocus();
}

void RepliesDialog::reject()
{
    auto *outer = qobject_cast<QDialog *>(window());
    if (outer && outer != this)
        outer->reject();
    else
        QDialog::reject();
}

void RepliesDialog::remove()
{
    if (!current())
        return;
    const model::CannedReply reply = *current();
    edit(-1);
    if (reply.isOwn)
        m_context.replies.removeOwn(reply.shortcut);
    else
        m_context.controller.removeTeamReply(reply.shortcut);
}

} // namespace sermo::ui
