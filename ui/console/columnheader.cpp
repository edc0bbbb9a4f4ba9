// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/console/columnheader.h"

#include "ui/console/labels.h"
#include "ui/console/presencering.h"
#include "ui/style/stylesheet.h"

#include <QApplication>
#include <QHBoxLayout>
#include <QMouseEvent>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace sermo::ui
{

using model::PresentedSession;

namespace
{

constexpr qint64 WarnAfterSeconds = 60;
constexpr qint64 BadAfterSeconds = 180;
constexpr int Gap = 8; // px between the parts of the first line
constexpr int LeftMargin = 13;
constexpr int RightMargin = 10;
constexpr QChar VerifiedMark = u'✓';

QString clockWords(const PresentedSession &session)
{
    const QString time = model::clockText(session.clockSeconds);
    switch (session.clock) {
    case PresentedSession::Clock::None:
        return {};
    case PresentedSession::Clock::WithBot:
        return ColumnHeader::tr("with the bot %1").arg(time);
    case PresentedSession::Clock::Waiting:
        return ColumnHeader::tr("waiting %1").arg(time);
    case PresentedSession::Clock::Handling:
        return ColumnHeader::tr("handling %1").arg(time);
    case PresentedSession::Clock::Silent:
        return ColumnHeader::tr("silent %1").arg(time);
    }
    Q_UNREACHABLE();
}

} // namespace

QString urgencyOf(qint64 answerDueSeconds)
{
    if (answerDueSeconds >= BadAfterSeconds)
        return u"bad"_s;
    return answerDueSeconds >= WarnAfterSeconds ? u"warn"_s : QString();
}

ColumnHeader::ColumnHeader(const Theme &theme, QWidget *parent)
    : QWidget(parent)
    , m_name(new ElidedLabel(u"name"_s, this))
    , m_number(plainLabel(u"chip"_s, this))
    , m_new(plainLabel(u"chip"_s, this, tr("New")))
    , m_ring(new PresenceRing(theme, this))
    , m_place(new ElidedLabel(u"second"_s, this))
    , m_clock(plainLabel(u"second"_s, this))
{
    m_name->setObjectName(u"columnName"_s);
    m_new->setObjectName(u"columnNew"_s);
    setKind(m_new, u"accent"_s);
    m_new->hide();
    m_number->setObjectName(u"columnNumber"_s);
    m_clock->setObjectName(u"columnClock"_s);
    m_place->setObjectName(u"columnPlace"_s);
    m_name->setSizePolicy(QSizePolicy::Maximum, QSizePolicy::Fixed);

    auto *first = new QHBoxLayout;
    first->setSpacing(Gap);
    first->addWidget(m_name, 1);
    first->addWidget(m_number, 0, Qt::AlignVCenter);
    first->addWidget(m_new, 0, Qt::AlignVCenter);
    first->addStretch();
    first->addWidget(m_ring);
    auto *second = new QHBoxLayout;
    second->setSpacing(0);
    m_place->setSizePolicy(QSizePolicy::Maximum, QSizePolicy::Fixed);
    second->addWidget(m_place, 1);
    second->addWidget(m_clock);
    second->addStretch();
    auto *rows = new QVBoxLayout(this);
    rows->setContentsMargins(LeftMargin, 6, RightMargin, 7);
    rows->setSpacing(1);
    rows->addLayout(first);
    rows->addLayout(second);
    first->setSizeConstraint(QLayout::SetDefaultConstraint);
    first->addStrut(34); // as high as the ring, so that nothing moves when it comes
}

void ColumnHeader::setColour(int number)
{
    m_ring->setColour(number);
}

void ColumnHeader::setNew(bool isNew)
{
    m_new->setVisible(isNew);
    fitNumber();
}

void ColumnHeader::resizeEvent(QResizeEvent *)
{
    fitNumber();
}

void ColumnHeader::present(const PresentedSession &session)
{
    m_name->setText(session.name);
    m_ring->present(session.presence, session.presenceReasons);
    presentNumber(session);
    QStringList place;
    for (const QString &part : {session.brand, session.queue}) {
        if (!part.isEmpty())
            place += part;
    }
    m_place->setText(place.join(u" · "_s));
    showClock(session);
}

void ColumnHeader::presentNumber(const PresentedSession &session)
{
    if (session.customerNumber.isEmpty()) {
        m_fullNumber = session.name == tr("Visitor") ? QString() : tr("Visitor");
        m_shortNumber.clear();
    } else {
        m_fullNumber = session.verified ? VerifiedMark + u' ' + session.customerNumber
                                        : session.customerNumber;
        m_shortNumber = session.verified ? QString(VerifiedMark) : QString();
    }
    setKind(m_number, session.verified ? u"good"_s : QString());
    m_number->setAccessibleName(m_fullNumber);
    // Plain: what looks like HTML counts in the first line only.
    m_number->setToolTip(session.customerNumber.isEmpty()
                             ? QString()
                             : tr("Customer number") + u'\n' + session.customerNumber);
    fitNumber();
}

//! A customer is known by his name: where both have no room the number goes first, but not the mark
//! that somebody has made sure who he is.
void ColumnHeader::fitNumber()
{
    const auto taken = [](const QWidget *widget) {
        return widget->isHidden() ? 0 : widget->sizeHint().width() + Gap;
    };
    const int room = width() - LeftMargin - RightMargin - Gap - taken(m_new)
        - (m_ring->isHidden() ? 0 : m_ring->width() + Gap);
    const bool fits = m_name->sizeHint().width() + numberWidth() <= room;
    m_number->setText(fits || m_shortNumber.isEmpty() ? m_fullNumber : m_shortNumber);
    m_number->setVisible(!m_number->text().isEmpty() && (fits || !m_shortNumber.isEmpty()));
}

//! Of the number when it is whole, whatever it shows now.
int ColumnHeader::numberWidth() const
{
    m_number->ensurePolished();
    const QFontMetrics metrics = m_number->fontMetrics();
    return m_number->sizeHint().width() + metrics.horizontalAdvance(m_fullNumber)
        - metrics.horizontalAdvance(m_number->text());
}

void ColumnHeader::showClock(const PresentedSession &session)
{
    QString words
        = session.stage == desk::Stage::BotClosing ? tr("with the bot") : clockWords(session);
    QString kind = session.clock == PresentedSession::Clock::Silent ? u"warn"_s : QString();
    const qint64 owed = session.answerDueSeconds.value_or(0);
    if (session.tabClosed)
        words = tr("tab closed");
    else if (owed > 0)
        words = tr("your turn %1").arg(model::clockText(owed));
    if (owed > 0)
        kind = urgencyOf(owed);
    const bool both = !words.isEmpty() && !m_place->text().isEmpty();
    m_clock->setText(both ? u" · "_s + words : words);
    setKind(m_clock, kind);
}

//! Not ours alone: a press also makes the column the active one.
void ColumnHeader::mousePressEvent(QMouseEvent *event)
{
    m_taken = event->globalPosition().toPoint();
    event->ignore();
}

void ColumnHeader::mouseMoveEvent(QMouseEvent *event)
{
    const QPoint now = event->globalPosition().toPoint();
    if ((event->buttons() & Qt::LeftButton)
        && (now - m_taken).manhattanLength() >= QApplication::startDragDistance())
        emit dragged(now.x());
}

} // namespace sermo::ui
