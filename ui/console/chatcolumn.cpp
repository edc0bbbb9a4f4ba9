// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/console/chatcolumn.h"

#include "ui/console/columnfoot.h"
#include "ui/console/columngrip.h"
#include "ui/console/columnheader.h"
#include "ui/console/columnnotice.h"
#include "ui/console/composer.h"
#include "ui/console/composerpanel.h"
#include "ui/console/livepreview.h"
#include "ui/console/transcriptclicks.h"
#include "ui/console/transcriptsearch.h"
#include "ui/console/transcriptview.h"
#include "ui/model/consolecontroller.h"
#include "ui/model/offers.h"
#include "ui/model/presentedsession.h"
#include "ui/model/queuemodel.h"
#include "ui/model/sessionstore.h"
#include "ui/style/theme.h"

#include <QDateTime>
#include <QDropEvent>
#include <QMimeData>
#include <QPainter>
#include <QPainterPath>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace sermo::ui
{

namespace
{

constexpr int BarHeight = 3;

} // namespace

ChatColumn::ChatColumn(const ConsoleContext &context, const UserId &user, int colour,
                       QWidget *parent)
    : QFrame(parent)
    , m_context(context)
    , m_user(user)
    , m_colour(colour)
    , m_header(new ColumnHeader(context.theme, this))
    , m_notice(new ColumnNotice(user, this))
    , m_transcript(new TranscriptView(context.theme, this))
    , m_search(new TranscriptSearch(context.theme, m_transcript, this))
    , m_preview(new LivePreview(context.theme, this))
    , m_composer(new ComposerPanel(context, user, this))
    , m_foot(new ColumnFoot(context, user, this))
    , m_grip(new ColumnGrip(this))
{
    setObjectName(u"column-"_s + user.value());
    m_transcript->setObjectName(u"transcript-"_s + user.value());
    m_search->setObjectName(u"search-"_s + user.value());
    m_preview->setObjectName(u"preview-"_s + user.value());
    setMinimumWidth(MinWidth);
    setMaximumWidth(MaxWidth);
    setAcceptDrops(true); // a picture anywhere on a customer is for him
    auto *rows = new QVBoxLayout(this);
    rows->setContentsMargins(2, 2 + BarHeight, 2, 2);
    rows->setSpacing(0);
    rows->addWidget(m_header);
    rows->addSpacing(1);
    rows->addWidget(m_notice);
    rows->addWidget(m_search);
    rows->addWidget(m_transcript, 1);
    rows->addWidget(m_preview);
    rows->addWidget(m_composer);
    rows->addSpacing(1);
    rows->addWidget(m_foot);

    m_header->setColour(colour);
    m_preview->setColour(colour);
    m_transcript->setColour(colour);
    m_transcript->setOwnName(context.controller.identity().name);
    m_transcript->setImages(&context.images);
    m_transcript->setModel(context.store.transcript(user));
    setFocusProxy(m_composer->composer());
    m_composer->setPreview(m_preview);
    connectIntents();
    connectNotice();
    connect(&context.theme, &Theme::changed, this, qOverload<>(&QWidget::update));
    refresh();
    refreshPreview();
}

void ChatColumn::connectIntents()
{
    model::ConsoleController &controller = m_context.controller;
    connect(m_header, &ColumnHeader::dragged, this, &ChatColumn::headDragged);
    connect(m_grip, &ColumnGrip::pulled, this, &ChatColumn::widthPulled);
    connect(m_composer, &ComposerPanel::repliesRequested, this, &ChatColumn::showReplies);
    connect(m_search, &TranscriptSearch::left, this, &ChatColumn::focusComposer);
    openWhatIsClicked(*m_transcript, m_context, this);
    connect(m_foot, &ColumnFoot::actRequested, this, &ChatColumn::perform);
    connect(m_foot, &ColumnFoot::helpRequested, this,
            [this, &controller](const QString &text) { controller.raiseHand(m_user, text); });
    connect(m_foot, &ColumnFoot::helpNotNeeded, this,
            [this, &controller] { controller.lowerHand(m_user); });
    connect(m_foot, &ColumnFoot::asideRequested, this, &ChatColumn::setAside);
    // Who goes on writing has not let him go, nor has one whose act was refused.
    connect(m_composer->composer(), &Composer::edited, this, [this] { m_letGo.reset(); });
    connect(&controller, &model::ConsoleController::noticed, this, [this](const UserId &user) {
        if (user == m_user)
            m_letGo.reset();
    });
    connect(m_transcript, &TranscriptView::retryRequested, &controller,
            &model::ConsoleController::retry);
    connect(m_transcript, &TranscriptView::discardRequested, &controller,
            &model::ConsoleController::discard);
}

void ChatColumn::dragEnterEvent(QDragEnterEvent *event)
{
    if (Composer::hasPictures(*event->mimeData()))
        event->acceptProposedAction();
}

void ChatColumn::dropEvent(QDropEvent *event)
{
    m_composer->attach(*event->mimeData());
    event->acceptProposedAction();
    focusComposer();
}

void ChatColumn::connectNotice()
{
    model::ConsoleController &controller = m_context.controller;
    model::Offers &offers = m_context.offers;
    connect(m_notice, &ColumnNotice::takeBackRequested, this,
            [this, &controller] { controller.takeBack(m_user); });
    connect(m_notice, &ColumnNotice::putAwayRequested, this,
            [this, &offers] { offers.putAway(m_user); });
    connect(m_notice, &ColumnNotice::claimRequested, this,
            [this, &controller] { controller.claim(m_user); });
    connect(&offers, &model::Offers::madeChanged, this, [this](const UserId &user) {
        if (user == m_user)
            refresh();
    });
}

void ChatColumn::setActive(bool active)
{
    if (active == m_active)
        return;
    m_active = active;
    if (active)
        setNew(false);
    update();
}

void ChatColumn::setNew(bool isNew)
{
    m_isNew = isNew;
    m_header->setNew(isNew);
}

std::optional<LoadBar::Share> ChatColumn::share() const
{
    const desk::Session *session = m_context.store.session(m_user);
    if (!session || session->stage != desk::Stage::Assigned)
        return std::nullopt;
    return LoadBar::Share{m_colour,
                          model::weightOf(m_context.store, m_user, m_context.clock.now().wallMs)};
}

bool ChatColumn::hasDraft() const
{
    return m_composer->hasDraft();
}

void ChatColumn::refresh()
{
    const desk::Session *session = m_context.store.session(m_user);
    if (!session)
        return;
    const QString queue = m_context.store.queueName(session->queue);
    const model::PresentedSession shown = model::present(*session, m_context.store.live(m_user),
                                                         queue, m_context.clock.now().wallMs);
    m_needsMe = shown.answerDueSeconds.has_value();
    m_transcript->setToday(QDateTime::fromMSecsSinceEpoch(m_context.clock.now().wallMs).date());
    m_header->present(shown);
    m_foot->present(shown);
    m_composer->tick();
    refreshNotice(*session);
    if (shown.name == m_name)
        return;
    m_name = shown.name;
    m_composer->setCustomer(m_name);
    m_preview->setCustomer(m_name);
    m_transcript->setAccessibleName(tr("Conversation with %1").arg(m_name));
    setAccessibleName(m_name);
}

void ChatColumn::refreshNotice(const desk::Session &session)
{
    if (session.stage == desk::Stage::BotClosing)
        m_notice->presentLent();
    else if (const auto offer = m_context.offers.made(m_user))
        m_notice->presentOffer(*offer, m_context.clock.now().steady);
    else
        m_notice->clear();
}

void ChatColumn::refreshPreview()
{
    const model::LiveState live = m_context.store.live(m_user);
    m_preview->setOff(live.hidesPreview);
    m_preview->setText(live.preview);
    layout()->activate(); // canned replies stand on it
    m_composer->customerTyped();
}

void ChatColumn::setChosenWidth(int width)
{
    setMinimumWidth(width == 0 ? MinWidth : width);
    setMaximumWidth(width == 0 ? MaxWidth : width);
}

void ChatColumn::resizeEvent(QResizeEvent *event)
{
    QFrame::resizeEvent(event);
    const int left = layoutDirection() == Qt::RightToLeft ? 0 : width() - ColumnGrip::Width;
    m_grip->setGeometry(left, 0, ColumnGrip::Width, height());
    m_grip->raise();
}

void ChatColumn::focusComposer()
{
    m_composer->composer()->setFocus(Qt::OtherFocusReason);
}

void ChatColumn::paintEvent(QPaintEvent *)
{
    const Tokens &t = m_context.theme.tokens();
    const QColor own = t.sessionColour(m_colour);
    QPainter p(this);
    p.setRenderHint(QPainter::Antialiasing);
    const qreal stroke = m_active ? 2 : 1;
    const QRectF card = QRectF(rect()).adjusted(stroke / 2, stroke / 2, -stroke / 2, -stroke / 2);
    QPainterPath outline;
    outline.addRoundedRect(card, Tokens::Radius, Tokens::Radius);
    p.fillPath(outline, t.surface);
    p.save();
    p.setClipPath(outline);
    p.fillRect(QRect(0, 0, width(), 1 + BarHeight), own);
    p.restore();
    p.setPen(QPen(m_active ? own : t.line, stroke));
    p.drawPath(outline);
    p.setRenderHint(QPainter::Antialiasing, false);
    p.setPen(t.line2);
    for (const QWidget *above :
         {static_cast<QWidget *>(m_header), static_cast<QWidget *>(m_composer)})
        p.drawLine(2, above->geometry().bottom() + 1, width() - 3, above->geometry().bottom() + 1);
}

} // namespace sermo::ui
