// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/desk/luggage.h"

#include "app/desk/hostedoffice.h"
#include "app/reception.h"
#include "broker/bot/script.h"

#include <QDir>
#include <QFile>
#include <QJsonDocument>
#include <QSaveFile>

using namespace Qt::StringLiterals;

namespace sermo::app::luggage
{

namespace
{

const QString Tls = u"tls"_s, Bot = u"bot"_s, Script = u"script"_s;

QJsonObject objectIn(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? QJsonDocument::fromJson(file.readAll()).object()
                                          : QJsonObject();
}

Result<void, QString> write(const QString &path, const QByteArray &text)
{
    QSaveFile file(path);
    if (file.open(QIODevice::WriteOnly) && file.setPermissions(QFile::ReadOwner | QFile::WriteOwner)
        && file.write(text) == text.size() && file.commit())
        return {};
    return failure(u"%1: %2"_s.arg(path, file.errorString()));
}

QString textOf(const server::Configuration::Error &error)
{
    return error.path.isEmpty() ? error.message : error.path + u": "_s + error.message;
}

} // namespace

QJsonObject of(const model::HostOffice::Settings &settings)
{
    QJsonObject configuration = settings.configuration;
    configuration.remove(Tls);
    QJsonObject bot = configuration.value(Bot).toObject();
    bot.remove(Script); // a file of the host's
    if (!bot.isEmpty())
        configuration.insert(Bot, bot);
    return {{u"configuration"_s, configuration}, {Script, settings.script}};
}

Result<Unpacked, QString> unpack(const QJsonObject &luggage, const QString &dataDirectory)
{
    const QString file = HostedOffice::usualFile(dataDirectory);
    const QString scriptFile = QDir(dataDirectory).filePath(u"reception.json"_s);
    QJsonObject whole = luggage.value("configuration"_L1).toObject();
    if (const QJsonObject before = objectIn(file); before.contains(Tls))
        whole.insert(Tls, before.value(Tls));
    const QByteArray script = QJsonDocument(luggage.value(Script).toObject()).toJson();
    if (const auto read = bot::Script::parse(script); !read)
        return failure(u"bot.script."_s + read.error().path + u": "_s + read.error().message);
    QJsonObject bot = whole.value(Bot).toObject();
    bot.insert(Script, scriptFile);
    whole.insert(Bot, bot);
    const QByteArray text = QJsonDocument(whole).toJson();
    const auto configuration = server::Configuration::parse(text);
    if (!configuration)
        return failure(textOf(configuration.error()));
    if (const auto kept = write(scriptFile, script); !kept)
        return failure(QString(kept.error()));
    if (const auto kept = write(file, text); !kept)
        return failure(QString(kept.error()));
    const auto rules = rulesOf(*configuration);
    if (!rules)
        return failure(textOf(rules.error()));
    return Unpacked{*configuration, *rules};
}

} // namespace sermo::app::luggage
