// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/console/welcome.h"

#include "ui/console/hosting.h"
#include "ui/console/labels.h"
#include "ui/model/consolecontroller.h"
#include "ui/model/waitingmodel.h"
#include "ui/style/icon.h"
#include "ui/style/stylesheet.h"
#include "ui/style/theme.h"

#include <QClipboard>
#include <QDesktopServices>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QPainter>
#include <QPushButton>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace sermo::ui
{

using Status = model::ConsoleController::Status;

namespace
{

constexpr int IconSize = 40;
constexpr int TextWidth = 380;

} // namespace

Welcome::Welcome(const ConsoleContext &context, QWidget *parent)
    : QWidget(parent)
    , m_context(context)
    , m_title(plainLabel(u"title"_s, this))
    , m_text(plainLabel(u"second"_s, this))
    , m_claim(new QPushButton(tr("Claim the next"), this))
    , m_comeBack(new QPushButton(tr("Be available"), this))
    , m_share(new QWidget(this))
    , m_address(plainLabel(u"chip"_s, m_share))
{
    setObjectName(u"welcome"_s);
    m_title->setObjectName(u"welcomeTitle"_s);
    m_title->setAlignment(Qt::AlignCenter);
    m_text->setObjectName(u"welcomeText"_s);
    m_text->setAlignment(Qt::AlignCenter);
    m_text->setWordWrap(true);
    m_text->setFixedWidth(TextWidth);
    setKind(m_claim, u"primary"_s);
    m_claim->setObjectName(u"claimNextButton"_s);
    connect(m_claim, &QPushButton::clicked, &context.controller,
            &model::ConsoleController::claimNext);
    m_comeBack->setObjectName(u"comeBackButton"_s);
    m_comeBack->setToolTip(tr("Customers are given to you while you are available"));
    connect(m_comeBack, &QPushButton::clicked, &context.controller,
            [&controller = context.controller] { controller.setStatus(Status::Available); });
    connect(&context.controller, &model::ConsoleController::statusChanged, this, &Welcome::refresh);

    makeShare();
    auto *rows = new QVBoxLayout(this);
    rows->addStretch(3);
    rows->addSpacing(IconSize + 16);
    rows->addWidget(m_title, 0, Qt::AlignHCenter);
    rows->addWidget(m_text, 0, Qt::AlignHCenter);
    rows->addSpacing(6);
    rows->addWidget(m_claim, 0, Qt::AlignHCenter);
    rows->addWidget(m_comeBack, 0, Qt::AlignHCenter);
    rows->addWidget(m_share, 0, Qt::AlignHCenter);
    rows->addStretch(4);

    for (const auto changed : {&QAbstractItemModel::rowsInserted, &QAbstractItemModel::rowsRemoved})
        connect(&context.waiting, changed, this, &Welcome::refresh);
    connect(&context.hosting, &Hosting::changed, this, &Welcome::refresh);
    connect(&context.theme, &Theme::changed, this, qOverload<>(&QWidget::update));
    refresh();
}

//! Where a first customer could come from.
void Welcome::makeShare()
{
    m_address->setObjectName(u"demoAddress"_s);
    m_address->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    m_address->setAccessibleName(tr("Address of the demo page"));
    auto *open = new QPushButton(tr("Open"), m_share);
    auto *copy = new QPushButton(tr("Copy"), m_share);
    connect(open, &QPushButton::clicked, this,
            [this] { QDesktopServices::openUrl(m_context.hosting.demoPage()); });
    connect(copy, &QPushButton::clicked, this, [this] {
        QGuiApplication::clipboard()->setText(m_context.hosting.demoPage().toString());
    });
    auto *share = new QHBoxLayout(m_share);
    share->setContentsMargins(0, 8, 0, 0);
    share->addWidget(m_address);
    share->addWidget(open);
    share->addWidget(copy);
}

void Welcome::refresh()
{
    const int waiting = m_context.waiting.rowCount();
    const int withBot = m_context.withBot.rowCount();
    const bool isHere = m_context.controller.status() == Status::Available;
    // Who is here is not known yet: nothing is said that another moment would take back.
    const bool isStarting = m_context.hosting.isStarting();
    const QUrl &demoPage = m_context.hosting.demoPage();
    m_address->setText(demoPage.toDisplayString());
    m_claim->setVisible(waiting > 0);
    m_comeBack->setVisible(!isHere && !isStarting);
    setKind(m_comeBack, waiting > 0 ? QString() : u"primary"_s);
    if (isStarting && waiting == 0) {
        m_title->setText(tr("One moment"));
        m_text->setText(tr("The desk is starting."));
    } else if (!isHere && waiting == 0) {
        m_title->setText(tr("You are not available"));
        m_text->setText(tr("No customer is given to you until you are. You may still claim one."));
    } else if (waiting > 0) {
        m_title->setText(tr("%n waiting", nullptr, waiting));
        m_text->setText(tr("Take the next with Ctrl+Enter."));
    } else {
        m_title->setText(withBot > 0 ? tr("All quiet") : tr("No customers yet"));
        m_text->setText(demoPage.isEmpty()
                            ? tr("They appear at the left as soon as somebody opens the chat.")
                            : tr("Open this page in a browser to meet the desk as a customer does, "
                                 "or put its widget on your own site."));
    }
    m_text->setMinimumHeight(m_text->heightForWidth(TextWidth));
    m_share->setVisible(waiting == 0 && isHere && !isStarting && !demoPage.isEmpty());
}

void Welcome::paintEvent(QPaintEvent *)
{
    QPainter p(this);
    const QPixmap inbox
        = iconPixmap(u"inbox"_s, m_context.theme.tokens().text3, IconSize, devicePixelRatioF());
    p.drawPixmap((width() - IconSize) / 2, m_title->y() - IconSize - 14, inbox);
}

} // namespace sermo::ui
