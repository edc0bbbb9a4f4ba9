// SPDX-License-Identifier: GPL-3.0-or-later
#include "broker/bot/script.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>
#include <limits>
#include <utility>

using namespace Qt::StringLiterals;

// A resource of a static library must be asked for, outside of any namespace.
static void loadScript()
{
    Q_INIT_RESOURCE(sermo_bot_script);
}

namespace sermo::bot
{

namespace
{

constexpr auto Fallback = "en"_L1;

// Takes the members of one object, each once; remembers the first thing that is wrong.
class Reader
{
public:
    Reader(QJsonObject object, QString path, Script::Error &error)
        : m_object(std::move(object))
        , m_path(std::move(path))
        , m_error(error)
    {
    }

    QString text(const QString &key)
    {
        const QJsonValue value = m_object.take(key);
        if (!value.isString() || value.toString().isEmpty())
            complain(key, u"must be a text"_s);
        return value.toString();
    }

    QStringList texts(const QString &key)
    {
        const QJsonValue value = m_object.take(key);
        if (!value.isArray())
            complain(key, u"must be a list of texts"_s);
        QStringList list;
        for (const QJsonValue &each : value.toArray()) {
            if (!each.isString() || each.toString().isEmpty())
                complain(key, u"must be a list of texts"_s);
            list += each.toString();
        }
        return list;
    }

    int number(const QString &key)
    {
        const QJsonValue value = m_object.take(key);
        const int number = value.toInt(-1);
        if (number < 0)
            complain(key, u"must be a whole number, not below 0"_s);
        return std::max(number, 0);
    }

    QRegularExpression pattern(const QString &key)
    {
        const QRegularExpression pattern(QRegularExpression::anchoredPattern(text(key)));
        if (!pattern.isValid())
            complain(key, pattern.errorString());
        return pattern;
    }

    Reader object(const QString &key)
    {
        const QJsonValue value = m_object.take(key);
        if (!value.isObject())
            complain(key, u"must be an object"_s);
        return {value.toObject(), pathOf(key), m_error};
    }

    [[nodiscard]] QStringList keys() const { return m_object.keys(); }

    //! Nothing may be left.
    void finish()
    {
        if (!m_object.isEmpty())
            complain(m_object.keys().constFirst(), u"is unknown"_s);
    }

private:
    [[nodiscard]] QString pathOf(const QString &key) const
    {
        return m_path.isEmpty() ? key : m_path + u'.' + key;
    }

    void complain(const QString &key, const QString &message)
    {
        if (m_error.message.isEmpty())
            m_error = {pathOf(key), message};
    }

    QJsonObject m_object;
    QString m_path;
    Script::Error &m_error;
};

QHash<QueueId, Phrases::QueueWords> queuesFrom(Reader from)
{
    QHash<QueueId, Phrases::QueueWords> queues;
    for (const QString &key : from.keys()) {
        Reader words = from.object(key);
        queues.insert(QueueId(key), {words.text(u"label"_s), words.texts(u"keywords"_s)});
        words.finish();
    }
    return queues;
}

Phrases phrasesFrom(Reader from)
{
    Phrases phrases;
    constexpr std::pair<const char16_t *, QString Phrases::*> Texts[] = {
        {u"name", &Phrases::name},
        {u"greeting", &Phrases::greeting},
        {u"offer", &Phrases::offer},
        {u"number", &Phrases::number},
        {u"numberAgain", &Phrases::numberAgain},
        {u"noNumber", &Phrases::noNumber},
        {u"handover", &Phrases::handover},
        {u"more", &Phrases::more},
        {u"yes", &Phrases::yes},
        {u"no", &Phrases::no},
        {u"goodbye", &Phrases::goodbye},
        {u"ended", &Phrases::ended},
        {u"waiting", &Phrases::waiting},
        {u"present", &Phrases::present},
        {u"stillHere", &Phrases::stillHere},
        {u"silent", &Phrases::silent},
    };
    for (const auto &[key, member] : Texts)
        phrases.*member = from.text(QString::fromUtf16(key));
    phrases.noWords = from.texts(u"noWords"_s);
    phrases.queues = queuesFrom(from.object(u"queues"_s));
    from.finish();
    return phrases;
}

Script scriptFrom(Reader from)
{
    Script script;
    script.patience = std::chrono::milliseconds(from.number(u"patience"_s));
    script.silence = std::chrono::milliseconds(from.number(u"silence"_s));
    script.confirm = std::chrono::milliseconds(from.number(u"confirm"_s));
    Reader typing = from.object(u"typing"_s);
    script.typing
        = {typing.number(u"perCharacter"_s), typing.number(u"least"_s), typing.number(u"most"_s)};
    typing.finish();
    script.customerNumber = from.pattern(u"customerNumber"_s);
    Reader languages = from.object(u"languages"_s);
    for (const QString &language : languages.keys())
        script.languages.insert(language, phrasesFrom(languages.object(language)));
    from.finish();
    return script;
}

} // namespace

Result<Script, Script::Error> Script::parse(const QByteArray &json)
{
    QJsonParseError syntax;
    const QJsonDocument document = QJsonDocument::fromJson(json, &syntax);
    if (!document.isObject())
        return failure(
            Error{{}, document.isNull() ? syntax.errorString() : u"must be an object"_s});
    Error error;
    Script script = scriptFrom(Reader(document.object(), {}, error));
    if (error.message.isEmpty() && !script.languages.contains(Fallback))
        error = {u"languages.en"_s, u"must be there"_s};
    if (!error.message.isEmpty())
        return failure(error);
    return script;
}

QByteArray Script::receptionText()
{
    loadScript();
    QFile file(u":/bot/reception.json"_s);
    const bool isThere = file.open(QIODevice::ReadOnly);
    Q_ASSERT(isThere);
    return isThere ? file.readAll() : QByteArray();
}

Script Script::reception()
{
    const auto script = parse(receptionText());
    if (!script) // built into the program and held by a test
        qFatal("reception.json: %s %s", qUtf8Printable(script.error().path),
               qUtf8Printable(script.error().message));
    return *script;
}

const Phrases &Script::phrases(const QString &language) const
{
    const auto found = languages.constFind(language);
    return found != languages.cend() ? *found : *languages.constFind(Fallback);
}

int Script::typingFor(const QString &text) const
{
    const qint64 wanted = qint64(text.size()) * typing.perCharacter;
    return static_cast<int>(
        std::clamp<qint64>(wanted, typing.least, std::max(typing.least, typing.most)));
}

} // namespace sermo::bot
