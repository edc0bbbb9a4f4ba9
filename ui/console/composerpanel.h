// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "broker/protocol/ids.h"
#include "ui/console/consolecontext.h"

#include <QWidget>

class QLabel;
class QMimeData;
class QPushButton;
class QToolButton;

namespace sermo::ui
{

class AttachmentStrip;
class Composer;

//! The composer with its buttons. Writes to the customer or, with the note button down, to the
//! colleagues only: then it is amber, so that nobody mistakes one for the other.
class ComposerPanel : public QWidget
{
    Q_OBJECT
public:
    ComposerPanel(const ConsoleContext &context, const UserId &user, QWidget *parent = nullptr);

    void setCustomer(const QString &name);
    [[nodiscard]] Composer *composer() const { return m_composer; }
    [[nodiscard]] bool isNote() const;
    [[nodiscard]] bool hasDraft() const; //!< words or images
    void attach(const QMimeData &source); //!< pasted or dropped

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    void layOut();
    void connectParts();
    void handleText();
    void handleNote(bool note);
    void send();
    void sendMessage(const QString &text);
    void chooseFiles();
    void attachFiles(const QStringList &paths);
    void handleAttachments();
    void updateHints();

    ConsoleContext m_context;
    UserId m_user;
    QString m_customer;
    Composer *m_composer;
    AttachmentStrip *m_images;
    QToolButton *m_attach;
    QToolButton *m_note;
    QLabel *m_hint;
    QPushButton *m_send;
    bool m_sendWhenReady = false; //!< asked for while an image was still on its way
};

} // namespace sermo::ui
