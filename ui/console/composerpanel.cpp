// SPDX-License-Identifier: GPL-3.0-or-later
// The panel's parts and what they look like; what becomes of the words is in
// composerpanel_sending.cpp.
#include "ui/console/composerpanel.h"

#include "ui/console/attachmentstrip.h"
#include "ui/console/composer.h"
#include "ui/console/emojipicker.h"
#include "ui/console/labels.h"
#include "ui/console/quickreplydialog.h"
#include "ui/console/quickreplystrip.h"
#include "ui/console/replypopup.h"
#include "ui/console/spellmarks.h"
#include "ui/console/undobar.h"
#include "ui/model/consolecontroller.h"
#include "ui/model/drafts.h"
#include "ui/style/icon.h"
#include "ui/style/stylesheet.h"
#include "ui/style/theme.h"

#include <QFileDialog>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QMimeData>
#include <QPainter>
#include <QPushButton>
#include <QStandardPaths>
#include <QToolButton>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace sermo::ui
{

ComposerPanel::ComposerPanel(const ConsoleContext &context, const UserId &user, QWidget *parent)
    : QWidget(parent)
    , m_context(context)
    , m_user(user)
    , m_composer(new Composer(this))
    , m_images(new AttachmentStrip(context.theme, context.attachments, user, this))
    , m_buttons(new QuickReplyStrip(context.theme, user, this))
    , m_undo(new UndoBar(context.theme, user, this))
    , m_replies(new ReplyPopup(context.theme, parent ? parent : this))
    , m_attach(addButton(u"attachButton-"_s, u"paperclip"_s, tr("Attach images")))
    , m_emoji(addButton(u"emojiButton-"_s, u"smile"_s, tr("Emoji")))
    , m_canned(addButton(u"repliesButton-"_s, u"message-square-quote"_s, tr("Canned replies (/)")))
    , m_quick(addButton(u"quickRepliesButton-"_s, u"mouse-pointer-click"_s,
                        tr("Buttons under the message")))
    , m_note(addButton(u"noteButton-"_s, u"sticky-note"_s,
                       tr("Write a note that only colleagues see")))
    , m_hint(plainLabel(u"key"_s, this, tr("Enter")))
    , m_send(new QPushButton(tr("Send"), this))
{
    m_composer->setObjectName(u"composer-"_s + user.value());
    m_replies->setObjectName(u"replyPopup-"_s + user.value());
    m_send->setObjectName(u"sendButton-"_s + user.value());
    setKind(m_send, u"primary"_s);
    m_note->setCheckable(true);
    layOut();
    new SpellMarks(context, user, m_composer); // its document's
    m_composer->setPlainText(context.drafts.text(user));
    if (const QString note = context.drafts.note(user); !note.isEmpty()) {
        m_putBy = note;
        m_note->setChecked(true); // what Enter does with it is then the lesser thing
        changePlaces();
    }
    m_composer->moveCursor(QTextCursor::End);
    updateHints();
    connectParts();
}

QToolButton *ComposerPanel::addButton(const QString &name, const QString &iconName,
                                      const QString &tip)
{
    auto *button = new QToolButton(this);
    button->setObjectName(name + m_user.value());
    button->setIcon(icon(m_context.theme, iconName, &Tokens::text2));
    button->setIconSize({16, 16});
    button->setFocusPolicy(Qt::StrongFocus);
    button->setToolTip(tip);
    button->setAccessibleName(tip);
    setKind(button, u"foot"_s);
    return button;
}

void ComposerPanel::layOut()
{
    auto *row = new QHBoxLayout;
    row->setSpacing(2);
    for (QToolButton *button : {m_attach, m_emoji, m_canned, m_quick, m_note})
        row->addWidget(button);
    row->addStretch();
    row->addWidget(m_hint);
    row->addSpacing(4);
    row->addWidget(m_send);
    auto *rows = new QVBoxLayout(this);
    rows->setContentsMargins(11, 8, 11, 8);
    rows->setSpacing(8);
    rows->addWidget(m_undo);
    rows->addWidget(m_images);
    rows->addWidget(m_composer);
    rows->addWidget(m_buttons);
    rows->addLayout(row);
}

void ComposerPanel::connectParts()
{
    m_composer->installEventFilter(this);
    connect(m_composer, &Composer::edited, this, &ComposerPanel::handleText);
    connect(m_composer, &QPlainTextEdit::cursorPositionChanged, this,
            &ComposerPanel::searchReplies);
    connect(m_composer, &Composer::sendRequested, this, &ComposerPanel::send);
    connect(m_send, &QPushButton::clicked, this, &ComposerPanel::send);
    connect(m_composer, &Composer::picturesInserted, this, &ComposerPanel::attach);
    connect(m_attach, &QToolButton::clicked, this, &ComposerPanel::chooseFiles);
    connect(m_emoji, &QToolButton::clicked, this, &ComposerPanel::pickEmoji);
    connect(m_canned, &QToolButton::clicked, this, &ComposerPanel::askForReplies);
    connect(m_quick, &QToolButton::clicked, this, &ComposerPanel::buildQuickReplies);
    connect(m_buttons, &QuickReplyStrip::changeRequested, this, &ComposerPanel::buildQuickReplies);
    connect(m_buttons, &QuickReplyStrip::removeRequested, this, [this] {
        m_quickReplies.clear();
        m_buttons->present({});
        updateHints();
    });
    connect(m_undo, &UndoBar::undoRequested, this, &ComposerPanel::undo);
    connect(m_undo, &UndoBar::sendRequested, this,
            [this] { m_context.controller.sendHeld(m_user); });
    connect(m_replies, &ReplyPopup::chosen, this, &ComposerPanel::takeReply);
    connect(m_replies, &ReplyPopup::currentChanged, m_composer, &QWidget::setAccessibleDescription);
    const auto ours = [this](auto handle) {
        return [this, handle](const UserId &whose) {
            if (whose == m_user)
                (this->*handle)();
        };
    };
    connect(&m_context.attachments, &model::Attachments::changed, this,
            ours(&ComposerPanel::handleAttachments));
    connect(&m_context.controller, &model::ConsoleController::heldChanged, this,
            ours(&ComposerPanel::showHeld));
    connect(m_note, &QToolButton::toggled, this, &ComposerPanel::handleNote);
    connect(&m_context.theme, &Theme::changed, this, qOverload<>(&QWidget::update));
}

bool ComposerPanel::isNote() const
{
    return m_note->isChecked();
}

void ComposerPanel::toggleNote()
{
    m_note->toggle();
}

void ComposerPanel::setCustomer(const QString &name)
{
    if (name == m_customer)
        return;
    m_customer = name;
    updateHints();
}

void ComposerPanel::updateHints()
{
    m_composer->setPlaceholderText(isNote()
                                       ? tr("Note for colleagues…")
                                       : tr("Message %1… “/” for canned replies").arg(m_customer));
    m_composer->setAccessibleName(isNote() ? tr("Note about %1").arg(m_customer)
                                           : tr("Message to %1").arg(m_customer));
    m_send->setText(isNote() ? tr("Save note") : m_sendWhenReady ? tr("Sending…") : tr("Send"));
    m_send->setAccessibleName(m_send->text());
    const bool something = !m_composer->toPlainText().trimmed().isEmpty()
        || (!isNote() && !m_context.attachments.isEmpty(m_user));
    for (QToolButton *button : {m_attach, m_canned, m_quick})
        button->setEnabled(!isNote());
    m_send->setEnabled(something && !m_sendWhenReady);
    constexpr int RoomForHint = 270;
    m_hint->setVisible(something && m_composer->hasFocus() && width() >= RoomForHint);
    update();
}

void ComposerPanel::handleText()
{
    m_sendWhenReady = false; // what was to be sent has changed
    keepWords();
    updateHints();
}

//! What stands there goes along, unless words of the other kind wait.
void ComposerPanel::handleNote()
{
    m_sendWhenReady = false; // it was a reply that was to be sent
    if (isNote())
        m_context.controller.composing(m_user, {}); // he writes to the customer no longer
    if (!m_putBy.isEmpty())
        changePlaces();
    keepWords();
    m_images->tell({}); // what was said of the other kind
    m_replies->hide();
    updateHints();
    m_composer->setFocus();
}

bool ComposerPanel::hasDraft() const
{
    return !m_composer->toPlainText().isEmpty() || !m_context.attachments.isEmpty(m_user)
        || !m_quickReplies.isEmpty();
}

void ComposerPanel::handleAttachments()
{
    updateHints();
    if (m_sendWhenReady)
        sendMessage(m_composer->toPlainText().trimmed());
}

void ComposerPanel::attach(const QMimeData &source)
{
    if (isNote())
        return m_images->tell(tr("A note takes words only"));
    QStringList paths;
    const auto urls = source.urls();
    for (const QUrl &url : urls)
        paths += url.toLocalFile();
    if (!paths.isEmpty())
        return attachFiles(paths);
    const auto picture = source.imageData().value<QImage>();
    m_sendWhenReady = false;
    m_images->tell({}); // what was said of the last attempt
    if (picture.isNull())
        m_images->tell(model::textOf(model::ImageTrouble::NotAnImage));
    else if (!m_context.attachments.addImage(m_user, picture))
        m_images->tell(tr("No more than %n images at once", nullptr, model::Attachments::Most));
}

void ComposerPanel::attachFiles(const QStringList &paths)
{
    m_sendWhenReady = false;
    m_images->tell({}); // what was said of the last attempt
    for (const QString &path : paths) {
        if (!m_context.attachments.addFile(m_user, path))
            return m_images->tell(
                tr("No more than %n images at once", nullptr, model::Attachments::Most));
    }
}

void ComposerPanel::chooseFiles()
{
    const QString folder = QStandardPaths::writableLocation(QStandardPaths::PicturesLocation);
    auto *dialog = new QFileDialog(this, tr("Attach images"), folder);
    dialog->setObjectName(u"attachDialog"_s);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::ExistingFiles);
    dialog->setNameFilter(tr("Images (%1)").arg(u"*.png *.jpg *.jpeg *.webp *.gif *.bmp"_s));
    connect(dialog, &QFileDialog::filesSelected, this, &ComposerPanel::attachFiles);
    dialog->open();
}

