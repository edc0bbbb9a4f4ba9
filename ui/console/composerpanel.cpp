// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/console/composerpanel.h"

#include "ui/console/attachmentstrip.h"
#include "ui/console/composer.h"
#include "ui/console/labels.h"
#include "ui/model/consolecontroller.h"
#include "ui/model/drafts.h"
#include "ui/style/icon.h"
#include "ui/style/stylesheet.h"
#include "ui/style/theme.h"

#include <QFileDialog>
#include <QHBoxLayout>
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
    , m_attach(new QToolButton(this))
    , m_note(new QToolButton(this))
    , m_hint(plainLabel(u"key"_s, this, tr("Enter")))
    , m_send(new QPushButton(tr("Send"), this))
{
    m_composer->setObjectName(u"composer-"_s + user.value());
    m_send->setObjectName(u"sendButton-"_s + user.value());
    setKind(m_send, u"primary"_s);
    m_note->setObjectName(u"noteButton-"_s + user.value());
    m_note->setIcon(icon(context.theme, u"sticky-note"_s, &Tokens::text2));
    m_note->setIconSize({16, 16});
    m_note->setText(tr("Note"));
    m_note->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    m_note->setCheckable(true);
    m_note->setFocusPolicy(Qt::StrongFocus);
    m_note->setToolTip(tr("Write a note that only colleagues see"));
    m_note->setAccessibleName(m_note->toolTip());
    setKind(m_note, u"foot"_s);

    layOut();
    m_composer->setPlainText(context.drafts.text(user));
    m_composer->moveCursor(QTextCursor::End);
    updateHints();
    connectParts();
}

void ComposerPanel::layOut()
{
    m_attach->setIcon(icon(m_context.theme, u"paperclip"_s, &Tokens::text2));
    m_attach->setObjectName(u"attachButton-"_s + m_user.value());
    m_attach->setIconSize({16, 16});
    m_attach->setFocusPolicy(Qt::StrongFocus);
    m_attach->setToolTip(tr("Attach images"));
    m_attach->setAccessibleName(m_attach->toolTip());
    setKind(m_attach, u"foot"_s);

    auto *row = new QHBoxLayout;
    row->setSpacing(6);
    row->addWidget(m_attach);
    row->addWidget(m_note);
    row->addStretch();
    row->addWidget(m_hint);
    row->addWidget(m_send);
    auto *rows = new QVBoxLayout(this);
    rows->setContentsMargins(11, 8, 11, 8);
    rows->setSpacing(8);
    rows->addWidget(m_images);
    rows->addWidget(m_composer);
    rows->addLayout(row);
}

void ComposerPanel::connectParts()
{
    connect(m_composer, &QPlainTextEdit::textChanged, this, &ComposerPanel::handleText);
    connect(m_composer, &Composer::sendRequested, this, &ComposerPanel::send);
    connect(m_send, &QPushButton::clicked, this, &ComposerPanel::send);
    connect(m_composer, &Composer::picturesInserted, this, &ComposerPanel::attach);
    connect(m_attach, &QToolButton::clicked, this, &ComposerPanel::chooseFiles);
    connect(&m_context.attachments, &model::Attachments::changed, this,
            [this](const UserId &whose) {
                if (whose == m_user)
                    handleAttachments();
            });
    connect(m_note, &QToolButton::toggled, this, &ComposerPanel::handleNote);
    connect(&m_context.theme, &Theme::changed, this, qOverload<>(&QWidget::update));
}

bool ComposerPanel::isNote() const
{
    return m_note->isChecked();
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
    m_composer->setPlaceholderText(isNote() ? tr("Note for colleagues…")
                                            : tr("Message %1…").arg(m_customer));
    m_composer->setAccessibleName(isNote() ? tr("Note about %1").arg(m_customer)
                                           : tr("Message to %1").arg(m_customer));
    m_send->setText(isNote() ? tr("Save note") : m_sendWhenReady ? tr("Sending…") : tr("Send"));
    m_send->setAccessibleName(m_send->text());
    const bool something = !m_composer->toPlainText().trimmed().isEmpty()
        || (!isNote() && !m_context.attachments.isEmpty(m_user));
    m_attach->setEnabled(!isNote());
    m_send->setEnabled(something && !m_sendWhenReady);
    m_hint->setVisible(something && width() > 320);
    update();
}

void ComposerPanel::handleText()
{
    m_sendWhenReady = false; // what was to be sent has changed
    // The customer is not told of a note, nor is it kept as what he may be answered.
    if (!isNote())
        m_context.controller.composing(m_user, m_composer->toPlainText());
    updateHints();
}

void ComposerPanel::handleNote(bool note)
{
    if (note)
        m_context.controller.composing(m_user, {});
    else
        handleText();
    updateHints();
    m_composer->setFocus();
}

void ComposerPanel::send()
{
    const QString text = m_composer->toPlainText().trimmed();
    if (!isNote())
        return sendMessage(text);
    if (!m_context.controller.note(m_user, text))
        return;
    m_composer->clear();
    m_note->setChecked(false);
    m_composer->setFocus();
}

//! The words with the first image, each other image by itself. While one is on its way, all of it
//! waits; when one failed, all of it stays until the agent has decided.
void ComposerPanel::sendMessage(const QString &text)
{
    model::Attachments &attachments = m_context.attachments;
    m_sendWhenReady = false;
    QList<ImageId> images;
    const auto attached = attachments.of(m_user);
    for (const model::Attachments::Attachment &each : attached) {
        using State = model::Attachments::Attachment::State;
        if (each.state == State::Failed) {
            updateHints();
            return m_images->tell(tr("One image was not uploaded: try again, or remove it"));
        }
        m_sendWhenReady = m_sendWhenReady || each.state != State::Ready;
        images.append(each.image);
    }
    if (m_sendWhenReady)
        return updateHints();
    const QString first = images.isEmpty() ? QString() : images.takeFirst().value();
    if (!m_context.controller.reply(m_user, text, first))
        return updateHints();
    for (const ImageId &image : std::as_const(images))
        m_context.controller.reply(m_user, {}, image.value());
    (void)attachments.take(m_user);
    m_composer->clear();
    m_composer->setFocus();
}

bool ComposerPanel::hasDraft() const
{
    return !m_composer->toPlainText().isEmpty() || !m_context.attachments.isEmpty(m_user);
}

void ComposerPanel::handleAttachments()
{
    updateHints();
    if (m_sendWhenReady)
        send();
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
    if (picture.isNull())
        m_images->tell(model::textOf(model::ImageTrouble::NotAnImage));
    else if (!m_context.attachments.addImage(m_user, picture))
        m_images->tell(tr("No more than %n images at once", nullptr, model::Attachments::Most));
}

void ComposerPanel::attachFiles(const QStringList &paths)
{
    m_sendWhenReady = false;
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

void ComposerPanel::paintEvent(QPaintEvent *)
{
    const Tokens &t = m_context.theme.tokens();
    QPainter p(this);
    p.fillRect(rect(), isNote() ? t.warnSoft : t.surface);
    p.setPen(t.line);
    p.drawLine(0, 0, width(), 0);
}

} // namespace sermo::ui
