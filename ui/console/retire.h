// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

namespace sermo::ui
{

//! Takes a card away later: it may be its own button that sent it. Until then neither it nor its
//! parts answer to a name, for there may be another of the same name already.
inline void retire(QWidget *card)
{
    card->hide();
    card->setObjectName({});
    const auto parts = card->findChildren<QWidget *>();
    for (QWidget *part : parts)
        part->setObjectName({});
    card->deleteLater();
}

} // namespace sermo::ui
