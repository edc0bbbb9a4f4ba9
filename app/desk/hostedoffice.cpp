// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/desk/hostedoffice.h"

#include "app/desk/botrehearsal.h"
#include "app/desk/reply.h"
#include "app/reception.h"
#include "broker/bot/script.h"
#include "broker/protocol/jsonrewrite.h"
#include "broker/server/broker.h"
#include "broker/server/tlsidentity.h"

#include <QDir>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QPointer>
#include <QSaveFile>

#include <utility>

using namespace Qt::StringLiterals;

namespace sermo::app
{

using server::Configuration;
using server::ConfigurationFile;

//! A draft that holds, on its way to the broker and the disk.
struct HostedOffice::Written {
    QString file;
    QByteArray text, before; //!< of the configuration
    QString scriptFile; //!< empty: the script is not written
    QByteArray script, scriptBefore;
    Configuration configuration;
    std::optional<bot::Rules> rules;
};

namespace
{

constexpr qint64 MaxScript = 1 << 20;

model::HostOffice::Trouble troubleOf(const Configuration::Error &error)
{
    return {error.path, error.message};
}

QString scriptFileOf(const QJsonObject &configuration)
{
    return configuration.value("bot"_L1).toObject().value("script"_L1).toString();
}

//! What the bot says now: by its file, else what comes with the program.
QByteArray scriptText(const QJsonObject &configuration)
{
    QFile file(scriptFileOf(configuration));
    if (!file.fileName().isEmpty() && file.open(QIODevice::ReadOnly))
        return file.read(MaxScript);
    return bot::Script::receptionText();
}

Result<void, Configuration::Error> writeScript(const QString &path, const QByteArray &text)
{
    QSaveFile file(path);
    if (file.open(QIODevice::WriteOnly) && file.write(text) == text.size() && file.commit())
        return {};
    return failure(Configuration::Error{u"bot.script"_s,
                                        u"cannot write %1: %2"_s.arg(path, file.errorString())});
}

model::HostOffice::Certificate certificateOf(const QSslCertificate &certificate)
{
    return {certificate.subjectAlternativeNames().values(), certificate.expiryDate(),
            certificate.digest(QCryptographicHash::Sha256)};
}

using CertificateFound
    = Result<std::optional<model::HostOffice::Certificate>, model::HostOffice::Trouble>;

CertificateFound findCertificate(const model::HostOffice::CertificateFiles &files,
                                 const QString &dataDir)
{
    if (files == model::HostOffice::CertificateFiles()) {
        const auto own = QSslCertificate::fromPath(server::TlsIdentity::ownFile(dataDir));
        if (own.isEmpty())
            return std::optional<model::HostOffice::Certificate>();
        return std::optional(certificateOf(own.constFirst()));
    }
    const auto given
        = server::TlsIdentity::given({u"on"_s, files.certificate, files.key}, SystemClock().now());
    if (!given)
        return failure(troubleOf(given.error()));
    return std::optional(certificateOf(given->chain.constFirst()));
}

//! One that a start would refuse must not be written: the desk would not come back.
Result<void, Configuration::Error> prove(const Configuration::Tls &tls)
{
    if (tls.certificate.isEmpty())
        return {};
    if (const auto given = server::TlsIdentity::given(tls, SystemClock().now()); !given)
        return failure(Configuration::Error(given.error()));
    return {};
}

//! The script has a file of its own, and may be another by now while the configuration is not.
Result<void, Configuration::Error> proveScript(const model::HostOffice::Settings &wanted)
{
    const QJsonObject asRead = QJsonDocument::fromJson(wanted.mark).object();
    if (scriptText(asRead) == wanted.scriptMark)
        return {};
    return failure(Configuration::Error{
        {}, u"%1 was changed meanwhile by somebody else"_s.arg(scriptFileOf(asRead))});
}

} // namespace

HostedOffice::HostedOffice(BrokerThread &broker, Place place, QObject *parent)
    : HostOffice(parent)
    , m_broker(broker)
    , m_place(std::move(place))
{
    m_disk.setMaxThreadCount(1);
    if (m_place.configFile.isEmpty())
        m_place.configFile = usualFile(m_place.dataDir);
}

HostedOffice::~HostedOffice()
{
    m_disk.waitForDone();
}

void HostedOffice::setServing(bool isServing)
{
    if (std::exchange(m_isServing, isServing) != isServing)
        emit servingChanged();
}

QString HostedOffice::usualFile(const QString &dataDir)
{
    return QDir(dataDir).filePath(u"configuration.json"_s);
}

void HostedOffice::order(const QJsonObject &order, QObject *context, const Answered &done)
{
    const Reply<QJsonObject> tell(m_broker, this, context, done,
                                  {{u"ok"_s, false}, {u"error"_s, tr("No broker runs")}});
    m_broker.ask([order, tell](server::Broker &broker) { broker.carryOut(order, tell); });
}

void HostedOffice::makeKey(const KeyWish &wish, QObject *context, const KeyMade &done)
{
    const QJsonObject create{{u"do"_s, u"create"_s},
                             {u"name"_s, wish.name},
                             {u"role"_s, wish.role},
                             {u"agent"_s, wish.agent.value()}};
    order(create, context, [done](const QJsonObject &answer) {
        if (answer.value("ok"_L1).toBool())
            done(answer.value("key"_L1).toString());
        else
            done(failure(answer.value("error"_L1).toString()));
    });
}

void HostedOffice::listKeys(QObject *context, const KeysListed &done)
{
    order({{u"do"_s, u"list"_s}}, context, [done](const QJsonObject &answer) {
        if (!answer.value("ok"_L1).toBool())
            return done(failure(answer.value("error"_L1).toString()));
        QList<Key> keys;
        const QJsonArray all = answer.value("keys"_L1).toArray();
        for (const QJsonValue &key : all) {
            keys += {key["name"_L1].toString(), key["role"_L1].toString(),
                     AgentId(key["agent"_L1].toString()), key["createdMs"_L1].toInteger()};
        }
        done(keys);
    });
}

void HostedOffice::revokeKey(const QString &name, QObject *context, const Done &done)
{
    order({{u"do"_s, u"revoke"_s}, {u"name"_s, name}}, context, [done](const QJsonObject &answer) {
        done(answer.value("ok"_L1).toBool() ? QString() : answer.value("error"_L1).toString());
    });
}

void HostedOffice::readSettings(QObject *context, const SettingsRead &done)
{
    m_disk.start([this, file = m_place.configFile, context = QPointer(context), done] {
        const auto read = ConfigurationFile(file, true).read();
        const auto answer = [&]() -> Result<Settings, Trouble> {
            if (!read)
                return failure(troubleOf(read.error()));
            const QByteArray spoken = scriptText(read->whole);
            return Settings{read->whole, QJsonDocument::fromJson(spoken).object(), read->text,
                            spoken, file};
        }();
        QMetaObject::invokeMethod(
            this,
            [context, done, answer] {
                if (context)
                    done(answer);
            },
            Qt::QueuedConnection);
    });
}

void HostedOffice::readCertificate(const CertificateFiles &files, QObject *context,
                                   const CertificateRead &done)
{
    m_disk.start([this, files, dataDir = m_place.dataDir, context = QPointer(context), done] {
        const CertificateFound found = findCertificate(files, dataDir);
        QMetaObject::invokeMethod(
            this,
            [context, done, found] {
                if (context)
                    done(found);
            },
            Qt::QueuedConnection);
    });
}

std::unique_ptr<model::Rehearsal> HostedOffice::rehearse(const Settings &wanted,
                                                         const QString &language)
{
    const auto script = bot::Script::parse(QJsonDocument(wanted.script).toJson());
    const auto configuration = Configuration::parse(QJsonDocument(wanted.configuration).toJson());
    if (!script || !configuration)
        return nullptr;
    desk::DeskConfig desk = configuration->desk;
    desk.platforms.front().language = language;
    return std::make_unique<BotRehearsal>(bot::Rules{*script, desk});
}

//! The script first, where it is another: the configuration names its file.
Result<HostedOffice::Written, model::HostOffice::Trouble> HostedOffice::draft(
    const Settings &wanted, const QString &dataDir)
{
    QJsonObject whole = wanted.configuration;
    Written written;
    written.file = wanted.file;
    written.before = wanted.mark;
    if (const auto asRead = proveScript(wanted); !asRead)
        return failure(troubleOf(asRead.error()));
    written.scriptBefore = scriptText(whole);
    QByteArray spoken = written.scriptBefore;
    if (!wanted.script.isEmpty() && QJsonDocument::fromJson(spoken).object() != wanted.script) {
        spoken = rewritten(spoken, wanted.script);
        written.script = spoken;
        written.scriptFile = scriptFileOf(whole);
        if (written.scriptFile.isEmpty())
            written.scriptFile = QDir(dataDir).filePath(u"reception.json"_s);
        QJsonObject botPart = whole.value("bot"_L1).toObject();
        botPart.insert(u"script"_s, written.scriptFile);
        whole.insert(u"bot"_s, botPart);
    }
    const auto script = bot::Script::parse(spoken);
    if (!script)
        return failure(Trouble{u"bot.script."_s + script.error().path, script.error().message});
    const auto draft = ConfigurationFile(wanted.file, true).draft({whole, wanted.mark});
    if (!draft)
        return failure(troubleOf(draft.error()));
    if (const auto proven = prove(draft->configuration.tls); !proven)
        return failure(troubleOf(proven.error()));
    written.text = draft->text;
    written.configuration = draft->configuration;
    if (draft->configuration.botEnabled)
        written.rules = bot::Rules{*script, draft->configuration.desk};
    return written;
}

Result<void, model::HostOffice::Trouble> HostedOffice::write(const Written &written)
{
    if (!written.scriptFile.isEmpty()) {
        if (const auto kept = writeScript(written.scriptFile, written.script); !kept)
            return failure(troubleOf(kept.error()));
    }
    const auto kept = ConfigurationFile(written.file, true).write(written.text);
    if (!kept)
        return failure(troubleOf(kept.error()));
    return {};
}

//! As it was before: the broker has said no.
void HostedOffice::restore(const Written &written)
{
    if (!written.scriptFile.isEmpty())
        (void)writeScript(written.scriptFile, written.scriptBefore);
    if (written.before.isEmpty())
        QFile::remove(written.file);
    else
        (void)ConfigurationFile(written.file, true).write(written.before);
}

//! Each step where it may wait: drafted, proved and written beside the window; then the broker
//! takes it over, and where it cannot, what was written is written back.
void HostedOffice::configure(const Settings &wanted, QObject *context, const Configured &done)
{
    m_disk.start([this, wanted, dataDir = m_place.dataDir, context = QPointer(context), done] {
        auto answer = draft(wanted, dataDir);
        if (answer) {
            if (const auto kept = write(*answer); !kept)
                answer = failure(Trouble(kept.error()));
        }
        QMetaObject::invokeMethod(
            this,
            [this, context, done, answer] {
                if (answer)
                    take(*answer, context, done);
                else if (context)
                    done(failure(Trouble(answer.error())));
            },
            Qt::QueuedConnection);
    });
}

void HostedOffice::take(const Written &written, QObject *context, const Configured &done)
{
    const auto taken = [this, written, asker = QPointer(context),
                        done](const Result<QStringList, Configuration::Error> &restart) {
        if (!restart)
            m_disk.start([written] { restore(written); });
        else
            emit configured(written.configuration, written.file);
        if (!asker)
            return;
        if (restart)
            done(*restart);
        else
            done(failure(troubleOf(restart.error())));
    };
    m_broker.takeOver(written.configuration, written.rules, this, taken);
}

} // namespace sermo::app
