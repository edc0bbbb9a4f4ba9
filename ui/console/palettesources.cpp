// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/console/palettesources.h"

#include "ui/console/chatboard.h"
#include "ui/console/chatcolumn.h"
#include "ui/console/deskactions.h"
#include "ui/model/consolecontroller.h"
#include "ui/model/names.h"
#include "ui/model/presentedsession.h"
#include "ui/model/replybook.h"
#include "ui/model/sessionstore.h"
#include "ui/model/setaside.h"
#include "ui/model/transcriptmodel.h"

#include <QAction>
#include <QCoreApplication>

using namespace Qt::StringLiterals;

namespace sermo::ui
{

namespace
{

using Kind = PaletteItem::Kind;

constexpr int FromLetters = 3; // before that, everything was said by everybody
constexpr int MostTexts = 200; // of one conversation, the newest

struct Tr {
    Q_DECLARE_TR_FUNCTIONS(sermo::ui::Palette)
};

// What is chosen is done later, when columns and rows may stand elsewhere: it is kept by who and
// what it is, never by a number.

void addConversations(QList<PaletteItem> &items, ChatBoard *board, const ConsoleContext &context)
{
    const QList<ChatColumn *> columns = board->columns();
    for (int i = 0; i < columns.size(); ++i) {
        const UserId user = columns.at(i)->user();
        const desk::Session *session = context.store.session(user);
        if (!session)
            continue;
        items += {Kind::Session, model::displayName(*session),
                  u"%1 %2"_s.arg(Tr::tr("your conversation"), model::oneLine(session->customerId)),
                  i < 9 ? Tr::tr("Ctrl+%1").arg(i + 1) : QString(),
                  [board, user] { board->focusColumn(user); }};
    }
}

void addAside(QList<PaletteItem> &items, ChatBoard *board, const ConsoleContext &context)
{
    model::SetAside &aside = context.aside;
    const QList<UserId> users = aside.users();
    for (const UserId &user : users) {
        if (const desk::Session *session = context.store.session(user))
            items += {Kind::Session, model::displayName(*session),
                      u"%1 %2"_s.arg(Tr::tr("set aside"), model::oneLine(session->customerId)),
                      QString(), [&aside, board, user] {
                          aside.bringBack(user);
                          board->focusColumn(user);
                      }};
    }
}

void addCustomers(QList<PaletteItem> &items, const ConsoleContext &context)
{
    model::ConsoleController &controller = context.controller;
    const auto add = [&](const UserId &user, const QString &where) {
        if (const desk::Session *session = context.store.session(user))
            items += {Kind::Customer, Tr::tr("Claim %1").arg(model::displayName(*session)),
                      u"%1 %2"_s.arg(where, model::oneLine(session->customerId)), QString(),
                      [&controller, user] { controller.claim(user); }};
    };
    const QList<UserId> waiting = context.store.waiting();
    for (const UserId &user : waiting) {
        const desk::Session *session = context.store.session(user);
        add(user,
            Tr::tr("waits in %1")
                .arg(session ? context.store.queueName(session->queue) : QString()));
    }
    const QList<UserId> withBot = context.store.withBot();
    for (const UserId &user : withBot)
        add(user, Tr::tr("with the bot"));
}

void addActions(QList<PaletteItem> &items, const DeskActions &actions)
{
    for (const DeskActions::Entry &entry : actions.entries()) {
        if (!entry.action->isEnabled())
            continue;
        QAction *action = entry.action;
        const QString state = !action->isCheckable() ? QString()
            : action->isChecked()                    ? Tr::tr("on")
                                                     : Tr::tr("off");
        const QString detail = DeskActions::nameOf(entry.group);
        items += {Kind::Action, action->text(),
                  state.isEmpty() ? detail : u"%1 · %2"_s.arg(detail, state),
                  DeskActions::keysOf(*action), [action] { action->trigger(); }};
    }
}

void addReplies(QList<PaletteItem> &items, ChatBoard *board, const ConsoleContext &context)
{
    if (!board->inHand())
        return;
    const UserId user = board->inHand()->user();
    const QList<model::CannedReply> replies = context.replies.all();
    for (const model::CannedReply &reply : replies) {
        items += {Kind::Reply, u'/' + reply.shortcut, reply.text, QString(), [board, user, reply] {
                      if (ChatColumn *column = board->columnOf(user))
                          column->insert(reply);
                  }};
    }
}

void addTexts(QList<PaletteItem> &items, ChatBoard *board, const ConsoleContext &context)
{
    const QList<ChatColumn *> columns = board->columns();
    for (const ChatColumn *column : columns) {
        const UserId user = column->user();
        const model::TranscriptModel *said = context.store.transcript(user);
        const int from = qMax(0, said->rowCount() - MostTexts);
        for (int row = said->rowCount() - 1; row >= from; --row) {
            const model::TranscriptItem &item = said->item(row);
            if (item.text.isEmpty())
                continue;
            items += {Kind::Text, item.text, column->accessibleName(), QString(),
                      [board, user, text = item.text, seq = item.seq, id = item.id] {
                          board->focusColumn(user);
                          if (ChatColumn *found = board->columnOf(user))
                              found->showText(text, seq, id);
                      }};
        }
    }
}

} // namespace

QList<PaletteItem> paletteItems(const ConsoleContext &context, ChatBoard *board,
                                const DeskActions &actions, const QString &typed)
{
    QList<PaletteItem> items;
    addConversations(items, board, context);
    addAside(items, board, context);
    addCustomers(items, context);
    addActions(items, actions);
    addReplies(items, board, context);
    if (typed.simplified().size() >= FromLetters)
        addTexts(items, board, context);
    return items;
}

} // namespace sermo::ui
