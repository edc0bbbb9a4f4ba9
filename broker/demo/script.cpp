// SPDX-License-Identifier: GPL-3.0-or-later
#include "broker/demo/script.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

using namespace Qt::StringLiterals;

// A resource of a static library must be asked for, outside of any namespace.
static void loadDemoScript()
{
    Q_INIT_RESOURCE(sermo_demo_script);
}

namespace sermo::demo
{

namespace
{

QJsonObject read()
{
    loadDemoScript();
    QFile file(u":/demo/script.json"_s);
    const bool isThere = file.open(QIODevice::ReadOnly);
    Q_ASSERT(isThere);
    return isThere ? QJsonDocument::fromJson(file.readAll()).object() : QJsonObject();
}

QStringList texts(const QJsonValue &list)
{
    QStringList all;
    for (const QJsonValue &text : list.toArray())
        all.append(text.toString());
    return all;
}

std::optional<int> place(const QJsonValue &value)
{
    return value.isDouble() ? std::optional(value.toInt()) : std::nullopt;
}

Story storyOf(const QJsonObject &object)
{
    Story story;
    story.name = object.value("name"_L1).toString();
    story.number = object.value("number"_L1).toString();
    story.says = texts(object.value("says"_L1));
    story.answers = texts(object.value("answers"_L1));
    story.hesitates = object.value("hesitates"_L1).toBool();
    story.pictureAt = place(object.value("pictureAt"_L1));
    story.vanishesAt = place(object.value("vanishesAt"_L1));
    story.score = object.value("score"_L1).toInt();
    return story;
}

} // namespace

Script Script::in(const QString &language)
{
    const QJsonObject all = read();
    const QJsonObject words = all.value(language == "sv"_L1 ? u"sv"_s : u"en"_s).toObject();
    Script script;
    for (const QJsonValue &colleague : words.value("colleagues"_L1).toArray())
        script.colleagues.append(
            {AgentId(colleague["id"_L1].toString()), colleague["name"_L1].toString()});
    for (const QJsonValue &story : words.value("stories"_L1).toArray())
        script.stories.append(storyOf(story.toObject()));
    script.strangers = texts(words.value("strangers"_L1));
    return script;
}

} // namespace sermo::demo
