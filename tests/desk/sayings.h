// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "broker/desk/sender.h"
#include "broker/protocol/eventframe.h"

namespace sermo::test
{

//! A name or a text, as tests write it.
[[nodiscard]] inline QString latin(const char *text)
{
    return QString::fromUtf8(text);
}

//! An event of a test, as JSON: `saying("text", "inbound", "cleo", R"("text":"Hej")")`.
[[nodiscard]] EventFrame saying(const char *type, const char *direction, const char *user,
                                const QByteArray &more = {});

// The events that the tests say most.
[[nodiscard]] EventFrame start(const char *user, const char *platform = nullptr);
[[nodiscard]] EventFrame text(const char *user);
[[nodiscard]] EventFrame handoverToQueue(const char *user, const char *queue);
[[nodiscard]] EventFrame handoverToAgent(const char *user, const char *agent = nullptr);
[[nodiscard]] EventFrame claim(const char *user, const char *agent, bool force = false);
[[nodiscard]] EventFrame agentStatus(const char *agent, const char *status);

// Who says them.
[[nodiscard]] desk::Sender customer(const char *user);
[[nodiscard]] desk::Sender application(Role role, const char *name, const char *agent = nullptr);
[[nodiscard]] desk::Sender agent(const char *id);
[[nodiscard]] desk::Sender bot();
[[nodiscard]] desk::Sender supervisor();
[[nodiscard]] desk::Sender channel();

} // namespace sermo::test
