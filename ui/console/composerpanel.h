// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "broker/protocol/eventbody.h"
#include "ui/console/consolecontext.h"
#include "ui/model/cannedreply.h"
#include "ui/model/heldreplies.h"

#include <QWidget>

class QLabel;
class QMimeData;
class QPushButton;
class QToolButton;

namespace sermo::ui
{

class AttachmentStrip;
class Composer;
class QuickReplyStrip;
class ReplyPopup;
class UndoBar;

//! The composer with its buttons. Writes to the customer or, with the note button down, to the
//! colleagues only: then it is amber, so that nobody mistakes one for the other. Words become the
//! other kind only by the note button, and only where none of that kind wait. What is sent waits
//! a moment in which it can be taken back (Preferences: undoSeconds); a `/` brings canned replies.
class ComposerPanel : public QWidget
{
    Q_OBJECT
public:
    ComposerPanel(const ConsoleContext &context, const UserId &user, QWidget *parent = nullptr);

    void setCustomer(const QString &name);
    [[nodiscard]] Composer *composer() const { return m_composer; }
    [[nodiscard]] bool isNote() const;
    [[nodiscard]] bool hasDraft() const; //!< words, images or buttons
    [[nodiscard]] bool isSending() const { return m_sendWhenReady; } //!< it waits for its image
    void attach(const QMimeData &source); //!< pasted or dropped
    void tick(); //!< a second has passed
    void setPreview(const QWidget *preview) { m_preview = preview; } //!< beside this in the column
    void customerTyped(); //!< canned replies that are open are ranked anew

    // What the buttons do, for keys and menus as well.
    void chooseFiles();
    void pickEmoji();
    void askForReplies(); //!< as if a `/` had been typed
    void buildQuickReplies();
    void toggleNote();
    void undo(); //!< of what has not left yet
    void insert(const model::CannedReply &reply); //!< where the cursor is

signals:
    void repliesRequested(); //!< the agent wants to see or change them all

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    // composerpanel.cpp
    void layOut();
    [[nodiscard]] QToolButton *addButton(const QString &name, const QString &iconName,
                                         const QString &tip);
    void connectParts();
    void handleText();
    void handleNote();
    void attachFiles(const QStringList &paths);
    void handleAttachments();
    void updateHints();
    void placePopup();

    // composerpanel_sending.cpp
    void send();
    void sendMessage(const QString &text);
    void sendNow(const model::Message &message);
    void showHeld();
    void keepWords(); //!< of either kind, as drafts; and tells that he writes
    void changePlaces(); //!< what is written, and what was put by
    void putNoteBy();
    [[nodiscard]] QString draft() const; //!< all that has not left for the customer
    void searchReplies();
    void showReplies(bool keepsChoice);
    void takeReply(const model::CannedReply &reply);
    [[nodiscard]] model::Fields fields() const;
    [[nodiscard]] QString customersWords() const;

    ConsoleContext m_context;
    UserId m_user;
    QString m_customer;
    QList<event::QuickReply> m_quickReplies; //!< go with the next message
    Composer *m_composer;
    AttachmentStrip *m_images;
    QuickReplyStrip *m_buttons;
    UndoBar *m_undo;
    const QWidget *m_preview = nullptr; //!< of what the customer is typing
    ReplyPopup *m_replies; //!< the column's child: it lies over the transcript
    QToolButton *m_attach;
    QToolButton *m_emoji;
    QToolButton *m_canned;
    QToolButton *m_quick;
    QToolButton *m_note;
    QLabel *m_hint;
    QPushButton *m_send;
    QString m_putBy; //!< words of the other kind: of a note, while one writes to the customer
    bool m_sendWhenReady = false; //!< asked for while an image was still on its way
};

} // namespace sermo::ui
