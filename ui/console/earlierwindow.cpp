// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/console/earlierwindow.h"

#include "ui/console/customerpanel.h"
#include "ui/console/labels.h"
#include "ui/console/transcriptclicks.h"
#include "ui/console/transcriptsearch.h"
#include "ui/console/transcriptview.h"
#include "ui/style/screenfit.h"

#include <QDateTime>
#include <QPushButton>
#include <QShortcut>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace sermo::ui
{

namespace
{

constexpr QSize WindowSize{440, 620};
constexpr int Gap = 16;

} // namespace

EarlierWindow::EarlierWindow(const ConsoleContext &context, model::HistorySource &source,
                             QWidget *parent)
    : QDialog(parent)
    , m_context(context)
    , m_past(source, context.store)
    , m_name(new ElidedLabel(u"title"_s, this))
    , m_where(plainLabel(u"small"_s, this))
    , m_hint(plainLabel(u"third"_s, this))
    , m_transcript(new TranscriptView(context.theme, this))
    , m_search(new TranscriptSearch(context.theme, m_transcript, this))
{
    setObjectName(u"earlierWindow"_s);
    setWindowTitle(tr("Earlier conversation"));
    setAttribute(Qt::WA_DeleteOnClose);
    compose();
    connect(&m_past, &model::PastTranscript::changed, this, &EarlierWindow::refresh);
    openWhatIsClicked(*m_transcript, m_context, this);
    connect(m_search, &TranscriptSearch::left, m_transcript, qOverload<>(&QWidget::setFocus));
    connect(new QShortcut(QKeySequence::Find, this), &QShortcut::activated, m_search,
            &TranscriptSearch::open);
    connect(&context.store, &model::SessionStore::forgotten, this, [this](const UserId &user) {
        if (user == m_about.user)
            reject(); // nothing of him may be kept anywhere
    });
    resize(onItsScreen(*this, WindowSize));
    moveBeside(*parent->window());
}

void EarlierWindow::compose()
{
    m_where->setObjectName(u"earlierWhere"_s);
    m_where->setWordWrap(true);
    m_hint->setObjectName(u"earlierHint"_s);
    m_hint->setAlignment(Qt::AlignCenter);
    m_hint->setWordWrap(true);
    m_transcript->setObjectName(u"earlierTranscript"_s);
    m_transcript->setImages(&m_context.images);
    m_search->setObjectName(u"earlierSearch"_s);
    auto *close = new QPushButton(tr("Close"), this);
    close->setObjectName(u"closeEarlierButton"_s);
    close->setAutoDefault(false);
    connect(close, &QPushButton::clicked, this, &QDialog::reject);
    auto *rows = new QVBoxLayout(this);
    rows->setContentsMargins(14, 12, 14, 12);
    rows->setSpacing(6);
    rows->addWidget(m_name);
    rows->addWidget(m_where);
    rows->addWidget(m_search);
    rows->addWidget(m_transcript, 1);
    rows->addWidget(m_hint, 1);
    rows->addWidget(close, 0, Qt::AlignRight);
}

//! Over the columns, left of the panel from which it is read.
void EarlierWindow::moveBeside(const QWidget &desk)
{
    const QPoint corner = desk.mapToGlobal(QPoint(desk.width() - CustomerPanel::Width, 0));
    move(corner.x() - width() - Gap, corner.y() + (desk.height() - height()) / 2);
}

void EarlierWindow::read(const model::PastConversation &one)
{
    m_search->hide();
    m_about = one;
    m_past.open(one.key);
    show();
    raise();
    activateWindow();
}

void EarlierWindow::refresh()
{
    const bool isOpen = m_past.isOpen();
    if (isOpen)
        m_about = m_past.about();
    m_name->setText(m_about.name);
    m_where->setText(circumstancesOf(m_about));
    m_transcript->setModel(m_past.transcript());
    m_transcript->setToday(QDateTime::fromMSecsSinceEpoch(m_context.clock.now().wallMs).date());
    m_transcript->setAccessibleName(tr("Conversation with %1").arg(m_about.name));
    m_transcript->setVisible(isOpen);
    m_hint->setVisible(!isOpen);
    m_hint->setText(m_past.isLoading() ? tr("Opening…") : m_past.trouble());
    if (isOpen)
        m_transcript->setFocus(Qt::OtherFocusReason);
}

} // namespace sermo::ui
