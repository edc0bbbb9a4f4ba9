// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "broker/protocol/ids.h"
#include "ui/console/consolecontext.h"

#include <QHash>
#include <QWidget>

class QVBoxLayout;

namespace sermo::ui
{

class OfferCard;

//! What colleagues offer to this agent, above everything he works on: it cannot be overlooked, and
//! takes neither the keyboard nor a word from him. Not seen while nothing is offered.
class OfferStrip : public QWidget
{
    Q_OBJECT
public:
    explicit OfferStrip(const ConsoleContext &context, QWidget *parent = nullptr);

    void tick(); //!< a second has passed
    void acceptFirst(); //!< the one that ends first; nothing when there is none
    void declineFirst();

private:
    void refresh();
    void accept(const UserId &user);
    void decline(const UserId &user);
    OfferCard *makeCard(const UserId &user);

    ConsoleContext m_context;
    QVBoxLayout *m_rows;
    QHash<UserId, OfferCard *> m_cards;
};

} // namespace sermo::ui
