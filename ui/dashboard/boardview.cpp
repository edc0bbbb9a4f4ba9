// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/dashboard/boardview.h"

#include "ui/dashboard/pastwindow.h"
#include "ui/dashboard/timebar.h"
#include "ui/model/historysource.h"
#include "ui/model/supervision.h"
#include "ui/style/stylesheet.h"

#include <QDateTime>
#include <QLocale>
#include <QPushButton>
#include <QStackedWidget>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace sermo::ui
{

BoardView::BoardView(const ConsoleContext &context, model::FiguresSource &figures,
                     model::Supervision &supervision, model::HistorySource &source, QWidget *parent)
    : QWidget(parent)
    , m_context(context)
    , m_supervision(supervision)
    , m_source(source)
    , m_bar(new TimeBar(this))
    , m_back(new QPushButton(tr("Look back…")))
    , m_boards(new QStackedWidget(this))
    , m_living(new Dashboard(context, figures, supervision))
{
    setObjectName(u"boardView"_s);
    m_back->setObjectName(u"lookBackButton"_s);
    m_back->setToolTip(tr("The dashboard and every session as they were at a chosen moment"));
    setKind(m_back, u"link"_s);
    m_living->addBesideAgents(m_back);
    m_boards->addWidget(m_living);
    auto *rows = new QVBoxLayout(this);
    rows->setContentsMargins(0, 0, 0, 0);
    rows->setSpacing(0);
    rows->addWidget(m_bar);
    rows->addWidget(m_boards, 1);
    m_bar->hide();
    connect(m_back, &QPushButton::clicked, this,
            [this] { lookBack(m_context.clock.now().wallMs); });
    connect(m_bar, &TimeBar::momentChosen, this, &BoardView::lookBack);
    connect(m_bar, &TimeBar::nowRequested, this, &BoardView::comeBack);
    connect(m_living, &Dashboard::figureChosen, this, &BoardView::figureChosen);
}

BoardView::~BoardView()
{
    delete m_boards; // before what they show
}

bool BoardView::isLookingBack() const
{
    return m_past && m_boards->currentWidget() == m_past;
}

void BoardView::makePast()
{
    m_machine = std::make_unique<model::TimeMachine>(m_source, m_context.store);
    model::TimeMachine &machine = *m_machine;
    const ConsoleContext then{
        m_context.theme,   machine.clock(),       machine.store(),       m_context.controller,
        m_context.drafts,  m_context.replies,     m_context.preferences, m_context.spelling,
        m_context.images,  m_context.attachments, m_context.queues,      m_context.agents,
        machine.waiting(), machine.withBot(),     m_context.offers,      m_context.aside,
        m_context.motion,  m_context.hosting,     m_context.hosts};
    m_past = new Dashboard(then, machine.figures(), m_supervision, this);
    m_past->setObjectName(u"pastDashboard"_s);
    m_past->beOfThePast([this](const UserId &user) { openThen(user); });
    m_boards->addWidget(m_past);
    connect(m_past, &Dashboard::figureChosen, this, [this](model::FigureOrder figure) {
        figure.atMs = m_machine->ms(); // no more than is shown, and nothing of what came of it
        const QDateTime at = QDateTime::fromMSecsSinceEpoch(figure.atMs);
        figure.title = tr("%1, as it was %2")
                           .arg(figure.title, QLocale().toString(at, QLocale::ShortFormat));
        emit figureChosen(figure);
    });
    connect(&machine, &model::TimeMachine::moved, this, &BoardView::follow);
    connect(&machine, &model::TimeMachine::asked, this,
            [this] { m_bar->setRemark(tr("Looking…")); });
}

void BoardView::lookBack(qint64 ms)
{
    if (!m_past)
        makePast();
    m_bar->setNow(m_context.clock.now().wallMs);
    m_bar->choose(ms);
    m_bar->show();
    m_boards->setCurrentWidget(m_past);
    m_machine->goTo(ms);
}

void BoardView::comeBack()
{
    m_bar->hide();
    m_boards->setCurrentWidget(m_living);
    const QList<PastWindow *> windows = findChildren<PastWindow *>();
    for (PastWindow *window : windows)
        window->close();
}

void BoardView::follow()
{
    m_bar->setRemark(m_machine->trouble());
    m_past->tick();
    const QList<PastWindow *> windows = findChildren<PastWindow *>();
    for (PastWindow *window : windows)
        window->showMoment(m_machine->ms());
}

void BoardView::openThen(const UserId &user)
{
    const Seq session = m_machine->sessionOf(user);
    if (session == 0)
        return;
    auto *window = findChild<PastWindow *>(u"past-%1"_s.arg(session));
    if (!window)
        window = new PastWindow(m_context, m_source, session, m_machine->ms(), this);
    window->show();
    window->raise();
}

} // namespace sermo::ui
