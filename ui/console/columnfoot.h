// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/console/columnact.h"
#include "ui/console/consolecontext.h"
#include "ui/model/presentedsession.h"

#include <QWidget>

#include <optional>

class QToolButton;

namespace sermo::ui
{

//! What an agent does with a session when the words are said: Done, Transfer, Bot ends, Set
//! aside, Ask for help, End. In a narrow column the middle ones keep their icons only.
class ColumnFoot : public QWidget
{
    Q_OBJECT
public:
    ColumnFoot(const ConsoleContext &context, const UserId &user, QWidget *parent = nullptr);

    void present(const model::PresentedSession &session);

    void askHowLong(); //!< to set it aside
    void askWithWhat(); //!< help is wanted; where it is asked for, it is not any more

signals:
    void asideRequested(std::optional<qint64> untilMs); //!< wall time; none: until he writes
    void actRequested(sermo::ui::ColumnAct act);
    void helpRequested(const QString &withWhat);
    void helpNotNeeded();

protected:
    void resizeEvent(QResizeEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    QToolButton *addButton(const QString &name, const QString &iconName, const QString &text);
    void fitButtons();
    void showHand();

    ConsoleContext m_context;
    UserId m_user;
    QToolButton *m_done;
    QToolButton *m_transfer;
    QToolButton *m_botEnds;
    QToolButton *m_aside;
    QToolButton *m_hand; //!< pressed in while help is asked for
    QToolButton *m_end;
    bool m_isHandUp = false; //!< as the broker has it
};

} // namespace sermo::ui
