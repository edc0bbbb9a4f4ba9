// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/desk/demonstration.h"

#include "app/desk/passingfolder.h"
#include "ui/model/hostoffice.h"

#include <QLocale>
#include <QLoggingCategory>
#include <QRandomGenerator>
#include <QSettings>

using namespace Qt::StringLiterals;

namespace sermo::app
{

namespace
{

Q_LOGGING_CATEGORY(lcDemo, "sermo.demo")

} // namespace

Result<DeskOptions, EarlyExit> asDemonstration(DeskOptions options)
{
    const auto folder = makePassingFolder();
    if (!folder)
        return failure(EarlyExit{1, u"sermo-desk: %1\n"_s.arg(folder.error())});
    // Not by the environment: a browser that is opened from here is the user's own.
    QSettings::setPath(QSettings::NativeFormat, QSettings::UserScope, *folder + u"/settings"_s);
    options.dataDir = *folder + u"/data"_s;
    options.listen = Endpoint{QHostAddress::LocalHost, 0};
    return options;
}

QString demonstrationLanguage()
{
    const bool isSwedish = QLocale().uiLanguages().value(0).startsWith(u"sv"_s);
    return isSwedish ? u"sv"_s : u"en"_s;
}

Demonstration::Demonstration(double speed, QObject *parent)
    : QObject(parent)
    , m_script(demo::Script::in(demonstrationLanguage()))
    , m_speed(speed)
{
    m_thread.setObjectName(u"demonstration"_s);
}

Demonstration::~Demonstration()
{
    m_thread.quit();
    m_thread.wait();
}

void Demonstration::begin(model::HostOffice &office, const QUrl &broker)
{
    m_place.broker = broker;
    m_awaited = int(m_script.colleagues.size());
    for (const demo::Person &colleague : m_script.colleagues) {
        const AgentId id = colleague.id;
        const auto employ = [this, id](const Result<QString, QString> &key) {
            if (key)
                m_place.keys.insert(id, *key);
            else
                qCWarning(lcDemo).noquote() << id.value() << "cannot come:" << key.error();
            if (--m_awaited == 0)
                open();
        };
        office.makeKey({id.value(), u"agent"_s, id}, this, employ);
    }
}

void Demonstration::open()
{
    m_day = new demo::TeamDay(m_script, m_place, QRandomGenerator::global()->generate());
    m_day->setSpeed(m_speed);
    m_day->moveToThread(&m_thread);
    connect(&m_thread, &QThread::started, m_day, &demo::TeamDay::start);
    connect(&m_thread, &QThread::finished, m_day, &QObject::deleteLater);
    m_thread.start();
}

void Demonstration::setSpeed(double speed)
{
    m_speed = speed;
    if (m_day)
        QMetaObject::invokeMethod(m_day, [day = m_day, speed] { day->setSpeed(speed); });
}

} // namespace sermo::app
