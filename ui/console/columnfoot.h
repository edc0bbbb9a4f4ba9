// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/console/consolecontext.h"
#include "ui/model/presentedsession.h"

#include <QWidget>

class QMenu;
class QToolButton;

namespace sermo::ui
{

//! What an agent does with a session when the words are said: Done, Transfer, Bot ends, End.
//! In a narrow column the middle ones keep their icons only.
class ColumnFoot : public QWidget
{
    Q_OBJECT
public:
    ColumnFoot(const ConsoleContext &context, const UserId &user, QWidget *parent = nullptr);

    void present(const model::PresentedSession &session);

signals:
    void doneRequested();
    void transferToQueueRequested(const sermo::QueueId &queue);
    void transferToAgentRequested(const sermo::AgentId &agent);
    void botEndsRequested();
    void endRequested();

protected:
    void resizeEvent(QResizeEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    QToolButton *addButton(const QString &name, const QString &iconName, const QString &text);
    void fillTransferMenu();
    void fitButtons();

    ConsoleContext m_context;
    UserId m_user;
    QToolButton *m_done;
    QToolButton *m_transfer;
    QToolButton *m_botEnds;
    QToolButton *m_end;
    QMenu *m_menu;
};

//! A text for a menu or a button, where '&' would mark a key.
[[nodiscard]] QString withoutMnemonic(const QString &text);

} // namespace sermo::ui
