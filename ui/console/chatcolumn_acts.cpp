// SPDX-License-Identifier: GPL-3.0-or-later
// What an agent does in a column, by keys, menus and the palette as well as by its buttons.
#include "ui/console/chatcolumn.h"
#include "ui/console/columnfoot.h"
#include "ui/console/composer.h"
#include "ui/console/composerpanel.h"
#include "ui/console/enddialog.h"
#include "ui/console/repliesdialog.h"
#include "ui/console/transcriptsearch.h"
#include "ui/console/transcriptview.h"
#include "ui/console/transferdialog.h"
#include "ui/model/consolecontroller.h"
#include "ui/model/presentedsession.h"
#include "ui/model/sessionstore.h"
#include "ui/model/setaside.h"
#include "ui/model/transcriptmodel.h"

namespace sermo::ui
{

namespace
{

//! Whether it takes the customer from this agent, now or soon.
bool handsOn(ColumnAct act)
{
    return act == ColumnAct::Done || act == ColumnAct::Transfer || act == ColumnAct::BotEnds
        || act == ColumnAct::AskPresent || act == ColumnAct::End;
}

} // namespace

bool ChatColumn::may(Act act) const
{
    const desk::Session *session = m_context.store.session(m_user);
    if (!session)
        return false;
    const bool isMine = session->stage == desk::Stage::Assigned;
    switch (act) {
    case Act::Transfer:
    case Act::BotEnds:
    case Act::AskPresent:
    case Act::SetAside:
    case Act::AskHelp:
        return isMine;
    case Act::Done:
        return isMine || session->stage == desk::Stage::BotClosing;
    case Act::End:
        return session->stage != desk::Stage::Ended;
    case Act::Undo:
        return m_context.controller.held().find(m_user) != nullptr;
    case Act::Note:
    case Act::Attach:
    case Act::Emoji:
    case Act::Replies:
    case Act::QuickReplies:
    case Act::Search:
        return true;
    }
    Q_UNREACHABLE();
}

void ChatColumn::perform(Act act)
{
    using BotTask = model::ConsoleController::BotTask;
    if (!may(act))
        return;
    if (handsOn(act) && m_composer->isSending())
        return emit noticed(tr("What you sent to %1 is still waiting for its image").arg(m_name));
    switch (act) {
    case Act::Done:
        letGo();
        return m_context.controller.done(m_user);
    case Act::Transfer:
        return askWhereTo();
    case Act::BotEnds:
        return m_context.controller.handToBot(m_user, BotTask::EndSession);
    case Act::AskPresent:
        return m_context.controller.handToBot(m_user, BotTask::ConfirmPresent);
    case Act::SetAside:
        return m_foot->askHowLong();
    case Act::AskHelp:
        return m_foot->askWithWhat();
    case Act::End:
        return askToEnd();
    case Act::Note:
        return m_composer->toggleNote();
    case Act::Attach:
        return m_composer->chooseFiles();
    case Act::Emoji:
        return m_composer->pickEmoji();
    case Act::Replies:
        return m_composer->askForReplies();
    case Act::QuickReplies:
        return m_composer->buildQuickReplies();
    case Act::Undo:
        return m_composer->undo();
    case Act::Search:
        return m_search->open();
    }
    Q_UNREACHABLE();
}

void ChatColumn::insert(const model::CannedReply &reply)
{
    m_composer->insert(reply);
}

bool ChatColumn::isLetGo() const
{
    using namespace std::chrono_literals;
    constexpr auto AtOnce = 5s; // what an outage has held up comes as a surprise
    return m_letGo && m_context.clock.now().steady - *m_letGo < AtOnce;
}

void ChatColumn::letGo()
{
    m_letGo = m_context.clock.now().steady;
}

void ChatColumn::askWhereTo()
{
    model::ConsoleController &controller = m_context.controller;
    auto *dialog = new TransferDialog(m_context, m_name, this);
    connect(dialog, &TransferDialog::queueChosen, this,
            [this, &controller](const QueueId &queue, const QString &note) {
                letGo();
                controller.transferToQueue(m_user, queue, note);
            });
    connect(dialog, &TransferDialog::agentChosen, this,
            [this, &controller](const AgentId &agent, const QString &note) {
                controller.transferToAgent(m_user, agent, note); // his until it is accepted
            });
    dialog->open();
}

void ChatColumn::askToEnd()
{
    auto *dialog = new EndDialog(m_name, this);
    connect(dialog, &EndDialog::endRequested, this, [this](const QString &reason) {
        letGo();
        m_context.controller.end(m_user, reason);
    });
    dialog->open();
}

void ChatColumn::setAside(std::optional<qint64> untilMs)
{
    letGo();
    m_context.controller.sendHeld(m_user); // it was sent: it leaves
    m_context.aside.setAside(m_user, untilMs);
}

//! One event may make two lines; a line on its way has no number yet, but its own id.
void ChatColumn::showText(const QString &text, Seq seq, const EventId &id)
{
    const model::TranscriptModel *said = m_transcript->model();
    for (int row = said->rowCount() - 1; row >= 0; --row) {
        const model::TranscriptItem &item = said->item(row);
        const bool isSame = id.isEmpty() ? item.seq == seq : item.id == id;
        if (!isSame || item.text != text)
            continue;
        m_transcript->setCurrentRow(row);
        m_transcript->setFocus(Qt::OtherFocusReason);
        return;
    }
}

void ChatColumn::showReplies()
{
    auto *dialog = new RepliesDialog(m_context, window()); // they are no customer's
    dialog->open();
}

} // namespace sermo::ui
