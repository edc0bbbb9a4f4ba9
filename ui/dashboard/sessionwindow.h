// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "broker/protocol/ids.h"
#include "ui/console/consolecontext.h"

#include <QDialog>
#include <QTimer>

class QLabel;
class QLineEdit;
class QPushButton;

namespace sermo::model
{
class Supervision;
}

namespace sermo::ui
{

class ColumnHeader;
class LivePreview;
class TranscriptView;

//! Any session, read-only and live: the transcript, what the customer is typing and what the agent
//! is writing before either is sent. A supervisor whispers, takes over, moves and gives it from
//! here. Neither customer nor agent sees that it is open. Objects: `supervised-ID`.
class SessionWindow : public QDialog
{
    Q_OBJECT
public:
    SessionWindow(const ConsoleContext &context, model::Supervision &supervision,
                  const UserId &user, QWidget *parent);

    [[nodiscard]] const UserId &user() const { return m_user; }

private:
    void compose();
    [[nodiscard]] QWidget *makeActions();
    QPushButton *makeAction(QWidget *row, const QString &name, const QString &text);
    void connectStore();
    void refresh();
    void refreshDrafts();
    void refreshHand();
    [[nodiscard]] QWidget *makeHand();
    void refreshActions();
    void whisper();
    void askWhereTo();

    ConsoleContext m_context;
    model::Supervision &m_supervision;
    const UserId m_user;
    ColumnHeader *m_header;
    QLabel *m_where; //!< who has it, and where it is
    QLabel *m_question = nullptr; //!< with what its agent asks for help
    QWidget *m_hand; //!< there while he does
    TranscriptView *m_transcript;
    LivePreview *m_preview; //!< the customer's
    QLabel *m_draftBy;
    LivePreview *m_draft; //!< the agent's
    QLineEdit *m_whisper;
    QPushButton *m_send;
    QWidget *m_actions;
    QPushButton *m_takeOver;
    QPushButton *m_move;
    QTimer m_second;
};

} // namespace sermo::ui
