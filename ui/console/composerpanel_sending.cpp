// SPDX-License-Identifier: GPL-3.0-or-later
// What becomes of the words: sent, held for a moment, taken back, or begun by a canned reply.
#include "ui/console/attachmentstrip.h"
#include "ui/console/composer.h"
#include "ui/console/composerpanel.h"
#include "ui/console/quickreplystrip.h"
#include "ui/console/replypopup.h"
#include "ui/console/undobar.h"
#include "ui/model/attachments.h"
#include "ui/model/consolecontroller.h"
#include "ui/model/drafts.h"
#include "ui/model/names.h"
#include "ui/model/preferences.h"
#include "ui/model/replybook.h"
#include "ui/model/sessionstore.h"

#include <QSignalBlocker>
#include <QToolButton>

#include <utility>

using namespace Qt::StringLiterals;

namespace sermo::ui
{

//! Enter with nothing written: what waits to leave, leaves now.
void ComposerPanel::send()
{
    const QString text = m_composer->toPlainText().trimmed();
    if (!isNote()) {
        sendMessage(text);
    } else if (m_context.controller.note(m_user, text)) {
        m_composer->clear();
        m_note->setChecked(false);
    }
    m_composer->setFocus();
}

//! While an image is on its way, all of it waits; when one failed, all of it stays until the agent
//! has decided. It may happen long after he asked for it, when he writes to somebody else: the
//! keyboard stays where it is.
void ComposerPanel::sendMessage(const QString &text)
{
    model::Attachments &attachments = m_context.attachments;
    m_sendWhenReady = false;
    model::Message message{text, {}, m_quickReplies};
    const auto attached = attachments.of(m_user);
    for (const model::Attachments::Attachment &each : attached) {
        using State = model::Attachments::Attachment::State;
        if (each.state == State::Failed) {
            updateHints();
            return m_images->tell(tr("One image was not uploaded: try again, or remove it"));
        }
        m_sendWhenReady = m_sendWhenReady || each.state != State::Ready;
        message.images.append(each.image);
    }
    if (m_sendWhenReady)
        return updateHints();
    if (message.isEmpty())
        m_context.controller.sendHeld(m_user);
    else
        sendNow(message);
}

void ComposerPanel::sendNow(const model::Message &message)
{
    model::ConsoleController &controller = m_context.controller;
    const std::chrono::seconds moment(m_context.preferences.values().undoSeconds);
    const bool isTaken = moment.count() > 0 ? controller.replyIn(m_user, message, moment)
                                            : controller.reply(m_user, message);
    if (!isTaken)
        return updateHints();
    (void)m_context.attachments.take(m_user);
    m_images->tell({});
    m_quickReplies.clear();
    m_buttons->present({});
    m_composer->clear();
    showHeld();
}

void ComposerPanel::undo()
{
    const std::optional<model::Message> message = m_context.controller.recall(m_user);
    if (!message)
        return;
    putNoteBy();
    const QString since = m_composer->toPlainText();
    m_composer->setPlainText(since.isEmpty() ? message->text : message->text + u'\n' + since);
    m_composer->moveCursor(QTextCursor::End);
    m_context.attachments.putBack(m_user, message->images);
    m_quickReplies = message->quickReplies;
    m_buttons->present(m_quickReplies);
    updateHints();
    m_composer->setFocus();
}

void ComposerPanel::tick()
{
    if (!m_undo->isHidden())
        showHeld();
}

void ComposerPanel::showHeld()
{
    const model::HeldReplies &held = m_context.controller.held();
    const model::Message *message = held.find(m_user);
    if (!message) {
        if (!m_undo->isHidden()) {
            m_undo->hide();
            keepWords(); // it alone has left
        }
        return;
    }
    const auto left = *held.until(m_user) - m_context.clock.now().steady;
    const QString words = message->text.isEmpty() ? tr("Image") : model::oneLine(message->text);
    m_undo->present(words, int(std::chrono::ceil<std::chrono::seconds>(left).count()),
                    m_context.preferences.values().undoSeconds);
}

//! The customer is not told of a note, nor is it kept as what he may be answered.
void ComposerPanel::keepWords()
{
    const QString written = m_composer->toPlainText();
    m_context.drafts.setNote(m_user, isNote() ? written : m_putBy);
    if (isNote())
        m_context.drafts.setText(m_user, draft());
    else
        m_context.controller.composing(m_user, draft());
}

void ComposerPanel::changePlaces()
{
    const QString words = std::exchange(m_putBy, m_composer->toPlainText());
    m_composer->setPlainText(words);
    m_composer->moveCursor(QTextCursor::End);
}

//! Something is to be said to the customer: what is written of a note is no part of it, and comes
//! back with the note button.
void ComposerPanel::putNoteBy()
{
    if (!isNote())
        return;
    {
        const QSignalBlocker quiet(m_note); // its words do not go along
        m_note->setChecked(false);
    }
    changePlaces();
    keepWords();
    updateHints();
    if (!m_putBy.isEmpty())
        m_images->tell(tr("The note you began is kept: the note button brings it back"));
}

QString ComposerPanel::draft() const
{
    const QString written = isNote() ? m_putBy : m_composer->toPlainText();
    const model::Message *held = m_context.controller.held().find(m_user);
    if (!held || held->text.isEmpty())
        return written;
    return written.isEmpty() ? held->text : held->text + u'\n' + written;
}

// --- Canned replies ------------------------------------------------------------------------------

void ComposerPanel::askForReplies()
{
    m_composer->setFocus();
    const QTextCursor cursor = m_composer->textCursor();
    const bool isAfterWord = cursor.position() > 0
        && !m_composer->document()->characterAt(cursor.position() - 1).isSpace();
    m_composer->insertPlainText(isAfterWord ? u" /"_s : u"/"_s);
    if (m_context.replies.all().isEmpty())
        emit repliesRequested();
}

void ComposerPanel::searchReplies()
{
    showReplies(false);
}

void ComposerPanel::customerTyped()
{
    if (!m_replies->isHidden())
        showReplies(true);
}

void ComposerPanel::showReplies(bool keepsChoice)
{
    const model::SlashWord word
        = model::slashWord(m_composer->toPlainText(), m_composer->textCursor().position());
    if (isNote() || !word.isThere() || !m_composer->hasFocus())
        return m_replies->hide();
    placePopup();
    m_replies->present(model::fitting(m_context.replies.all(), word.typed, customersWords()),
                       keepsChoice);
}

//! What the customer is typing, else what he said last.
QString ComposerPanel::customersWords() const
{
    const model::LiveState live = m_context.store.live(m_user);
    return live.preview.isEmpty() ? live.lastCustomerText : live.preview;
}

void ComposerPanel::takeReply(const model::CannedReply &reply)
{
    QTextCursor cursor = m_composer->textCursor();
    const model::SlashWord word = model::slashWord(m_composer->toPlainText(), cursor.position());
    if (word.isThere())
        cursor.setPosition(int(word.from), QTextCursor::KeepAnchor);
    cursor.insertText(model::filled(reply.text, fields()));
    m_composer->setTextCursor(cursor);
    m_composer->setAccessibleDescription({});
    m_composer->setFocus();
}

void ComposerPanel::insert(const model::CannedReply &reply)
{
    putNoteBy();
    takeReply(reply);
}

//! Nobody is greeted as "Visitor 8a8b5c".
model::Fields ComposerPanel::fields() const
{
    const desk::Session *session = m_context.store.session(m_user);
    const QString name = session ? model::oneLine(session->customerName) : QString();
    return {{u"name"_s, name},
            {u"number"_s, session ? model::oneLine(session->customerId) : QString()},
            {u"agent"_s, m_context.controller.identity().name},
            {u"queue"_s, session ? m_context.store.queueName(session->queue) : QString()},
            {u"brand"_s, session ? model::oneLine(session->brandId) : QString()}};
}

} // namespace sermo::ui
