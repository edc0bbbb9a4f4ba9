// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/console/offercard.h"

#include "broker/desk/deskstate.h"
#include "ui/console/countdown.h"
#include "ui/console/labels.h"
#include "ui/style/stylesheet.h"

#include <QHBoxLayout>
#include <QPushButton>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace sermo::ui
{

using std::chrono::ceil;
using Seconds = std::chrono::seconds;

OfferCard::OfferCard(const Theme &theme, const UserId &user, QWidget *parent)
    : QFrame(parent)
    , m_user(user)
    , m_countdown(new Countdown(theme, this))
    , m_title(new ElidedLabel(u"name"_s, this))
    , m_words(new ElidedLabel(u"second"_s, this))
    , m_accept(new QPushButton(tr("Accept"), this))
    , m_decline(new QPushButton(tr("Decline"), this))
{
    setObjectName(u"offer-"_s + user.value());
    m_accept->setObjectName(u"acceptButton-"_s + user.value());
    m_decline->setObjectName(u"declineButton-"_s + user.value());
    m_accept->setToolTip(tr("Take this customer (Ctrl+Shift+A)"));
    m_decline->setToolTip(tr("Your colleague keeps this customer and is told (Ctrl+Shift+D)"));
    setRole(this, u"offer"_s);
    setKind(m_accept, u"primary"_s);
    auto *words = new QVBoxLayout;
    words->setSpacing(1);
    words->addWidget(m_title);
    words->addWidget(m_words);
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(14, 7, 14, 7);
    row->setSpacing(12);
    row->addWidget(m_countdown);
    row->addLayout(words, 1);
    row->addWidget(m_decline);
    row->addWidget(m_accept);
    connect(m_accept, &QPushButton::clicked, this, &OfferCard::acceptRequested);
    connect(m_decline, &QPushButton::clicked, this, &OfferCard::declineRequested);
}

void OfferCard::present(const model::OfferItem &offer)
{
    m_endsAt = offer.endsAt;
    m_title->setText(tr("%1 offers you %2").arg(offer.from, offer.name));
    QStringList words;
    if (!offer.note.isEmpty())
        words += tr("“%1”").arg(offer.note);
    if (!offer.queueName.isEmpty())
        words += offer.queueName;
    if (!offer.lastText.isEmpty())
        words += tr("last words: %1").arg(offer.lastText);
    m_words->setText(words.join(u" · "_s));
    m_accept->setAccessibleName(tr("Accept %1").arg(offer.name));
    m_decline->setAccessibleName(tr("Decline %1").arg(offer.name));
    setAccessibleName(m_title->text());
    setAccessibleDescription(m_words->text());
}

void OfferCard::tick(std::chrono::milliseconds now)
{
    m_countdown->setLeft(int(ceil<Seconds>(m_endsAt - now).count()),
                         int(ceil<Seconds>(desk::OfferStands).count()));
}

QString OfferCard::text() const
{
    return m_title->text() + u'\n' + m_words->text();
}

int OfferCard::seconds() const
{
    return m_countdown->seconds();
}

} // namespace sermo::ui
