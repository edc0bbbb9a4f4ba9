// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/desk/deskoptions.h"

#include "broker/demo/teamday.h"
#include "ui/model/certificatepin.h"
#include "ui/model/standbyinvitation.h"

#include <QCommandLineParser>
#include <QCryptographicHash>
#include <QFile>

using namespace Qt::StringLiterals;

namespace sermo::app
{

namespace
{

constexpr int WrongCall = 2;
constexpr qint64 MaxKeyFile = 4096;

auto wrong(const QString &text)
{
    return failure(EarlyExit{WrongCall, u"sermo-desk: %1 (see --help)\n"_s.arg(text)});
}

void describe(QCommandLineParser &parser)
{
    parser.setApplicationDescription(u"Chat with your customers: hosts a broker, or joins one."_s);
    parser.addOptions({
        {u"data"_s, u"Keep conversations and drafts in DIR."_s, u"DIR"_s},
        {u"listen"_s, u"Host at ADDR:PORT; port 0 takes a free one."_s, u"ADDR:PORT"_s},
        {u"config"_s, u"Host with this configuration."_s, u"FILE"_s},
        {u"connect"_s, u"Join the broker at URL instead of hosting."_s, u"URL"_s},
        {u"key-file"_s, u"The key to join with, alone in a file."_s, u"FILE"_s},
        {u"pin"_s, u"Trust the broker by its certificate's SHA-256 alone."_s, u"SHA256"_s},
        {u"demo"_s, u"Try it: simulated customers and colleagues, and nothing is kept."_s},
        {u"speed"_s, u"With --demo: so many times as fast as people are."_s, u"N"_s},
        {u"agent"_s, u"Who you are to your colleagues."_s, u"ID"_s},
        {u"name"_s, u"Your name as customers see it."_s, u"NAME"_s},
    });
    parser.addPositionalArgument(u"INVITATION"_s,
                                 u"Join by the link that you were sent, sermo://join?…; or be "
                                 "asked whether to stand by, sermo://stand-by?…"_s,
                                 u"[INVITATION]"_s);
    parser.addOption({{u"h"_s, u"help"_s}, u"Show this."_s});
    parser.addOption({{u"v"_s, u"version"_s}, u"Show the version."_s});
}

Result<QString, QString> readKey(const QString &fileName)
{
    QFile file(fileName);
    if (!file.open(QIODevice::ReadOnly))
        return failure(u"cannot read the key file %1: %2"_s.arg(fileName, file.errorString()));
    const QString key = QString::fromUtf8(file.read(MaxKeyFile)).trimmed();
    if (key.isEmpty() || key.contains(u'\n'))
        return failure(u"the key file %1 must hold one key and nothing else"_s.arg(fileName));
    return key;
}

Result<DeskOptions::Join, QString> readJoin(const QCommandLineParser &parser)
{
    DeskOptions::Join join;
    join.broker = QUrl(parser.value(u"connect"_s), QUrl::StrictMode);
    const QStringList schemes = {u"http"_s, u"https"_s, u"ws"_s, u"wss"_s};
    if (!join.broker.isValid() || join.broker.host().isEmpty()
        || !schemes.contains(join.broker.scheme()))
        return failure(u"--connect wants an address such as https://desk.example.com:8080"_s);
    for (const QString &hosting : {u"listen"_s, u"config"_s}) {
        if (parser.isSet(hosting))
            return failure(u"--%1 is for hosting and does not go with --connect"_s.arg(hosting));
    }
    if (!parser.isSet(u"key-file"_s))
        return failure(u"--connect needs --key-file"_s);
    const auto key = readKey(parser.value(u"key-file"_s));
    if (!key)
        return failure(key.error());
    join.key = *key;
    if (parser.isSet(u"pin"_s)) {
        join.pin = model::CertificatePin::fromText(parser.value(u"pin"_s));
        if (join.pin.isEmpty())
            return failure(u"--pin wants a SHA-256 fingerprint: 64 hexadecimal digits"_s);
    }
    return join;
}

//! Joining by a link leaves nothing open that those options would say.
Result<DeskOptions, QString> readInvitation(const QCommandLineParser &parser)
{
    const QStringList words = parser.positionalArguments();
    if (words.size() > 1 || !model::Invitation::isMeant(words.constFirst()))
        return failure(u"unknown argument '%1'"_s.arg(words.constLast()));
    for (const QString &other : {u"listen"_s, u"config"_s, u"connect"_s, u"key-file"_s, u"pin"_s}) {
        if (parser.isSet(other))
            return failure(u"--%1 does not go with an invitation"_s.arg(other));
    }
    return optionsOfLink(words.constFirst());
}

//! A demonstration is all of its own: no data, no address and no team of anybody's.
Result<std::optional<double>, QString> readDemo(const QCommandLineParser &parser)
{
    if (!parser.isSet(u"demo"_s)) {
        if (parser.isSet(u"speed"_s))
            return failure(u"--speed goes with --demo only"_s);
        return std::optional<double>();
    }
    for (const QString &other : {u"data"_s, u"listen"_s, u"config"_s, u"connect"_s}) {
        if (parser.isSet(other))
            return failure(u"--%1 does not go with --demo"_s.arg(other));
    }
    if (!parser.positionalArguments().isEmpty())
        return failure(u"an invitation does not go with --demo"_s);
    if (!parser.isSet(u"speed"_s))
        return std::optional(1.0);
    bool isNumber = false;
    const double speed = parser.value(u"speed"_s).toDouble(&isNumber);
    if (!isNumber || !(speed >= demo::TeamDay::Slowest && speed <= demo::TeamDay::Fastest))
        return failure(u"--speed wants a number from %1 to %2"_s.arg(demo::TeamDay::Slowest)
                           .arg(demo::TeamDay::Fastest));
    return std::optional(speed);
}

Result<DeskOptions, QString> readValues(const QCommandLineParser &parser)
{
    DeskOptions options;
    for (const QString &name : parser.optionNames()) {
        const bool isBare = name == "help"_L1 || name == "h"_L1 || name == "demo"_L1;
        if (!isBare && parser.value(name).isEmpty())
            return failure(u"--%1 wants a value"_s.arg(name));
    }
    if (!parser.positionalArguments().isEmpty()) {
        const auto invited = readInvitation(parser);
        if (!invited)
            return failure(invited.error());
        options = *invited;
    } else if (parser.isSet(u"connect"_s)) {
        const auto join = readJoin(parser);
        if (!join)
            return failure(join.error());
        options.join = *join;
    }
    for (const QString &joining : {u"key-file"_s, u"pin"_s}) {
        if (parser.isSet(joining) && !parser.isSet(u"connect"_s))
            return failure(u"--%1 goes with --connect only"_s.arg(joining));
    }
    if (parser.isSet(u"listen"_s)) {
        options.listen = endpointFromText(parser.value(u"listen"_s));
        if (!options.listen)
            return failure(u"--listen wants ADDR:PORT, such as 127.0.0.1:8080"_s);
    }
    const auto demo = readDemo(parser);
    if (!demo)
        return failure(demo.error());
    options.demoSpeed = *demo;
    options.dataDir = parser.value(u"data"_s);
    options.configFile = parser.value(u"config"_s);
    if (parser.isSet(u"agent"_s))
        options.agentId = parser.value(u"agent"_s);
    if (parser.isSet(u"name"_s))
        options.agentName = parser.value(u"name"_s);
    return options;
}

} // namespace

QString DeskOptions::owner() const
{
    QCryptographicHash whose(QCryptographicHash::Sha1);
    whose.addData(agentId.toUtf8());
    const bool isOurs = standing && !standing->deskKey.isEmpty();
    if (join && !isOurs)
        whose.addData('\n' + join->broker.toEncoded() + '\n' + join->key.toUtf8());
    return QString::fromLatin1(whose.result().toHex().left(12));
}

QString DeskOptions::fileOf(const QString &directory, const QString &name, const QString &owner)
{
    return u"%1/%2-%3.json"_s.arg(directory, name, owner);
}

DeskOptions optionsOf(const model::Invitation &invitation)
{
    DeskOptions options;
    options.join = DeskOptions::Join{invitation.broker, invitation.key, invitation.pin};
    options.invitation = invitation.toLink();
    options.agentId = invitation.agent.value();
    options.agentName = invitation.name;
    return options;
}

Result<DeskOptions, QString> optionsOfLink(const QString &link)
{
    DeskOptions options;
    if (model::isStandbyMeant(link)) { // it begins as it does without, and asks
        const auto standby = model::standbyInvitationFrom(link);
        if (!standby)
            return failure(standby.error());
        options.standbyLink = model::standbyLink(*standby);
        return options;
    }
    const auto invitation = model::Invitation::fromText(link);
    if (!invitation)
        return failure(invitation.error());
    options = optionsOf(*invitation);
    options.isFromOutside = true;
    return options;
}

Result<DeskOptions, EarlyExit> readOptions(const QStringList &arguments)
{
    QCommandLineParser parser;
    describe(parser);
    if (!parser.parse(arguments))
        return wrong(parser.errorText());
    if (parser.isSet(u"help"_s))
        return failure(EarlyExit{0, parser.helpText()});
    if (parser.isSet(u"version"_s))
        return failure(EarlyExit{0, u"sermo-desk %1\n"_s.arg(QLatin1StringView(SERMO_VERSION))});
    const auto options = readValues(parser);
    if (!options)
        return wrong(options.error());
    return *options;
}

} // namespace sermo::app
