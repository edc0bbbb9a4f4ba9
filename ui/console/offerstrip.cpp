// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/console/offerstrip.h"

#include "ui/console/keyboard.h"
#include "ui/console/offercard.h"
#include "ui/console/retire.h"
#include "ui/model/consolecontroller.h"

#include <QAccessible>
#include <QApplication>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace sermo::ui
{

OfferStrip::OfferStrip(const ConsoleContext &context, QWidget *parent)
    : QWidget(parent)
    , m_context(context)
    , m_rows(new QVBoxLayout(this))
{
    setObjectName(u"offerStrip"_s);
    setAccessibleName(tr("Offered to you"));
    m_rows->setContentsMargins(0, 0, 0, 0);
    m_rows->setSpacing(0);
    const auto &offers = context.offers.toMe();
    for (const auto changed : {&QAbstractItemModel::rowsInserted, &QAbstractItemModel::rowsRemoved})
        connect(&offers, changed, this, &OfferStrip::refresh);
    connect(&offers, &QAbstractItemModel::rowsMoved, this, &OfferStrip::refresh);
    connect(&offers, &QAbstractItemModel::dataChanged, this, &OfferStrip::refresh);
    refresh();
}

void OfferStrip::refresh()
{
    QHash<UserId, OfferCard *> gone = std::exchange(m_cards, {});
    int place = 0;
    for (const model::OfferItem &offer : m_context.offers.toMe().items()) {
        OfferCard *card = gone.take(offer.key);
        const bool isNew = !card;
        if (isNew)
            card = makeCard(offer.key);
        m_rows->removeWidget(card);
        m_rows->insertWidget(place++, card);
        card->present(offer);
        card->tick(m_context.clock.now().steady);
        m_cards.insert(offer.key, card);
        if (!isNew)
            continue;
        card->show();
        QApplication::alert(window()); // for whoever looks at another window
        QAccessibleEvent event(card, QAccessible::Alert);
        QAccessible::updateAccessibility(&event);
    }
    for (OfferCard *card : std::as_const(gone)) {
        m_rows->removeWidget(card);
        dropKeyboard(*card);
        retire(card);
    }
    setVisible(!m_cards.isEmpty());
}

OfferCard *OfferStrip::makeCard(const UserId &user)
{
    auto *card = new OfferCard(m_context.theme, user, this);
    connect(card, &OfferCard::acceptRequested, this, [this, user] { accept(user); });
    connect(card, &OfferCard::declineRequested, this, [this, user] { decline(user); });
    return card;
}

void OfferStrip::accept(const UserId &user)
{
    m_context.controller.claim(user);
}

void OfferStrip::decline(const UserId &user)
{
    m_context.controller.decline(user);
    m_context.offers.putAway(user);
}

void OfferStrip::acceptFirst()
{
    const auto &offers = m_context.offers.toMe().items();
    if (!offers.isEmpty())
        accept(offers.first().key);
}

void OfferStrip::declineFirst()
{
    const auto &offers = m_context.offers.toMe().items();
    if (!offers.isEmpty())
        decline(UserId(offers.first().key)); // a copy: the list changes underneath
}

void OfferStrip::tick()
{
    for (OfferCard *card : std::as_const(m_cards))
        card->tick(m_context.clock.now().steady);
}

} // namespace sermo::ui
