// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/broker/commandline.h"

#include "app/broker/clusterwords.h"
#include "app/broker/options.h"
#include "app/broker/usage.h"
#include "broker/server/keys.h"

using namespace Qt::StringLiterals;

namespace sermo::app
{

namespace
{

const QString Data = u"data"_s;
constexpr int HighestBound = 100;

const QString StandbyOf = u"standby-of"_s, StandbyAt = u"standby-at"_s,
              StandbyKey = u"standby-key"_s, StandbyPin = u"standby-pin"_s,
              StandbyDoes = u"standby-does"_s, StandbyAfter = u"standby-after"_s,
              StandbyPublic = u"standby-public"_s;
constexpr int FingerprintBytes = 32;
constexpr int LeastAfter = 4, MostAfter = 3600;

//! Where the other host is; over a network only where nobody can listen, since a key is said.
Result<QUrl, QString> parseOther(const QString &option, const QString &text, bool needsPort = true)
{
    const QUrl url(text, QUrl::StrictMode);
    const bool isSecure = url.scheme() == "https"_L1;
    if (!url.isValid() || (!isSecure && url.scheme() != "http"_L1) || url.host().isEmpty()
        || (needsPort && url.port() <= 0) || (!url.path().isEmpty() && url.path() != "/"_L1))
        return failure(
            u"--%1 wants an address such as https://desk.example.com:8080"_s.arg(option));
    if (!isSecure && !QHostAddress(url.host()).isLoopback() && url.host() != "localhost"_L1)
        return failure(u"--%1 wants https beyond loopback"_s.arg(option));
    return url;
}

//! By what the other one is known, and where clients find it. Why not; empty: it is read.
QString readWhere(const Options &options, call::Standby &standby)
{
    if (const QString pin = options.value(StandbyPin); !pin.isEmpty()) {
        standby.pin = QByteArray::fromHex(QString(pin).remove(u':').toLatin1());
        if (standby.pin.size() != FingerprintBytes)
            return u"--standby-pin wants a SHA-256, as the other broker's log shows it"_s;
    }
    const QString where = options.value(StandbyPublic);
    if (where.isEmpty())
        return {};
    const auto forClients = parseOther(StandbyPublic, where, false);
    if (!forClients)
        return forClients.error();
    standby.otherForClients = *forClients;
    return {};
}

Result<std::optional<call::Standby>, QString> parseStandby(const Options &options)
{
    const bool stands = !options.value(StandbyOf).isEmpty();
    const bool begins = !options.value(StandbyAt).isEmpty();
    if (!stands && !begins) {
        for (const QString &name :
             {StandbyKey, StandbyPin, StandbyDoes, StandbyAfter, StandbyPublic}) {
            if (!options.value(name).isEmpty())
                return failure(u"--%1 goes with --standby-of or --standby-at"_s.arg(name));
        }
        return std::optional<call::Standby>();
    }
    if (stands && begins)
        return failure(u"--standby-of and --standby-at do not go together"_s);
    const QString where = stands ? StandbyOf : StandbyAt;
    const auto other = parseOther(where, options.value(where));
    if (!other)
        return failure(other.error());
    call::Standby standby;
    standby.other = *other;
    standby.begins = begins;
    standby.keyFile = options.value(StandbyKey);
    if (standby.keyFile.isEmpty())
        return failure(u"--standby-key is missing"_s);
    if (const QString wrong = readWhere(options, standby); !wrong.isEmpty())
        return failure(wrong);
    const QString does = options.value(StandbyDoes);
    if (!does.isEmpty() && does != "offer"_L1 && does != "take-over"_L1)
        return failure(u"--standby-does wants offer or take-over"_s);
    standby.takesOver = does == "take-over"_L1;
    if (const QString after = options.value(StandbyAfter); !after.isEmpty()) {
        standby.after = after.toInt();
        if (standby.after < LeastAfter || standby.after > MostAfter)
            return failure(
                u"--standby-after wants a number of seconds from %1 to %2"_s.arg(LeastAfter)
                    .arg(MostAfter));
    }
    return std::optional(standby);
}

Result<Call, QString> parseStandbyOrder(const QStringList &words)
{
    const Options options(words, {Data});
    if (const QString complaint = options.complaint({Data}, 1); !complaint.isEmpty())
        return failure(options.positional().isEmpty()
                           ? u"standby wants status, take-over, go-on or end"_s
                           : complaint);
    const QString what = options.positional();
    if (!QStringList{u"status"_s, u"take-over"_s, u"go-on"_s, u"end"_s}.contains(what))
        return failure(u"standby wants status, take-over, go-on or end"_s);
    return call::StandbyOrder{options.value(Data), what};
}

Result<Call, QString> parseServe(const QStringList &words)
{
    const QString listen = u"listen"_s;
    const QString config = u"config"_s;
    const QString cluster = u"cluster"_s;
    const Options options(words,
                          QStringList{Data, listen, config, cluster, StandbyOf, StandbyAt,
                                      StandbyKey, StandbyPin, StandbyDoes, StandbyAfter,
                                      StandbyPublic}
                              + clusterWords());
    if (const QString complaint = options.complaint({Data}); !complaint.isEmpty())
        return failure(complaint);
    call::Serve serve;
    serve.dataDirectory = options.value(Data);
    serve.configFile = options.value(config);
    const auto standby = parseStandby(options);
    if (!standby)
        return failure(standby.error());
    serve.standby = *standby;
    if (const QString where = options.value(listen); !where.isEmpty()) {
        const auto endpoint = endpointFromText(where);
        if (!endpoint)
            return failure(u"--listen wants ADDR:PORT, such as 127.0.0.1:8080"_s);
        serve.listen = *endpoint;
    }
    if (options.value(cluster).isEmpty()) {
        if (const QString stray = strayClusterWord(options); !stray.isEmpty())
            return failure(stray);
        return serve;
    }
    if (serve.standby)
        return failure(u"--cluster and --standby-at or --standby-of do not go together"_s);
    auto parsed = parseCluster(options, options.value(cluster));
    if (!parsed)
        return failure(QString(parsed.error()));
    serve.cluster = *std::move(parsed);
    return serve;
}

Result<Call, QString> parseKeyCreate(const QStringList &words)
{
    const QString role = u"role"_s;
    const QString name = u"name"_s;
    const QString agent = u"agent"_s;
    const Options options(words, {Data, role, name, agent});
    if (const QString complaint = options.complaint({Data, role, name}); !complaint.isEmpty())
        return failure(complaint);
    const auto order
        = server::KeyOrder::parse(options.value(name), options.value(role), options.value(agent));
    if (!order)
        return failure(order.error());
    return call::KeyCreate{options.value(Data), options.value(role), options.value(name),
                           options.value(agent)};
}

Result<Call, QString> parseKey(const QStringList &words)
{
    const QString what = words.value(0);
    const QStringList rest = words.mid(1);
    if (what == "create"_L1)
        return parseKeyCreate(rest);
    const Options options(rest, {Data});
    const QString complaint = options.complaint({Data}, what == "revoke"_L1 ? 1 : 0);
    if (what != "list"_L1 && what != "revoke"_L1)
        return failure(u"key wants create, list or revoke"_s);
    if (!complaint.isEmpty())
        return failure(complaint);
    if (what == "list"_L1)
        return call::KeyList{options.value(Data)};
    return call::KeyRevoke{options.value(Data), options.positional()};
}

Result<Call, QString> parseCheck(const QStringList &words)
{
    const Options options(words, {Data});
    if (const QString complaint = options.complaint({Data}); !complaint.isEmpty())
        return failure(complaint);
    return call::Check{options.value(Data)};
}

Result<Call, QString> parseSchema(const QStringList &words)
{
    const Options options(words, {});
    if (const QString complaint = options.complaint({}, 1); !complaint.isEmpty())
        return failure(u"schema wants config or events"_s);
    if (options.positional() != "config"_L1 && options.positional() != "events"_L1)
        return failure(u"schema wants config or events"_s);
    return call::Schema{options.positional()};
}

Result<Call, QString> parseBacktest(const QStringList &words)
{
    const QString events = u"events"_s;
    const QString bound = u"bound"_s;
    const Options options(words, {Data, events, bound});
    if (const QString complaint = options.complaint({}); !complaint.isEmpty())
        return failure(complaint);
    call::Backtest backtest{options.value(Data), options.value(events)};
    if (const QString value = options.value(bound); !value.isEmpty()) {
        bool isNumber = false;
        backtest.bound = value.toDouble(&isNumber);
        if (!isNumber || !(backtest.bound >= 0 && backtest.bound <= HighestBound))
            return failure(u"--bound wants a number from 0 to %1"_s.arg(HighestBound));
    }
    if (backtest.dataDirectory.isEmpty() == backtest.eventsFile.isEmpty())
        return failure(u"backtest wants either --data or --events"_s);
    return backtest;
}

Result<QDate, QString> parseDay(const QString &name, const QString &text)
{
    const QDate day = QDate::fromString(text, Qt::ISODate);
    if (!day.isValid())
        return failure(u"--%1 wants a day, such as 2026-03-02"_s.arg(name));
    return day;
}

//! Of the word where it is given: one of those known.
Result<QString, QString> parseWord(const Options &options, const QString &name,
                                   const QStringList &known)
{
    const QString word = options.value(name).isEmpty() ? known.constFirst() : options.value(name);
    if (!known.contains(word))
        return failure(u"--%1 wants %2"_s.arg(name, known.join(u" or "_s)));
    return word;
}

constexpr int MostDays = 3700;

Result<Call, QString> parseReport(const QStringList &words)
{
    const Options options(words,
                          {Data, u"config"_s, u"from"_s, u"to"_s, u"queue"_s, u"agent"_s,
                           u"format"_s, u"zone"_s, u"hours"_s});
    if (const QString complaint = options.complaint({Data, u"from"_s, u"to"_s});
        !complaint.isEmpty())
        return failure(complaint);
    const auto from = parseDay(u"from"_s, options.value(u"from"_s));
    const auto to = parseDay(u"to"_s, options.value(u"to"_s));
    const auto format = parseWord(options, u"format"_s, {u"json"_s, u"csv"_s, u"html"_s});
    const auto hours = parseWord(options, u"hours"_s, {u"all"_s, u"open"_s});
    if (!from || !to)
        return failure(from ? to.error() : from.error());
    if (!format || !hours)
        return failure(format ? hours.error() : format.error());
    if (*to < *from || from->daysTo(*to) > MostDays)
        return failure(
            u"--to wants a day from %1 on, within ten years"_s.arg(from->toString(Qt::ISODate)));
    call::Report report{options.value(Data),       options.value(u"config"_s), *from,   *to,
                        options.value(u"queue"_s), options.value(u"agent"_s),  *format, {},
                        *hours == "open"_L1};
    if (const QString zone = options.value(u"zone"_s); !zone.isEmpty()) {
        // "Mars" would be valid: a zone of its own, with no offset.
        if (!QTimeZone::isTimeZoneIdAvailable(zone.toUtf8()))
            return failure(u"--zone wants a time zone, such as Europe/Stockholm"_s);
        report.zone = QTimeZone(zone.toUtf8());
    }
    return report;
}

template <typename Wanted>
Result<Call, QString> parseCustomer(const QStringList &words)
{
    const QString user = u"user"_s;
    const Options options(words, {Data, user});
    if (const QString complaint = options.complaint({Data, user}); !complaint.isEmpty())
        return failure(complaint);
    return Wanted{options.value(Data), options.value(user)};
}

Result<Call, QString> parseMigrate(const QStringList &words)
{
    const Options options(words, QStringList{Data, u"to"_s, u"from"_s} + clusterWords());
    if (const QString complaint = options.complaint({Data}); !complaint.isEmpty())
        return failure(complaint);
    const QString to = options.value(u"to"_s);
    const QString from = options.value(u"from"_s);
    if (to.isEmpty() == from.isEmpty())
        return failure(u"migrate wants either --to or --from"_s);
    auto cluster = parseCluster(options, to.isEmpty() ? from : to);
    if (!cluster)
        return failure(QString(cluster.error()));
    return call::Migrate{options.value(Data), !to.isEmpty(), *std::move(cluster)};
}

} // namespace

Result<Call, QString> parseCall(const QStringList &words)
{
    if (words.contains("--help"_L1) || words.contains("-h"_L1))
        return call::Tell{QString::fromUtf8(Usage)};
    if (words.contains("--version"_L1))
        return call::Tell{u"sermo-broker %1\n"_s.arg(QStringLiteral(SERMO_VERSION))};
    const QString command = words.value(0);
    if (command == "serve"_L1)
        return parseServe(words.mid(1));
    if (command == "standby"_L1)
        return parseStandbyOrder(words.mid(1));
    if (command == "key"_L1)
        return parseKey(words.mid(1));
    if (command == "check"_L1)
        return parseCheck(words.mid(1));
    if (command == "schema"_L1)
        return parseSchema(words.mid(1));
    if (command == "backtest"_L1)
        return parseBacktest(words.mid(1));
    if (command == "report"_L1)
        return parseReport(words.mid(1));
    if (command == "export"_L1)
        return parseCustomer<call::Export>(words.mid(1));
    if (command == "erase"_L1)
        return parseCustomer<call::Erase>(words.mid(1));
    if (command == "migrate"_L1)
        return parseMigrate(words.mid(1));
    return failure(command.isEmpty() ? u"a command is missing (--help tells which)"_s
                                     : u"not a command: %1 (--help tells more)"_s.arg(command));
}

} // namespace sermo::app
