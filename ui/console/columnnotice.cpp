// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/console/columnnotice.h"

#include "ui/console/labels.h"
#include "ui/style/stylesheet.h"

#include <QHBoxLayout>
#include <QPushButton>

using namespace Qt::StringLiterals;

namespace sermo::ui
{

using model::Offers;

ColumnNotice::ColumnNotice(const UserId &user, QWidget *parent)
    : QFrame(parent)
    , m_text(plainLabel({}, this))
    , m_action(new QPushButton(tr("Take back"), this))
{
    setObjectName(u"notice-"_s + user.value());
    setRole(this, u"notice"_s);
    m_action->setObjectName(u"noticeButton-"_s + user.value());
    setKind(m_action, u"link"_s);
    m_text->setWordWrap(true);
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(13, 4, 7, 4);
    row->setSpacing(6);
    row->addWidget(m_text, 1);
    row->addWidget(m_action);
    connect(m_action, &QPushButton::clicked, this, [this] {
        switch (m_showing) {
        case Showing::Nothing:
            return;
        case Showing::Waiting:
            emit takeBackRequested();
            return;
        case Showing::Refused:
            emit putAwayRequested();
            return;
        case Showing::Lent:
            emit claimRequested();
            return;
        }
    });
    hide();
}

void ColumnNotice::clear()
{
    m_showing = Showing::Nothing;
    hide();
}

void ColumnNotice::presentOffer(const Offers::Made &offer, std::chrono::milliseconds now)
{
    switch (offer.state) {
    case Offers::State::Waiting: {
        const auto left = std::chrono::ceil<std::chrono::seconds>(offer.endsAt - now).count();
        show(Showing::Waiting,
             tr("Offered to %1: %n seconds to answer", nullptr, qMax(0, int(left))).arg(offer.to),
             tr("Take back"));
        return;
    }
    case Offers::State::Declined:
        show(Showing::Refused, tr("%1 declined. The customer is still yours.").arg(offer.to),
             tr("OK"));
        return;
    case Offers::State::Lapsed:
        show(Showing::Refused, tr("%1 did not answer. The customer is still yours.").arg(offer.to),
             tr("OK"));
        return;
    }
}

void ColumnNotice::presentLent()
{
    show(Showing::Lent, tr("The bot speaks to the customer in your name."), tr("Take back"));
}

QString ColumnNotice::text() const
{
    return m_text->text();
}

void ColumnNotice::show(Showing what, const QString &text, const QString &action)
{
    m_showing = what;
    if (m_text->text() != text)
        m_text->setText(text);
    m_action->setText(action);
    m_action->setAccessibleName(u"%1: %2"_s.arg(action, text));
    setKind(this, what == Showing::Refused ? u"warn"_s : QString());
    setVisible(true);
}

} // namespace sermo::ui
