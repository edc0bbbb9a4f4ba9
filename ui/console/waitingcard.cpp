// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/console/waitingcard.h"

#include "ui/console/keyboard.h"
#include "ui/console/labels.h"
#include "ui/model/presentedsession.h"
#include "ui/style/stylesheet.h"
#include "ui/style/theme.h"

#include <QHBoxLayout>
#include <QMouseEvent>
#include <QPainter>
#include <QPushButton>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace sermo::ui
{

namespace
{

constexpr int MaxTag = 76; //!< a queue's name may be long; the customer's matters more

} // namespace

WaitingCard::WaitingCard(const Theme &theme, const UserId &user, QWidget *parent)
    : QFrame(parent)
    , m_theme(theme)
    , m_position(plainLabel(u"chip"_s, this))
    , m_name(new ElidedLabel(u"name"_s, this))
    , m_tag(new ElidedLabel(u"chip"_s, this))
    , m_time(plainLabel(u"third"_s, this))
    , m_words(new ElidedLabel(u"second"_s, this))
    , m_claim(new QPushButton(this))
    , m_read(new QPushButton(tr("Preview"), this))
    , m_wordsRow(new QHBoxLayout)
    , m_buttonRow(new QHBoxLayout)
{
    setObjectName(u"waitingCard-"_s + user.value());
    m_claim->setObjectName(u"claimButton-"_s + user.value());
    m_read->setObjectName(u"readButton-"_s + user.value());
    setKind(m_read, u"quietLink"_s);
    setKind(m_position, u"accent"_s);
    m_tag->setMaximumWidth(MaxTag);
    m_tag->setSizePolicy(QSizePolicy::Maximum, QSizePolicy::Fixed);
    auto *head = new QHBoxLayout;
    head->setSpacing(7);
    head->addWidget(m_position, 0, Qt::AlignVCenter);
    head->addWidget(m_name, 1);
    head->addWidget(m_tag, 0, Qt::AlignVCenter);
    head->addWidget(m_time);
    m_wordsRow->setSpacing(4);
    m_wordsRow->addWidget(m_words, 1);
    m_wordsRow->addWidget(m_claim);
    auto *rows = new QVBoxLayout(this);
    rows->setContentsMargins(10, 8, 10, 8);
    rows->setSpacing(5);
    rows->addLayout(head);
    rows->addLayout(m_wordsRow);
    rows->addLayout(m_buttonRow);
    m_buttonRow->setSpacing(4);
    m_buttonRow->addWidget(m_read);
    m_buttonRow->addStretch();
    connect(m_claim, &QPushButton::clicked, this, &WaitingCard::claimRequested);
    connect(m_read, &QPushButton::clicked, this, &WaitingCard::readRequested);
    connect(&theme, &Theme::changed, this, qOverload<>(&QWidget::update));
}

void WaitingCard::present(const model::WaitingItem &item, Place place, bool showQueue)
{
    const QString queueTag = showQueue ? item.queueName.section(u' ', 0, 0) : QString();
    if (m_isPresented && item == m_item && place == m_place && queueTag == m_queueTag)
        return;
    m_isPresented = true;
    m_item = item;
    m_place = place;
    const bool withBot = place == Place::WithBot;
    m_position->setVisible(!withBot && item.position.has_value());
    m_position->setText(item.position ? QString::number(*item.position) : QString());
    m_name->setText(item.name);
    m_queueTag = queueTag;
    m_claim->setText(withBot ? tr("Take over") : tr("Claim"));
    m_claim->setAccessibleName(withBot ? tr("Take %1 over from the bot").arg(item.name)
                                       : tr("Claim %1").arg(item.name));
    m_read->setAccessibleName(tr("Preview the conversation of %1").arg(item.name));
    setAccessibleName(item.name);
    placeButtons();
    presentWords();
    update();
}

void WaitingCard::presentTag(qint64 nowMs)
{
    const bool kept = !m_item.keptForName.isEmpty() && nowMs < m_item.keptUntilMs;
    if (m_item.parked)
        m_tag->setText(tr("gone"));
    else if (kept)
        m_tag->setText(tr("for %1").arg(m_item.keptForName.section(u' ', 0, 0)));
    else
        m_tag->setText(m_item.returned ? tr("returned") : m_queueTag);
    setKind(m_tag, kept ? u"warn"_s : m_item.returned && !m_item.parked ? u"good"_s : QString());
    m_tag->setVisible(!m_tag->text().isEmpty());
}

void WaitingCard::placeButtons()
{
    const bool first = m_place == Place::First;
    if (!first)
        dropKeyboard(*m_read);
    m_read->setVisible(first);
    setKind(m_claim, first ? u"primary"_s : u"link"_s);
    QHBoxLayout *wanted = first ? m_buttonRow : m_wordsRow;
    if (wanted->indexOf(m_claim) >= 0)
        return;
    (first ? m_wordsRow : m_buttonRow)->removeWidget(m_claim);
    if (first)
        wanted->insertWidget(0, m_claim);
    else
        wanted->addWidget(m_claim);
}

void WaitingCard::presentWords()
{
    setRole(m_words, m_item.preview.isEmpty() ? u"second"_s : u"preview"_s);
    m_words->setText(text());
    setAccessibleDescription(text());
}

QString WaitingCard::text() const
{
    if (!m_item.preview.isEmpty())
        return m_item.preview.right(400); // the end is what he is saying
    return m_item.lastText.isEmpty() ? tr("has not written yet") : m_item.lastText.left(400);
}

void WaitingCard::tick(qint64 nowMs)
{
    presentTag(nowMs);
    m_time->setText(model::clockText(qMax<qint64>(0, (nowMs - m_item.sinceMs) / 1000)));
}

void WaitingCard::paintEvent(QPaintEvent *)
{
    const Tokens &t = m_theme.tokens();
    QPainter p(this);
    p.setRenderHint(QPainter::Antialiasing);
    const qreal stroke = m_place == Place::First ? 2 : 1;
    QPen pen(m_place == Place::First ? t.accent : t.line, stroke);
    if (m_place == Place::WithBot)
        pen.setDashPattern({4, 3});
    p.setPen(pen);
    p.setBrush(t.surface);
    const QRectF card = QRectF(rect()).adjusted(stroke / 2, stroke / 2, -stroke / 2, -stroke / 2);
    p.drawRoundedRect(card, Tokens::Radius, Tokens::Radius);
}

//! Kept, so that the release comes here as well.
void WaitingCard::mousePressEvent(QMouseEvent *event)
{
    event->setAccepted(event->button() == Qt::LeftButton);
}

void WaitingCard::mouseReleaseEvent(QMouseEvent *event)
{
    if (event->button() == Qt::LeftButton && rect().contains(event->position().toPoint()))
        emit readRequested();
}

} // namespace sermo::ui
