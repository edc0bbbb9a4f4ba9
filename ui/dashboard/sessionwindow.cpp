// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/dashboard/sessionwindow.h"

#include "ui/console/columnheader.h"
#include "ui/console/labels.h"
#include "ui/console/livepreview.h"
#include "ui/console/transcriptview.h"
#include "ui/console/transferdialog.h"
#include "ui/model/consolecontroller.h"
#include "ui/model/presentedsession.h"
#include "ui/model/supervision.h"
#include "ui/style/stylesheet.h"

#include <QDateTime>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QPushButton>
#include <QVBoxLayout>

#include <utility>

using namespace Qt::StringLiterals;

namespace sermo::ui
{

using model::SessionStore;

namespace
{

constexpr QSize Size(440, 640);

QString whereText(const SessionStore &store, const desk::Session &session)
{
    const QString queue = store.queueName(session.queue);
    const QString agent = store.agentName(session.agent);
    switch (session.stage) {
    case desk::Stage::Bot:
        return SessionWindow::tr("With the bot");
    case desk::Stage::Queued:
        return SessionWindow::tr("Waiting in %1").arg(queue);
    case desk::Stage::Assigned:
        return SessionWindow::tr("With %1").arg(agent);
    case desk::Stage::BotClosing:
        return SessionWindow::tr("With the bot, in %1's name").arg(agent);
    case desk::Stage::Done:
        return SessionWindow::tr("%1 is done; the customer may come back").arg(agent);
    case desk::Stage::Ended:
        return SessionWindow::tr("Ended");
    }
    Q_UNREACHABLE();
}

} // namespace

SessionWindow::SessionWindow(const ConsoleContext &context, model::Supervision &supervision,
                             const UserId &user, QWidget *parent)
    : QDialog(parent)
    , m_context(context)
    , m_supervision(supervision)
    , m_user(user)
    , m_header(new ColumnHeader(context.theme, this))
    , m_where(plainLabel(u"small"_s, this))
    , m_hand(makeHand())
    , m_transcript(new TranscriptView(context.theme, this))
    , m_preview(new LivePreview(context.theme, this))
    , m_draftBy(plainLabel(u"caption"_s, this))
    , m_draft(new LivePreview(context.theme, this))
    , m_whisper(new QLineEdit(this))
    , m_send(new QPushButton(tr("Whisper"), this))
    , m_actions(makeActions())
{
    setObjectName(u"supervised-"_s + user.value());
    setAttribute(Qt::WA_DeleteOnClose);
    resize(Size);
    context.controller.eyes().look(this, {user}); // what both are typing
    compose();
    connectStore();
    refresh();
    refreshDrafts();
    refreshActions();
    connect(&m_second, &QTimer::timeout, this, &SessionWindow::refresh);
    m_second.start(1000);
    m_whisper->setFocus();
}

void SessionWindow::compose()
{
    m_transcript->setObjectName(u"supervisedTranscript"_s);
    m_transcript->setImages(&m_context.images);
    m_transcript->setModel(m_context.store.transcript(m_user));
    m_preview->setObjectName(u"supervisedPreview"_s);
    m_draft->setObjectName(u"supervisedDraft"_s);
    m_draft->setColour(1);
    m_where->setObjectName(u"supervisedWhere"_s);
    m_draftBy->setObjectName(u"supervisedDraftBy"_s);
    m_whisper->setObjectName(u"whisperText"_s);
    m_whisper->setPlaceholderText(tr("A word to the agent; the customer never sees it"));
    m_whisper->setAccessibleName(tr("Whisper to the agent"));
    m_send->setObjectName(u"whisperButton"_s);
    m_send->setAutoDefault(false);
    auto *where = new QHBoxLayout;
    where->setContentsMargins(12, 4, 12, 6);
    where->addWidget(m_where);
    auto *drafting = new QHBoxLayout;
    drafting->setContentsMargins(14, 2, 14, 0);
    drafting->addWidget(m_draftBy);
    auto *whispering = new QHBoxLayout;
    whispering->setContentsMargins(12, 8, 12, 4);
    whispering->addWidget(m_whisper, 1);
    whispering->addWidget(m_send);
    auto *rows = new QVBoxLayout(this);
    rows->setContentsMargins(0, 0, 0, 10);
    rows->setSpacing(0);
    rows->addWidget(m_header);
    rows->addLayout(where);
    rows->addWidget(m_hand);
    rows->addWidget(m_transcript, 1);
    rows->addWidget(m_preview);
    rows->addLayout(drafting);
    rows->addWidget(m_draft);
    rows->addLayout(whispering);
    rows->addWidget(m_actions);
    connect(m_send, &QPushButton::clicked, this, &SessionWindow::whisper);
    connect(m_whisper, &QLineEdit::returnPressed, this, &SessionWindow::whisper);
}

QWidget *SessionWindow::makeHand()
{
    auto *hand = new QWidget(this);
    m_question = plainLabel(u"alarm"_s, hand);
    m_question->setObjectName(u"supervisedHand"_s);
    m_question->setWordWrap(true);
    setKind(m_question, u"bad"_s);
    auto *settled = new QPushButton(tr("Settled"), hand);
    settled->setObjectName(u"handDownButton"_s);
    settled->setToolTip(tr("Take the raised hand down; a whisper does so too"));
    settled->setAutoDefault(false);
    connect(settled, &QPushButton::clicked, this, [this] { m_supervision.lowerHand(m_user); });
    auto *row = new QHBoxLayout(hand);
    row->setContentsMargins(12, 0, 12, 6);
    row->addWidget(m_question, 1);
    row->addWidget(settled);
    return hand;
}

QWidget *SessionWindow::makeActions()
{
    auto *actions = new QWidget(this);
    auto *row = new QHBoxLayout(actions);
    row->setContentsMargins(12, 4, 12, 0);
    m_takeOver = makeAction(actions, u"takeOverButton"_s, tr("Take over"));
    m_move = makeAction(actions, u"moveButton"_s, tr("Move…"));
    m_takeOver->setToolTip(tr("The session is yours from now on; the agent is told"));
    connect(m_takeOver, &QPushButton::clicked, this, [this] { m_supervision.takeOver(m_user); });
    connect(m_move, &QPushButton::clicked, this, &SessionWindow::askWhereTo);
    row->addStretch();
    return actions;
}

QPushButton *SessionWindow::makeAction(QWidget *row, const QString &name, const QString &text)
{
    auto *button = new QPushButton(text, row);
    button->setObjectName(name);
    button->setAutoDefault(false);
    row->layout()->addWidget(button);
    return button;
}

void SessionWindow::connectStore()
{
    const SessionStore &store = m_context.store;
    const auto mine = [this](const UserId &user) { return user == m_user; };
    connect(&store, &SessionStore::sessionsChanged, this, [this](const QSet<UserId> &users) {
        if (!users.contains(m_user))
            return;
        refresh();
        refreshActions();
    });
    connect(&store, &SessionStore::presenceChanged, this, [this, mine](const UserId &user) {
        if (mine(user))
            refresh();
    });
    for (const auto changed : {&SessionStore::previewChanged, &SessionStore::draftChanged}) {
        connect(&store, changed, this, [this, mine](const UserId &user) {
            if (mine(user))
                refreshDrafts();
        });
    }
    connect(&store, &SessionStore::agentsChanged, this, &SessionWindow::refresh);
    connect(&store, &SessionStore::forgotten, this, [this, mine](const UserId &user) {
        if (mine(user))
            close(); // nothing of him may be kept anywhere
    });
    connect(&m_supervision, &model::Supervision::allowedChanged, this,
            &SessionWindow::refreshActions);
}

void SessionWindow::refresh()
{
    const SessionStore &store = m_context.store;
    const desk::Session *session = store.session(m_user);
    const qint64 nowMs = m_context.clock.now().wallMs;
    m_transcript->setToday(QDateTime::fromMSecsSinceEpoch(nowMs).date());
    if (!session) {
        setWindowTitle(model::visitorName(m_user));
        return;
    }
    model::PresentedSession head
        = model::present(*session, store.live(m_user), store.queueName(session->queue), nowMs);
    const qint64 owed
        = std::exchange(head.answerDueSeconds, std::nullopt).value_or(0); // the agent's, not ours
    m_header->present(head);
    m_preview->setCustomer(head.name);
    const QString where = whereText(store, *session);
    m_where->setText(
        owed > 0 ? tr("%1, who has owed an answer for %2").arg(where, model::clockText(owed))
                 : where);
    setWindowTitle(head.name);
}

void SessionWindow::refreshHand()
{
    const auto hand = m_context.store.live(m_user).hand;
    m_hand->setVisible(hand.has_value());
    if (!hand)
        return;
    const QString who = tr("%1 asks for help").arg(m_context.store.agentName(hand->agent));
    m_question->setText(hand->text.isEmpty() ? who : who + u": "_s + hand->text);
    m_hand->findChild<QPushButton *>()->setEnabled(
        m_supervision.isAllowed() || hand->agent == m_context.controller.identity().id);
}

void SessionWindow::refreshDrafts()
{
    const model::LiveState live = m_context.store.live(m_user);
    m_preview->setText(live.preview);
    m_draft->setText(live.draft);
    m_draft->setCustomer(m_context.store.agentName(live.draftBy));
    m_draftBy->setVisible(!live.draft.isEmpty());
    m_draftBy->setText(tr("%1 is writing").arg(m_context.store.agentName(live.draftBy)));
}

void SessionWindow::refreshActions()
{
    refreshHand();
    const desk::Session *session = m_context.store.session(m_user);
    const bool isOpen = session && session->isOpen();
    const bool isMine = m_context.controller.holds(m_user);
    m_actions->setVisible(m_supervision.isAllowed());
    m_takeOver->setEnabled(isOpen && !isMine && session->stage != desk::Stage::BotClosing);
    m_move->setEnabled(isOpen);
    m_whisper->setEnabled(isOpen);
    m_send->setEnabled(isOpen);
}

void SessionWindow::whisper()
{
    if (m_supervision.whisper(m_user, m_whisper->text()))
        m_whisper->clear();
}

void SessionWindow::askWhereTo()
{
    auto *dialog = new TransferDialog(m_context, windowTitle(), this);
    connect(dialog, &TransferDialog::queueChosen, this,
            [this](const QueueId &queue, const QString &note) {
                m_supervision.moveTo(m_user, queue, note);
            });
    connect(dialog, &TransferDialog::agentChosen, this,
            [this](const AgentId &agent, const QString &note) {
                m_supervision.giveTo(m_user, agent, note);
            });
    dialog->open();
}

} // namespace sermo::ui
