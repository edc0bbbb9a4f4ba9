// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/console/consolecontext.h"
#include "ui/model/transfertargets.h"

#include <QDialog>

class QLabel;
class QLineEdit;
class QListView;
class QPushButton;

namespace sermo::ui
{

//! Where a customer shall go: a queue with its line, or a colleague with his status and load, who
//! is asked first; and a note for whoever gets him. Typing a name finds it, Enter does it. Shown
//! with open(): the desk goes on behind it, and the list goes on being true.
class TransferDialog : public QDialog
{
    Q_OBJECT
public:
    TransferDialog(const ConsoleContext &context, const QString &customer, QWidget *parent);

signals:
    void queueChosen(const sermo::QueueId &queue, const QString &note);
    void agentChosen(const sermo::AgentId &agent, const QString &note);

private:
    void compose(const QString &customer);
    void choose();
    void showChoice();
    [[nodiscard]] const model::TransferTarget *chosen() const; //!< null: none

    model::TransferTargets m_targets;
    QListView *m_list;
    QLineEdit *m_note;
    QLabel *m_hint;
    QPushButton *m_confirm;
};

} // namespace sermo::ui