void ComposerPanel::pickEmoji()
{
    auto *picker = new EmojiPicker(this);
    connect(picker, &EmojiPicker::chosen, this, [this](const QString &sign) {
        m_composer->insertPlainText(sign);
        m_composer->setFocus();
    });
    picker->openOver(m_emoji);
}

void ComposerPanel::buildQuickReplies()
{
    if (isNote())
        return;
    auto *dialog = new QuickReplyDialog(m_quickReplies, this);
    connect(dialog, &QuickReplyDialog::built, this,
            [this](const QList<event::QuickReply> &replies) {
                m_quickReplies = replies;
                m_buttons->present(replies);
                updateHints();
                m_composer->setFocus();
            });
    dialog->open();
}

bool ComposerPanel::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == m_composer) {
        switch (event->type()) {
        case QEvent::KeyPress: {
            const auto *key = static_cast<QKeyEvent *>(event);
            if (m_replies->handleKey(*key))
                return true;
            // An empty composer has nothing else to undo.
            if (key->matches(QKeySequence::Undo) && m_composer->document()->isEmpty()
                && m_context.controller.held().find(m_user)) {
                undo();
                return true;
            }
            break;
        }
        case QEvent::FocusOut:
            m_replies->hide();
            [[fallthrough]];
        case QEvent::FocusIn:
            QMetaObject::invokeMethod(this, &ComposerPanel::updateHints, Qt::QueuedConnection);
            break;
        default:
            break;
        }
    }
    return QWidget::eventFilter(watched, event);
}

void ComposerPanel::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    updateHints();
    if (!m_replies->isHidden())
        placePopup();
}

//! Over the composer's upper edge, as wide as the column; what the customer is typing stays in
//! sight.
void ComposerPanel::placePopup()
{
    constexpr int Side = 5;
    const QWidget *over = m_replies->parentWidget();
    const bool isTyping = m_preview && m_preview->height() > 0;
    const int floor = isTyping ? m_preview->y() : m_composer->mapTo(over, QPoint(0, 0)).y() - 2;
    m_replies->standOn({Side, floor}, over->width() - 2 * Side);
}

void ComposerPanel::paintEvent(QPaintEvent *)
{
    const Tokens &t = m_context.theme.tokens();
    QPainter p(this);
    p.fillRect(rect(), isNote() ? t.warnSoft : t.surface);
    p.setPen(t.line);
    p.drawLine(0, 0, width(), 0);
}

} // namespace sermo::ui
