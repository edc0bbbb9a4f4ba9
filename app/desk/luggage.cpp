// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/desk/luggage.h"

#include "app/desk/hostedoffice.h"
#include "app/desk/sparecopy.h"
#include "broker/bot/script.h"
#include "broker/server/configurationfile.h"

#include <QCryptographicHash>
#include <QDir>
#include <QFile>
#include <QJsonDocument>
#include <QSaveFile>

#include <cstdio>
#include <list>

using namespace Qt::StringLiterals;

namespace sermo::app::luggage
{

namespace
{

const QString Tls = u"tls"_s, Bot = u"bot"_s, Script = u"script"_s,
              Configuration = u"configuration"_s, From = u"from"_s;

QString usualScript(const Place &place)
{
    return QDir(place.dataDirectory).filePath(u"reception.json"_s);
}

QString configurationFile(const Place &place)
{
    return place.configuration.isEmpty() ? HostedOffice::usualFile(place.dataDirectory)
                                         : place.configuration;
}

QByteArray contentsOf(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

//! For its owner's eyes, whoever could read what stood there: the host's platforms have secrets.
bool write(QSaveFile &file, const QByteArray &text)
{
    return file.open(QIODevice::WriteOnly)
        && file.setPermissions(QFile::ReadOwner | QFile::WriteOwner)
        && file.write(text) == text.size();
}

QString textOf(const server::Configuration::Error &error)
{
    return error.path.isEmpty() ? error.message : error.path + u": "_s + error.message;
}

//! What this desk itself has.
struct Here {
    QString file, scriptFile;
    QByteArray text; //!< of the configuration; empty: there is none
    QJsonObject whole; //!< what it says; empty: it is none that holds
    QJsonObject script;
};

Here hereAt(const Place &place)
{
    Here here;
    here.file = configurationFile(place);
    if (const auto read = server::ConfigurationFile(here.file, true).read()) {
        here.text = read->text;
        here.whole = read->whole;
    }
    here.scriptFile = here.whole.value(Bot).toObject().value(Script).toString();
    const QByteArray spoken
        = here.scriptFile.isEmpty() ? bot::Script::receptionText() : contentsOf(here.scriptFile);
    here.script = QJsonDocument::fromJson(spoken).object();
    if (here.scriptFile.isEmpty())
        here.scriptFile = usualScript(place);
    return here;
}

//! Of what counts where the file is silent, too: whoever else has the same has the same mark.
QByteArray markOf(const Here &here)
{
    model::HostOffice::Settings settings;
    settings.configuration = here.whole;
    settings.script = here.script;
    return QCryptographicHash::hash(QJsonDocument(of(settings)).toJson(QJsonDocument::Compact),
                                    QCryptographicHash::Sha256);
}

//! The host's, with what is each desk's own.
QJsonObject asOfHere(QJsonObject whole, const Here &here)
{
    if (here.whole.contains(Tls))
        whole.insert(Tls, here.whole.value(Tls));
    QJsonObject bot = whole.value(Bot).toObject();
    bot.insert(Script, here.scriptFile);
    whole.insert(Bot, bot);
    return whole;
}

//! Laid out as this desk's own is, where that holds.
QByteArray textFor(const QJsonObject &whole, const Here &here)
{
    const auto draft = server::ConfigurationFile(here.file, true).draft({whole, here.text});
    return draft ? draft->text : QJsonDocument(whole).toJson();
}

struct Text {
    QString file;
    QByteArray wanted;
};

//! All of them can be written, and are kept, before one counts: they speak of each other, and what
//! stays where it is needs no copy.
Result<void, QString> replace(const QList<Text> &texts, bool keepsFormer)
{
    const auto troubleOf = [](const QSaveFile &file) {
        return u"%1: %2"_s.arg(file.fileName(), file.errorString());
    };
    std::list<QSaveFile> ready;
    for (const auto &[file, wanted] : texts) {
        if (!write(ready.emplace_back(file), wanted))
            return failure(troubleOf(ready.back()));
    }
    for (const auto &[file, wanted] : texts) {
        const auto kept = keepsFormer ? sparecopy::keep(file) : Result<QString, QString>(QString());
        if (!kept)
            return failure(QString(kept.error()));
        if (!kept->isEmpty())
            std::fprintf(stderr,
                         "sermo-desk: %s is the host's from now on; what it said before is in %s\n",
                         qUtf8Printable(file), qUtf8Printable(*kept));
    }
    for (QSaveFile &each : ready) {
        if (!each.commit())
            return failure(troubleOf(each));
    }
    return {};
}

//! What has to be written so that this desk says what the host does.
QList<Text> textsFor(const QJsonObject &whole, const QJsonObject &script, const Here &here)
{
    QList<Text> texts;
    if (here.script != script || !QFile::exists(here.scriptFile))
        texts += {here.scriptFile, QJsonDocument(script).toJson()};
    if (const QByteArray text = textFor(whole, here); text != contentsOf(here.file))
        texts += {here.file, text};
    return texts;
}

} // namespace

QJsonObject of(const model::HostOffice::Settings &settings, const QByteArray &taken)
{
    QJsonObject configuration = settings.configuration;
    configuration.remove(Tls);
    QJsonObject bot = configuration.value(Bot).toObject();
    bot.remove(Script); // a file of the host's
    if (!bot.isEmpty())
        configuration.insert(Bot, bot);
    QJsonObject luggage{{Configuration, configuration}, {Script, settings.script}};
    if (!taken.isEmpty())
        luggage.insert(From, QString::fromLatin1(taken.toHex()));
    return luggage;
}

QJsonObject handedOn(QJsonObject luggage)
{
    luggage.remove(From); // which is the host's
    return luggage;
}

Result<Unpacked, QString> unpack(const QJsonObject &luggage, const Place &place,
                                 const QByteArray &taken)
{
    const Here here = hereAt(place);
    const QJsonObject script = luggage.value(Script).toObject();
    const auto spoken = bot::Script::parse(QJsonDocument(script).toJson());
    if (!spoken)
        return failure(u"bot.script."_s + spoken.error().path + u": "_s + spoken.error().message);
    const QJsonObject whole = asOfHere(luggage.value(Configuration).toObject(), here);
    const auto configuration = server::Configuration::parse(QJsonDocument(whole).toJson());
    if (!configuration)
        return failure(textOf(configuration.error()));
    Unpacked unpacked{*configuration, {}, {}, {}};
    if (configuration->botEnabled)
        unpacked.rules = bot::Rules{*spoken, configuration->desk};
    const QByteArray before = markOf(here);
    const bool isTheirs = before == taken
        || before == QByteArray::fromHex(luggage.value(From).toString().toLatin1());
    if (const auto kept = replace(textsFor(whole, script, here), !isTheirs); !kept)
        unpacked.trouble = kept.error();
    unpacked.mark = markOf(hereAt(place));
    return unpacked;
}

QStringList filesOf(const Place &place)
{
    const Here here = hereAt(place);
    return {here.file, here.scriptFile};
}

} // namespace sermo::app::luggage
