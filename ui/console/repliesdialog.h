// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/console/consolecontext.h"
#include "ui/model/cannedreply.h"

#include <QDialog>
#include <QStringListModel>

class QCheckBox;
class QLabel;
class QLineEdit;
class QListView;
class QPlainTextEdit;
class QPushButton;

namespace sermo::ui
{

//! Where canned replies are added, changed and removed, an agent's own and the team's. Follows what
//! colleagues change meanwhile. Deletes itself.
class RepliesDialog : public QDialog
{
    Q_OBJECT
public:
    explicit RepliesDialog(const ConsoleContext &context, QWidget *parent = nullptr);

    void reject() override; //!< as a part of another window it closes that

private:
    void compose();
    [[nodiscard]] QWidget *editor();
    void connectParts();
    void follow(); //!< the book has changed
    void edit(int row); //!< -1: a new one
    void save();
    void remove();
    void judge(); //!< whether what is written can be saved, and why not
    [[nodiscard]] const model::CannedReply *current() const; //!< null: a new one
    [[nodiscard]] QString trouble() const; //!< empty: it can be saved

    ConsoleContext m_context;
    QList<model::CannedReply> m_replies;
    QStringListModel m_model;
    QListView *m_list;
    QLineEdit *m_shortcut;
    QPlainTextEdit *m_text;
    QCheckBox *m_shared;
    QLabel *m_trouble;
    QPushButton *m_save;
    QPushButton *m_remove;
};

} // namespace sermo::ui
