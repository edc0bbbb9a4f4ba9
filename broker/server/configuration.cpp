// SPDX-License-Identifier: GPL-3.0-or-later
#include "broker/server/configuration.h"

#include "broker/protocol/jsonmembers.h"
#include "broker/server/configreader.h"
#include "broker/server/hoursreader.h"

#include <QFile>
#include <QHostAddress>
#include <QJsonArray>
#include <QJsonDocument>
#include <QUrl>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace sermo::server
{

namespace
{

void readQueue(ConfigReader &in, QList<desk::Queue> &queues)
{
    QString id;
    desk::Queue queue;
    in.read("id"_L1, id);
    queue.id = QueueId(id);
    queue.name = id;
    in.read("name"_L1, queue.name);
    in.read("maxWaiting"_L1, queue.maxWaiting, 0);
    in.read("retentionDays"_L1, queue.retentionDays, 0);
    in.read("preview"_L1, queue.preview);
    if (id.isEmpty())
        in.fail("id"_L1, u"must be given"_s);
    for (const desk::Queue &other : std::as_const(queues)) {
        if (other.id == queue.id)
            in.fail("id"_L1, u"is in use twice"_s);
    }
    queues.append(queue);
}

constexpr qsizetype ShortestSecret = 16;

//! One question of the form before a chat. The answers travel as parameters of `start`, so no
//! question may be called like one of those.
void readQuestion(ConfigReader &in, QJsonArray &form)
{
    static const QStringList taken{u"platformId"_s,   u"sender"_s,       u"customerId"_s,
                                   u"customerHash"_s, u"crmSessionId"_s, u"intent"_s,
                                   u"mobile"_s};
    QString id, label, type = u"text"_s;
    bool required = false;
    QStringList options;
    in.read("id"_L1, id);
    in.read("label"_L1, label);
    in.read("type"_L1, type);
    in.read("required"_L1, required);
    in.read(
        "options"_L1, options, [](const QString &text) { return !text.isEmpty(); }, "a text"_L1);
    const bool isUsed = std::ranges::any_of(
        form, [&id](const QJsonValue &other) { return other["id"_L1] == id; });
    if (id.isEmpty() || taken.contains(id))
        in.fail("id"_L1, u"must be a name of its own"_s);
    else if (isUsed)
        in.fail("id"_L1, u"is in use twice"_s);
    if (label.isEmpty())
        in.fail("label"_L1, u"must be given"_s);
    if (!QStringList{u"text"_s, u"email"_s, u"tel"_s, u"choice"_s}.contains(type))
        in.fail("type"_L1, u"must be \"text\", \"email\", \"tel\" or \"choice\""_s);
    if ((type == "choice"_L1) == options.isEmpty())
        in.fail("options"_L1, u"belong to a choice, and to nothing else"_s);
    QJsonObject question{
        {u"id"_s, id}, {u"label"_s, label}, {u"type"_s, type}, {u"required"_s, required}};
    if (!options.isEmpty())
        question.insert(u"options"_s, QJsonArray::fromStringList(options));
    form.append(question);
}

//! What a platform says of the widget on its pages.
void readWidget(ConfigReader &in, desk::Platform &platform)
{
    in.read("preview"_L1, platform.preview);
    in.read("secret"_L1, platform.secret);
    if (!platform.secret.isEmpty() && platform.secret.size() < ShortestSecret)
        in.fail("secret"_L1, u"must have at least %1 characters"_s.arg(ShortestSecret));
    in.list("form"_L1,
            [&platform](ConfigReader &question) { readQuestion(question, platform.form); });
    if (in.has("language"_L1))
        platform.toldLanguage = platform.language;
}

void readPlatform(ConfigReader &in, desk::DeskConfig &desk)
{
    QString id;
    QString queue = desk.queues.isEmpty() ? QString() : desk.queues.constFirst().id.value();
    if (desk.queue(QueueId(u"general"_s)))
        queue = u"general"_s;
    desk::Platform platform;
    in.read("id"_L1, id);
    in.read("brand"_L1, platform.brand);
    in.read("queue"_L1, queue);
    in.read("language"_L1, platform.language);
    in.object("hours"_L1, [&platform](ConfigReader &hours) { platform.hours = readHours(hours); });
    in.read("mask"_L1, platform.mask);
    readWidget(in, platform);
    platform.id = PlatformId(id);
    platform.queue = QueueId(queue);
    if (id.isEmpty())
        in.fail("id"_L1, u"must be given"_s);
    if (desk.platform(platform.id))
        in.fail("id"_L1, u"is in use twice"_s);
    if (!desk.queue(platform.queue))
        in.fail("queue"_L1, u"is not one of the queues"_s);
    if (platform.language != "en"_L1 && platform.language != "sv"_L1)
        in.fail("language"_L1, u"must be \"en\" or \"sv\""_s);
    desk.platforms.append(platform);
}

void readAgentLimits(ConfigReader &in, desk::DeskConfig &desk)
{
    desk::AgentLimits limits;
    QString id;
    double bound = desk.bound;
    int hardCap = desk.hardCap;
    in.read("id"_L1, id);
    in.read("bound"_L1, bound, 0.0);
    in.read("hardCap"_L1, hardCap, 1);
    limits.agent = AgentId(id);
    if (id.isEmpty())
        in.fail("id"_L1, u"must name an agent"_s);
    else if (std::ranges::find(desk.agentLimits, limits.agent, &desk::AgentLimits::agent)
             != desk.agentLimits.cend())
        in.fail("id"_L1, u"is there twice"_s);
    if (in.has("bound"_L1))
        limits.bound = bound;
    if (in.has("hardCap"_L1))
        limits.hardCap = hardCap;
    desk.agentLimits.append(limits);
}

void readDesk(ConfigReader &in, desk::DeskConfig &desk)
{
    // Queues first, wherever they stand in the file: platforms name them.
    QList<desk::Queue> queues;
    if (in.list("queues"_L1, [&queues](ConfigReader &queue) { readQueue(queue, queues); })) {
        if (queues.isEmpty())
            in.fail("queues"_L1, u"must name at least one queue"_s);
        desk.queues = queues;
    }
    desk::DeskConfig read = desk;
    read.platforms.clear();
    if (in.list("platforms"_L1,
                [&read](ConfigReader &platform) { readPlatform(platform, read); })) {
        if (read.platforms.isEmpty())
            in.fail("platforms"_L1, u"must name at least one platform"_s);
        desk.platforms = read.platforms;
    }
    for (desk::Platform &platform : desk.platforms) {
        if (!desk.queue(platform.queue) && !desk.queues.isEmpty())
            platform.queue = desk.queues.constFirst()
                                 .id; // the default platform in a file that only has queues
    }
    in.object("allocation"_L1, [&desk](ConfigReader &allocation) {
        allocation.read("enabled"_L1, desk.allocate);
        allocation.read("bound"_L1, desk.bound, 0.0);
        allocation.read("hardCap"_L1, desk.hardCap, 1);
        allocation.list("agents"_L1,
                        [&desk](ConfigReader &agent) { readAgentLimits(agent, desk); });
    });
    in.object("desk"_L1, [&desk](ConfigReader &own) { own.read("announce"_L1, desk.announce); });
}

bool isOrigin(const QString &text)
{
    const QUrl url(text, QUrl::StrictMode);
    return url.isValid() && (url.scheme() == "https"_L1 || url.scheme() == "http"_L1)
        && !url.host().isEmpty() && url.path().isEmpty() && !url.hasQuery() && !url.hasFragment()
        && url.userInfo().isEmpty();
}

bool isSecureOrigin(const QString &text)
{
    return isOrigin(text) && text.startsWith("https:"_L1);
}

bool isProxy(const QString &text)
{
    return !QHostAddress(text).isNull() || QHostAddress::parseSubnet(text).second >= 0;
}

void readNetwork(ConfigReader &in, Configuration &out)
{
    in.object("limits"_L1, [&out](ConfigReader &limits) {
        limits.read("eventsPerSecond"_L1, out.limits.eventsPerSecond, 0);
        limits.read("eventBurst"_L1, out.limits.eventBurst, 0);
        limits.read("connectionsPerAddress"_L1, out.limits.connectionsPerAddress, 0);
        limits.read("connections"_L1, out.limits.connections, 0);
    });
    in.read("origins"_L1, out.origins, isOrigin,
            "an origin such as \"https://www.example.com\""_L1);
    in.read("avatarHosts"_L1, out.avatarHosts, isSecureOrigin,
            "an https origin such as \"https://img.example.com\""_L1);
    in.read("trustedProxies"_L1, out.trustedProxies, isProxy,
            "an address, or a network such as \"10.0.0.0/8\""_L1);
    in.object("tls"_L1, [&out](ConfigReader &tls) {
        tls.read("mode"_L1, out.tls.mode);
        tls.read("certificate"_L1, out.tls.certificate);
        tls.read("key"_L1, out.tls.key);
        if (!QStringList{u"auto"_s, u"on"_s, u"off"_s}.contains(out.tls.mode))
            tls.fail("mode"_L1, u"must be \"auto\", \"on\" or \"off\""_s);
        if (out.tls.certificate.isEmpty() != out.tls.key.isEmpty())
            tls.fail(out.tls.key.isEmpty() ? "key"_L1 : "certificate"_L1,
                     u"must be given beside the other"_s);
    });
}

Configuration readAll(const QJsonObject &object, ConfigReader::Reading &reading)
{
    Configuration out;
    ConfigReader in(object, {}, reading);
    readDesk(in, out.desk);
    readNetwork(in, out);
    in.object("bot"_L1, [&out](ConfigReader &bot) {
        bot.read("enabled"_L1, out.botEnabled);
        bot.read("script"_L1, out.botScript);
    });
    in.object("customers"_L1, [&out](ConfigReader &customers) {
        customers.read("requireToken"_L1, out.requireToken);
    });
    in.finish();
    return out;
}

//! The path of a key that stands twice in one object: who wrote both meant something by each.
//! Empty: none does.
QString repeatedKey(QByteArrayView object, const QString &path = {})
{
    const auto members = JsonMembers::scan(object, JsonMembers::Repeats::Allow);
    if (!members)
        return {};
    QStringList keys;
    for (const JsonMembers::Member &member : members->all()) {
        const QString here = path.isEmpty() ? member.key : path + u'.' + member.key;
        if (keys.contains(member.key))
            return here;
        keys.append(member.key);
        const QByteArrayView value = object.sliced(member.begin, member.end - member.begin);
        if (const QString found = repeatedKey(value, here); !found.isEmpty())
            return found;
        const QList<QByteArrayView> elements = members->elements(member.key);
        for (qsizetype i = 0; i < elements.size(); ++i) {
            const QString found = repeatedKey(elements.at(i), u"%1[%2]"_s.arg(here).arg(i));
            if (!found.isEmpty())
                return found;
        }
    }
    return {};
}

} // namespace

Result<Configuration, Configuration::Error> Configuration::parse(const QByteArray &json)
{
    QJsonParseError broken;
    const QJsonDocument document = QJsonDocument::fromJson(json, &broken);
    if (broken.error != QJsonParseError::NoError)
        return failure(
            Error{{}, u"not JSON: %1 at byte %2"_s.arg(broken.errorString()).arg(broken.offset)});
    if (!document.isObject())
        return failure(Error{{}, u"must be a JSON object"_s});
    if (const QString repeated = repeatedKey(json); !repeated.isEmpty())
        return failure(Error{repeated, u"is given twice"_s});

    ConfigReader::Reading reading;
    Configuration out = readAll(document.object(), reading);
    if (reading.error)
        return failure(*reading.error);
    return out;
}

QStringList Configuration::keysAskedFor(const QByteArray &json)
{
    ConfigReader::Reading reading;
    (void)readAll(QJsonDocument::fromJson(json).object(), reading);
    return reading.asked;
}

Result<Configuration, Configuration::Error> Configuration::load(const QString &fileName)
{
    QFile file(fileName);
    if (!file.open(QIODevice::ReadOnly))
        return failure(Error{{}, u"cannot read %1: %2"_s.arg(fileName, file.errorString())});
    return parse(file.readAll());
}

} // namespace sermo::server
