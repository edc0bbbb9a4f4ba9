// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "broker/protocol/ids.h"
#include "ui/console/consolecontext.h"

#include <QDialog>
#include <QTimer>

class QLabel;
class QPushButton;

namespace sermo::model
{
struct WaitingItem;
}

namespace sermo::ui
{

class ElidedLabel;
class LivePreview;
class TranscriptView;

//! One who waits, or talks to the bot, to be read before he is taken: what was said, what he is
//! typing, and where he stands. It goes from one to the next in the rail's order, and stays with
//! whom it shows when somebody else takes him, saying so. Nobody is told that it is open. Esc
//! closes it; so does the erasing of whom it shows. Deletes itself. GUI thread; the context must
//! outlive it.
class WaitingWindow : public QDialog
{
    Q_OBJECT
public:
    WaitingWindow(const ConsoleContext &context, QWidget *parent);

    void read(const UserId &user); //!< instead of whom was read before
    [[nodiscard]] const UserId &user() const { return m_user; }

signals:
    void claimRequested(const sermo::UserId &user);

private:
    void compose();
    QPushButton *makeStep(const QString &name, const QString &sign, const QString &says, int by);
    void connectParts();
    void refresh();
    void refreshTalk();
    void refreshPreview();
    [[nodiscard]] QList<UserId> line() const; //!< who can be read, in the rail's order
    [[nodiscard]] const model::WaitingItem *item() const; //!< nullptr: he is not to be had any more
    [[nodiscard]] QString whereabouts() const;
    void step(int by);
    void claim();

    ConsoleContext m_context;
    UserId m_user;
    ElidedLabel *m_name;
    QLabel *m_where;
    TranscriptView *m_transcript;
    LivePreview *m_preview;
    QPushButton *m_before = nullptr;
    QPushButton *m_next = nullptr;
    QPushButton *m_claim;
    QTimer m_second;
};

} // namespace sermo::ui
