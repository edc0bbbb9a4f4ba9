// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/console/waitingwindow.h"

#include "ui/console/labels.h"
#include "ui/console/livepreview.h"
#include "ui/console/transcriptclicks.h"
#include "ui/console/transcriptview.h"
#include "ui/model/consolecontroller.h"
#include "ui/model/presentedsession.h"
#include "ui/model/waitingmodel.h"
#include "ui/style/screenfit.h"
#include "ui/style/stylesheet.h"

#include <QDateTime>
#include <QHBoxLayout>
#include <QPushButton>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace sermo::ui
{

using model::SessionStore;
using model::WaitingItem;

namespace
{

constexpr QSize WindowSize{440, 560};

} // namespace

WaitingWindow::WaitingWindow(const ConsoleContext &context, QWidget *parent)
    : QDialog(parent)
    , m_context(context)
    , m_name(new ElidedLabel(u"title"_s, this))
    , m_where(plainLabel(u"small"_s, this))
    , m_transcript(new TranscriptView(context.theme, this))
    , m_preview(new LivePreview(context.theme, this))
    , m_claim(new QPushButton(this))
{
    setObjectName(u"waitingWindow"_s);
    setAttribute(Qt::WA_DeleteOnClose);
    compose();
    connectParts();
    resize(onItsScreen(*this, WindowSize));
    m_second.start(1000);
}

void WaitingWindow::compose()
{
    m_where->setObjectName(u"waitingWhere"_s);
    m_where->setWordWrap(true);
    m_transcript->setObjectName(u"waitingTranscript"_s);
    m_transcript->setImages(&m_context.images);
    m_preview->setObjectName(u"waitingPreview"_s);
    m_claim->setObjectName(u"claimReadButton"_s);
    setKind(m_claim, u"primary"_s);
    m_claim->setDefault(true);
    auto *foot = new QHBoxLayout;
    foot->setContentsMargins(14, 10, 14, 0);
    m_before = makeStep(u"readBeforeButton"_s, u"‹"_s, tr("The one before"), -1);
    m_next = makeStep(u"readNextButton"_s, u"›"_s, tr("The next one"), 1);
    foot->addWidget(m_before);
    foot->addWidget(m_next);
    foot->addStretch();
    foot->addWidget(m_claim);
    auto *head = new QVBoxLayout;
    head->setContentsMargins(14, 12, 14, 8);
    head->setSpacing(4);
    head->addWidget(m_name);
    head->addWidget(m_where);
    auto *rows = new QVBoxLayout(this);
    rows->setContentsMargins(0, 0, 0, 12);
    rows->setSpacing(0);
    rows->addLayout(head);
    rows->addWidget(m_transcript, 1);
    rows->addWidget(m_preview);
    rows->addLayout(foot);
}

QPushButton *WaitingWindow::makeStep(const QString &name, const QString &sign, const QString &says,
                                     int by)
{
    auto *button = new QPushButton(sign, this);
    button->setObjectName(name);
    button->setAccessibleName(says);
    button->setToolTip(says);
    button->setAutoDefault(false);
    connect(button, &QPushButton::clicked, this, [this, by] { step(by); });
    return button;
}

void WaitingWindow::connectParts()
{
    const SessionStore &store = m_context.store;
    connect(m_claim, &QPushButton::clicked, this, &WaitingWindow::claim);
    connect(&m_second, &QTimer::timeout, this, &WaitingWindow::refresh);
    openWhatIsClicked(*m_transcript, m_context, this);
    connect(&store, &SessionStore::sessionsChanged, this, &WaitingWindow::refresh);
    connect(&store, &SessionStore::previewChanged, this, [this](const UserId &user) {
        if (user == m_user)
            refreshPreview();
    });
    connect(&store, &SessionStore::forgotten, this, [this](const UserId &user) {
        if (user == m_user)
            reject(); // nothing of him may be kept anywhere
    });
    connect(&store, &SessionStore::wasReset, this, &WaitingWindow::refreshTalk);
}

void WaitingWindow::read(const UserId &user)
{
    m_user = user;
    m_context.controller.eyes().look(this, {user}); // what he is typing
    refreshTalk();
    show();
    raise();
    activateWindow();
}

void WaitingWindow::refreshTalk()
{
    m_transcript->setModel(m_context.store.transcript(m_user));
    refresh();
    refreshPreview();
}

void WaitingWindow::refresh()
{
    const WaitingItem *waiting = item();
    const desk::Session *session = m_context.store.session(m_user);
    const QString name = session ? model::displayName(*session) : model::visitorName(m_user);
    const bool withBot = session && session->stage == desk::Stage::Bot;
    const QList<UserId> others = line();
    const qsizetype place = others.indexOf(m_user);
    setWindowTitle(name);
    m_name->setText(name);
    m_where->setText(whereabouts());
    m_transcript->setToday(QDateTime::fromMSecsSinceEpoch(m_context.clock.now().wallMs).date());
    m_transcript->setAccessibleName(tr("Conversation with %1").arg(name));
    m_preview->setCustomer(name);
    m_claim->setText(withBot ? tr("Take over") : tr("Claim"));
    m_claim->setAccessibleName(withBot ? tr("Take %1 over from the bot").arg(name)
                                       : tr("Claim %1").arg(name));
    m_claim->setEnabled(waiting && !waiting->parked);
    m_before->setEnabled(place > 0);
    m_next->setEnabled(!others.isEmpty() && place < others.size() - 1);
}

void WaitingWindow::refreshPreview()
{
    const model::LiveState live = m_context.store.live(m_user);
    m_preview->setOff(live.hidesPreview);
    m_preview->setText(live.preview);
}

QList<UserId> WaitingWindow::line() const
{
    QList<UserId> users;
    for (const QList<WaitingItem> &items : {m_context.waiting.items(), m_context.withBot.items()}) {
        for (const WaitingItem &item : items)
            users.append(item.key);
    }
    return users;
}

const WaitingItem *WaitingWindow::item() const
{
    for (const QList<WaitingItem> *items :
         {&m_context.waiting.items(), &m_context.withBot.items()}) {
        for (const WaitingItem &item : *items) {
            if (item.key == m_user)
                return &item;
        }
    }
    return nullptr;
}

QString WaitingWindow::whereabouts() const
{
    const desk::Session *session = m_context.store.session(m_user);
    const WaitingItem *waiting = item();
    if (!waiting && session && !session->agent.isEmpty() && session->isOpen())
        return tr("%1 has taken this customer").arg(m_context.store.agentName(session->agent));
    if (!waiting)
        return tr("This conversation is over");
    const qint64 seconds = (m_context.clock.now().wallMs - waiting->sinceMs) / 1000;
    const QString since = model::clockText(qMax<qint64>(0, seconds));
    if (waiting->parked)
        return tr("Gone for now; keeps the place in %1").arg(waiting->queueName);
    return waiting->position
        ? tr("Number %1 in %2, waiting %3")
              .arg(QString::number(*waiting->position), waiting->queueName, since)
        : tr("With the bot for %1").arg(since);
}

//! From one whom somebody has taken meanwhile to the first of those that are left.
void WaitingWindow::step(int by)
{
    const QList<UserId> others = line();
    const qsizetype place = others.indexOf(m_user) + by;
    if (place >= 0 && place < others.size())
        read(others.at(place));
}

void WaitingWindow::claim()
{
    const UserId user = m_user;
    accept();
    emit claimRequested(user);
}

} // namespace sermo::ui
