// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/settings/scriptedoffice.h"

#include <QJsonArray>
#include <QTimer>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace sermo::test
{

namespace
{

//! Says what the script does, so that a page that shows another is found out.
class Echo final : public model::Rehearsal
{
public:
    explicit Echo(QString greeting)
        : m_greeting(std::move(greeting))
    {
    }
    QList<Line> begin() override
    {
        return {{true, m_greeting, {{u"Technical"_s, u"technical"_s}, {u"Sales"_s, u"sales"_s}}}};
    }
    QList<Line> say(const QString &text, const QString &payload) override
    {
        return {{true, u"You said: "_s + text, {}},
                {false, u"Waits in "_s + (payload.isEmpty() ? u"general"_s : payload), {}}};
    }

private:
    const QString m_greeting;
};

QJsonObject scriptOf(const QString &greeting)
{
    return {{u"name"_s, u"Reception"_s},
            {u"greeting"_s, greeting},
            {u"offer"_s, u"Which of these?"_s},
            {u"queues"_s,
             QJsonObject{{u"general"_s,
                          QJsonObject{{u"label"_s, u"Invoices"_s},
                                      {u"keywords"_s, QJsonArray{u"invoice"_s, u"bill"_s}}}}}}};
}

} // namespace

ScriptedOffice::ScriptedOffice()
    : network{QUrl(u"https://192.168.1.5:8080"_s), QByteArray(32, '\xab')}
    , keys{{u"Bea Berg"_s, u"agent"_s, AgentId(u"bea.berg"_s), 1'700'000'000'000},
           {u"crm"_s, u"bot"_s, {}, 1'600'000'000'000}}
{
    settings.file = u"configuration.json"_s;
    settings.configuration = {
        {u"platforms"_s,
         QJsonArray{
             QJsonObject{{u"id"_s, u"webchat"_s},
                         {u"brand"_s, u"Com Hem"_s},
                         {u"queue"_s, u"general"_s},
                         {u"hours"_s,
                          QJsonObject{{u"timezone"_s, u"Europe/Stockholm"_s},
                                      {u"weekdays"_s, u"08:00-18:00"_s},
                                      {u"saturday"_s, u"10:00-14:00"_s},
                                      {u"holidays"_s, QJsonObject{{u"12-24"_s, u"closed"_s}}}}}},
             QJsonObject{{u"id"_s, u"shop"_s}, {u"queue"_s, u"sales"_s}}}},
        {u"queues"_s,
         QJsonArray{QJsonObject{{u"id"_s, u"general"_s}, {u"name"_s, u"General"_s}},
                    QJsonObject{
                        {u"id"_s, u"sales"_s}, {u"name"_s, u"Sales"_s}, {u"retentionDays"_s, 90}}}},
        {u"allocation"_s, QJsonObject{{u"enabled"_s, true}, {u"bound"_s, 2.0}, {u"hardCap"_s, 8}}},
        {u"bot"_s, QJsonObject{{u"enabled"_s, true}}}};
    settings.script = {{u"patience"_s, 3000},
                       {u"languages"_s,
                        QJsonObject{{u"en"_s, scriptOf(u"Welcome! What can we do?"_s)},
                                    {u"sv"_s, scriptOf(u"Välkommen!"_s)}}}};
}

void ScriptedOffice::makeKey(const KeyWish &wish, QObject *context, const KeyMade &done)
{
    wishes += wish;
    const bool isTaken = std::ranges::find(keys, wish.name, &Key::name) != keys.cend();
    if (!isTaken)
        keys += {wish.name, wish.role, wish.agent, 1'800'000'000'000};
    QTimer::singleShot(0, context, [wish, done, isTaken] {
        if (isTaken)
            done(failure(u"the name %1 is in use"_s.arg(wish.name)));
        else
            done(u"sk_%1_secret"_s.arg(wish.role));
    });
}

void ScriptedOffice::listKeys(QObject *context, const KeysListed &done)
{
    QTimer::singleShot(0, context, [this, done] { done(keys); });
}

void ScriptedOffice::revokeKey(const QString &name, QObject *context, const Done &done)
{
    keys.removeIf([&name](const Key &key) { return key.name == name; });
    QTimer::singleShot(0, context, [done] { done({}); });
}

void ScriptedOffice::readSettings(QObject *context, const SettingsRead &done)
{
    QTimer::singleShot(0, context, [this, done] { done(settings); });
}

void ScriptedOffice::configure(const Settings &wanted, QObject *context, const Configured &done)
{
    const bool isTaken = trouble.message.isEmpty();
    if (isTaken) {
        settings = wanted;
        ++written;
    }
    QTimer::singleShot(0, context, [this, done, isTaken] {
        if (isTaken)
            done(restart);
        else
            done(failure(Trouble(trouble)));
    });
}

void ScriptedOffice::readCertificate(const CertificateFiles &files, QObject *context,
                                     const CertificateRead &done)
{
    QTimer::singleShot(0, context, [this, files, done] {
        if (files == CertificateFiles())
            done(own);
        else if (certificates.contains(files.certificate))
            done(std::optional(certificates.value(files.certificate)));
        else
            done(failure(Trouble{u"tls.certificate"_s, u"holds no certificate (PEM)"_s}));
    });
}

std::unique_ptr<model::Rehearsal> ScriptedOffice::rehearse(const Settings &wanted,
                                                           const QString &language)
{
    const QString greeting
        = wanted.script.value("languages"_L1)[language]["greeting"_L1].toString();
    return greeting.isEmpty() ? nullptr : std::make_unique<Echo>(greeting);
}

} // namespace sermo::test
