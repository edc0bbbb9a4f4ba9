// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/reference/tables.h"

#include "broker/desk/routing.h"
#include "broker/desk/table.h"
#include "tests/desk/scene.h"
#include "tests/reference/eventschema.h"
#include "tests/reference/words.h"

#include <QJsonArray>

#include <algorithm>
#include <memory>

using namespace Qt::StringLiterals;

namespace sermo::reference
{

namespace
{

constexpr Direction Ways[] = {Direction::Inbound, Direction::Outbound, Direction::Internal};
constexpr CloseCode CloseCodes[]
    = {CloseCode::Normal,  CloseCode::TooLarge, CloseCode::Protocol, CloseCode::NotAuthorised,
       CloseCode::TooSlow, CloseCode::Flood,    CloseCode::Draining};
constexpr desk::Stage Stages[]
    = {desk::Stage::Bot,        desk::Stage::Queued, desk::Stage::Assigned,
       desk::Stage::BotClosing, desk::Stage::Done,   desk::Stage::Ended};

QString line(const QStringList &cells)
{
    return u"| "_s + cells.join(u" | ") + u" |\n"_s;
}

QString heading(const QStringList &cells)
{
    return line(cells) + line(QStringList(cells.size(), u"---"_s));
}

QString code(QAnyStringView text)
{
    return u'`' + text.toString() + u'`';
}

//! One who speaks, and of whom: a channel has its own customers.
struct Speaker {
    desk::Sender sender;
    const char *user;
};

QList<Speaker> speakers()
{
    return {{test::customer("cleo"), "cleo"},
            {test::channel(), "mess"},
            {test::bot(), "cleo"},
            {test::agent("anna"), "cleo"},
            {test::supervisor(), "cleo"}};
}

//! Desks on which `cleo` and the channel's `mess` are in one state each.
const std::vector<std::unique_ptr<test::Scene>> &scenes()
{
    static const auto all = [] {
        std::vector<std::unique_ptr<test::Scene>> made;
        for (const desk::Stage stage : Stages) {
            made.push_back(std::make_unique<test::Scene>());
            test::Scene &scene = *made.back();
            scene.botComes();
            scene.agentComes("anna");
            scene.bring("cleo", stage);
            scene.say(test::channel(), test::start("mess"));
        }
        return made;
    }();
    return all;
}

//! Whether there is any state in which the desk lets them say it.
bool maySay(const Speaker &who, QLatin1StringView type, Direction direction)
{
    const EventFrame frame = test::saying(
        type.data(), wireName(direction).data(), who.user,
        R"("agentId":"anna","status":"away","queueId":"general","available":true,"text":"x","tag":"x","shortcut":"x")");
    return std::ranges::any_of(scenes(), [&](const auto &scene) {
        return scene->desk().judge(who.sender, frame, scene->now()).kind
            != desk::Verdict::Kind::Refuse;
    });
}

QString sendersOf(const EventTypeInfo &row, Direction direction)
{
    if (row.deskOnly)
        return u"the desk"_s;
    QStringList names;
    const QList<Speaker> all = speakers();
    for (const Speaker &who : all) {
        if (maySay(who, row.name, direction))
            names.append(wireName(who.sender.role));
    }
    return names.join(u", ");
}

QString keptIn(Keeping keeping)
{
    switch (keeping) {
    case Keeping::Stored:
        return u"stored"_s;
    case Keeping::Passing:
        return u"passes"_s;
    case Keeping::Dialogue:
        return u"between two"_s;
    }
    Q_UNREACHABLE();
}

bool isKnown(const EventTypeInfo &row, Direction direction)
{
    return eventType(QString(row.name), direction) == row.type;
}

bool hears(const Speaker &reader, Direction direction)
{
    Envelope event;
    event.direction = direction;
    event.type = EventType::Text;
    event.typeName = u"text"_s;
    event.user = UserId(QString::fromLatin1(reader.user));
    return desk::hears(reader.sender, event, reader.sender.name);
}

QString lapsesIn(const QString &when, const std::array<desk::Lapse, desk::StageCount> &row)
{
    QStringList cells{when};
    for (const desk::Lapse lapse : row)
        cells.append(meaning(lapse));
    return line(cells);
}

} // namespace

QString inWords(const QList<FieldInfo> &fields, bool isInbound)
{
    QStringList all;
    for (const FieldInfo &field : fields) {
        const bool isAlways = field.isAlways || (isInbound && field.isAlwaysInbound);
        QString text = code(field.name) + (isAlways ? u""_s : u"?"_s);
        const QJsonValue kind = field.schema.value("type"_L1);
        const QString word = kind.isArray() ? kind.toArray().at(0).toString() + u" or null"_s
                                            : kind.toString(u"object"_s);
        if (word != "string"_L1)
            text += u' ' + word;
        all.append(text);
    }
    return all.isEmpty() ? u"–"_s : all.join(u", ");
}

QString roles()
{
    QString table = heading(
        {u"role"_s, u"may send"_s, u"hears of others (a customer and a channel: of their own)"_s});
    const QList<Speaker> all = speakers();
    for (const Speaker &who : all) {
        QStringList sends;
        QStringList heard;
        for (const Direction way : Ways) {
            if (maySay(who, "nobody knows"_L1, way))
                sends.append(wireName(way));
            if (hears(who, way))
                heard.append(wireName(way));
        }
        table += line({code(wireName(who.sender.role)), sends.join(u", "), heard.join(u", ")});
    }
    return table;
}

QString types()
{
    QString table
        = heading({u"type"_s, u"direction"_s, u"sent by"_s, u"kept"_s, u"fields"_s, u"says"_s});
    for (const EventTypeInfo &row : eventTypes().subspan(1)) {
        if (row.keeping == Keeping::Dialogue && !row.internal) {
            table += line({code(row.name), u"–"_s, row.deskOnly ? u"the broker"_s : u"customer"_s,
                           keptIn(row.keeping), inWords(fieldsOf(row.type)), meaning(row.type)});
        }
        for (const Direction way : Ways) {
            if (isKnown(row, way))
                table += line({code(row.name), QString(wireName(way)), sendersOf(row, way),
                               keptIn(row.keeping),
                               inWords(fieldsOf(row.type), way == Direction::Inbound),
                               meaning(row.type)});
        }
    }
    return table;
}

QString errorCodes()
{
    QString table = heading({u"code"_s, u"means"_s});
    for (int i = 0; i <= static_cast<int>(ErrorCode::StorageUnavailable); ++i)
        table += line(
            {code(wireName(static_cast<ErrorCode>(i))), meaning(static_cast<ErrorCode>(i))});
    return table;
}

QString closeCodes()
{
    QString table = heading({u"close code"_s, u"means"_s});
    for (const CloseCode closing : CloseCodes)
        table += line({QString::number(static_cast<int>(closing)), meaning(closing)});
    return table;
}

QString states()
{
    QStringList names{u""_s};
    for (const desk::Stage stage : Stages)
        names.append(code(desk::wireName(stage)));
    QString table = heading(names);
    for (const EventTypeInfo &row : eventTypes().subspan(1)) {
        for (const Direction way : Ways) {
            if (!isKnown(row, way))
                continue;
            const EventFrame frame = test::saying(row.name.data(), wireName(way).data(), "cleo");
            QStringList cells{code(row.name)};
            bool isRow = false;
            for (const desk::Stage stage : Stages) {
                const desk::Cell cell = desk::cellOf(frame, stage);
                isRow = isRow || cell != desk::Cell::Pass;
                cells.append(meaning(cell));
            }
            table += isRow ? line(cells) : QString();
        }
    }
    const desk::Lapses &lapses = desk::lapses();
    return table + lapsesIn(u"link gone 45 s"_s, lapses.linkLost)
        + lapsesIn(u"link gone 10 min"_s, lapses.gone)
        + lapsesIn(u"bot not available for 30 s"_s, lapses.botMissing)
        + lapsesIn(u"agent offline for 30 s"_s, lapses.agentOffline);
}

} // namespace sermo::reference
