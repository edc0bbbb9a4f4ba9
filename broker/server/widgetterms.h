// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "broker/desk/desk.h"

namespace sermo::server
{

//! What a customer is promised about his words, and his widget keeps: told in `welcome`, and anew
//! when settings or another queue make it different while he is connected. A plain value.
struct WidgetTerms {
    bool mask = false; //!< numbers are hidden before they leave his browser
    bool hidesTyping = false; //!< so is all that he has not sent yet

    [[nodiscard]] static WidgetTerms of(const desk::Desk &desk, const desk::Sender &customer);
    //! The event that tells it to him alone: an outbound `session_state`, which nobody but the
    //! broker may say and no other client knows.
    [[nodiscard]] EventFrame toldTo(const UserId &customer) const;

    [[nodiscard]] bool operator==(const WidgetTerms &) const = default;
};

} // namespace sermo::server
