// SPDX-License-Identifier: GPL-3.0-or-later
#include "broker/protocol/eventbody.h"
#include "broker/server/configuration.h"
#include "broker/server/requesthead.h"
#include "broker/server/tokens.h"
#include "broker/server/upgradegate.h"
#include "broker/store/memorycredentials.h"
#include "tests/fuzz/invariants.h"

#include <QCryptographicHash>

namespace sermo::fuzz
{

using namespace Qt::StringLiterals;

namespace
{

constexpr char TheToken[] = "the-token-that-was-given";

bool isStatus(int status)
{
    return status >= 400 && status <= 599;
}

//! As a broker knows one customer, and nobody else.
struct Doorkeeper {
    SystemClock clock;
    store::MemoryCredentials credentials;
    server::Tokens tokens{credentials, clock, nullptr};

    Doorkeeper()
    {
        tokens.load(
            {{UserId(u"robin"_s), QCryptographicHash::hash(TheToken, QCryptographicHash::Sha256),
              PlatformId(u"webchat"_s), clock.now().wallMs}});
    }
};

} // namespace

void holdHead(QByteArrayView bytes)
{
    const auto end = server::RequestHead::end(bytes);
    if (!end)
        return;
    hold(*end > 0 && *end <= bytes.size(), "a head ends where there are bytes");
    const auto head = server::RequestHead::parse(bytes);
    if (!head)
        return hold(isStatus(head.error()), "a refusal is an HTTP error");
    hold(head->size == *end, "a head is as long as it says");
    hold(head->path.startsWith('/'), "a path is one");
    hold(head->contentLength >= 0, "no body is shorter than none");
    hold(head->fields.size() <= server::RequestHead::MaxFields, "Qt would drop more");
    for (const auto &[name, value] : head->fields) {
        hold(name == name.toLower() && value == value.trimmed(), "fields are as promised");
        hold(!value.contains('\n') && !value.contains('\0'), "a field is one line");
    }
    hold(head->upgradeError() == 0 || isStatus(head->upgradeError()), "a refusal is an HTTP error");
    hold(head->upgradeError() != 0 || head->wantsUpgrade(), "who may has asked");
    (void)server::keyOf(*head);
    if (const auto replay = server::replayOf(*head))
        hold(replay->epoch.isEmpty() || head->query.contains("epoch"), "an epoch was asked for");
}

void holdConfiguration(QByteArrayView bytes)
{
    const auto configuration = server::Configuration::parse(bytes.toByteArray());
    if (!configuration)
        return hold(!configuration.error().message.isEmpty(), "a refusal says why");
    hold(!configuration->desk.platforms.isEmpty() && !configuration->desk.queues.isEmpty(),
         "there is a platform and a queue");
    hold(configuration->limits.connections >= 0 && configuration->limits.eventBurst >= 0,
         "limits are none or some");
}

void holdFirstFrame(QByteArrayView bytes)
{
    static Doorkeeper doorkeeper;
    hold(!doorkeeper.tokens.identify(bytes) || bytes == TheToken, "no other token opens");
    const auto frame = decodeDialogue(bytes);
    const auto *hello = frame ? std::get_if<event::Hello>(&*frame) : nullptr;
    if (!hello)
        return;
    const auto who = doorkeeper.tokens.identify(hello->token.toUtf8());
    hold(who.has_value() == (hello->token == QLatin1StringView(TheToken)), "no other token opens");
    hold(!who || who->user == UserId(u"robin"_s), "a token is its customer's");
}

} // namespace sermo::fuzz
