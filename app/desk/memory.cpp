// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/desk/memory.h"

#include "app/desk/hostedoffice.h"
#include "app/desk/ownersfile.h"
#include "ui/model/agentstatus.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QStandardPaths>

using namespace Qt::StringLiterals;

namespace sermo::app
{

namespace
{

const QString DataKey = u"host/data"_s;
const QString ListenKey = u"host/listen"_s;
const QString ConfigKey = u"host/config"_s;
const QString AgentKey = u"agent/id"_s;
const QString NameKey = u"agent/name"_s;
const QString StatusKey = u"agent/status"_s;
const QString ThemeKey = u"look/theme"_s;
const QString GeometryKey = u"look/geometry"_s;

QString login()
{
    for (const char *variable : {"USER", "LOGNAME", "USERNAME"}) {
        const QString name = qEnvironmentVariable(variable);
        if (!name.isEmpty())
            return name;
    }
    return u"agent"_s;
}

//! Whoever else is named in it: a link says so, and he may have changed it.
bool isSameTeam(const DeskOptions &one, const DeskOptions &other)
{
    return one.join && other.join && one.join->broker == other.join->broker
        && one.join->key == other.join->key;
}

} // namespace

Memory::Memory(std::chrono::milliseconds again)
{
    m_again.setSingleShot(true);
    m_again.setInterval(again);
    connect(&m_again, &QTimer::timeout, this, &Memory::save);
}

//! A QSettings that failed once says so for ever. All of one file share what is to be written yet.
void Memory::save()
{
    m_again.stop();
    QSettings settings;
    settings.sync();
    const auto invited = saveInvitation();
    if (invited && settings.status() == QSettings::NoError) {
        emit saved();
        return;
    }
    m_again.start();
    emit saveFailed(invited ? tr("%1 cannot be written").arg(settings.fileName())
                            : invited.error());
}

Result<void, QString> Memory::saveInvitation()
{
    if (!m_invitation)
        return {};
    const QString name = invitationFile();
    if (m_invitation->isEmpty()) {
        if (!QFile::remove(name) && QFile::exists(name))
            return failure(tr("%1 cannot be removed").arg(name));
    } else {
        QDir().mkpath(QFileInfo(name).path());
        if (const auto written = ownersfile::write(name, m_invitation->toUtf8()); !written)
            return written;
    }
    m_invitation.reset();
    return {};
}

DeskOptions Memory::complete(DeskOptions given) const
{
    if (given.isFromOutside)
        given = asKnown(given);
    const bool isOpen
        = !given.join && !given.listen && given.dataDir.isEmpty() && given.configFile.isEmpty();
    if (isOpen) {
        const DeskOptions asGiven = given;
        if (const auto invitation = invited())
            given = *invitation;
        given.isFirst = !given.join && !m_settings.contains(DataKey);
        if (!asGiven.agentId.isEmpty())
            given.agentId = asGiven.agentId;
        if (!asGiven.agentName.isEmpty())
            given.agentName = asGiven.agentName;
    }
    if (given.agentId.isEmpty())
        given.agentId = m_settings.value(AgentKey, login()).toString();
    if (given.agentName.isEmpty()) {
        // Another agent's name would be worse than none.
        const bool same = m_settings.value(AgentKey).toString() == given.agentId;
        given.agentName = same ? m_settings.value(NameKey).toString() : QString();
    }
    if (given.agentName.isEmpty())
        given.agentName = given.agentId;
    const QString own = QStandardPaths::writableLocation(QStandardPaths::AppDataLocation);
    if (given.dataDir.isEmpty())
        given.dataDir = given.join ? own : m_settings.value(DataKey, own).toString();
    if (given.join)
        return given;
    if (!given.listen)
        given.listen = endpoint();
    if (given.configFile.isEmpty())
        given.configFile = configFileFor(given.dataDir);
    return given;
}

Endpoint Memory::endpoint() const
{
    return endpointFromText(m_settings.value(ListenKey).toString()).value_or(Endpoint());
}

//! What was told last; for another data directory than last time, the one that its desk keeps.
QString Memory::configFileFor(const QString &dataDir) const
{
    const QString remembered = m_settings.value(ConfigKey).toString();
    const QString own = HostedOffice::usualFile(dataDir);
    const bool isSameDesk = m_settings.value(DataKey).toString() == dataDir;
    return QFile::exists(own) && (!isSameDesk || remembered.isEmpty()) ? own : remembered;
}

//! Beside the data and not in the settings: it holds a key, for its owner's eyes alone.
QString Memory::invitationFile()
{
    return QStandardPaths::writableLocation(QStandardPaths::AppDataLocation) + u"/invitation"_s;
}

std::optional<DeskOptions> Memory::invited() const
{
    QFile file(invitationFile());
    if (!file.open(QIODevice::ReadOnly))
        return std::nullopt;
    const auto invitation = model::Invitation::fromText(QString::fromUtf8(file.readAll()));
    return invitation ? std::optional(optionsOf(*invitation)) : std::nullopt;
}

void Memory::forgetInvitation()
{
    m_invitation = QString();
    save();
}

//! A link that has been clicked before leads nowhere else: the desk begins as it does without.
DeskOptions Memory::asKnown(const DeskOptions &clicked) const
{
    auto known = invited();
    if (!known || !isSameTeam(*known, clicked))
        return clicked;
    known->dataDir = clicked.dataDir;
    known->agentId = clicked.agentId;
    return *known;
}

bool Memory::hasAnotherTeam(const DeskOptions &invited) const
{
    if (const auto known = this->invited())
        return !isSameTeam(*known, invited);
    return m_settings.contains(DataKey); // it has hosted
}

void Memory::keep(const DeskOptions &options)
{
    if (!options.invitation.isEmpty())
        m_invitation = options.invitation;
    if (options.join)
        return save();
    m_settings.setValue(AgentKey, options.agentId);
    m_settings.setValue(NameKey, options.agentName);
    m_settings.setValue(DataKey, options.dataDir);
    m_settings.setValue(ConfigKey, options.configFile);
    if (options.listen && options.listen->port != 0)
        m_settings.setValue(ListenKey, toText(*options.listen));
    save();
}

ui::Theme::Mode Memory::themeMode() const
{
    const QString mode = m_settings.value(ThemeKey).toString();
    if (mode == "light"_L1)
        return ui::Theme::Mode::Light;
    return mode == "dark"_L1 ? ui::Theme::Mode::Dark : ui::Theme::Mode::System;
}

void Memory::setThemeMode(ui::Theme::Mode mode)
{
    switch (mode) {
    case ui::Theme::Mode::System:
        m_settings.remove(ThemeKey);
        break;
    case ui::Theme::Mode::Light:
        m_settings.setValue(ThemeKey, u"light"_s);
        break;
    case ui::Theme::Mode::Dark:
        m_settings.setValue(ThemeKey, u"dark"_s);
        break;
    }
    save();
}

model::ConsoleController::Status Memory::status() const
{
    return model::statusFromWire(m_settings.value(StatusKey).toString())
        .value_or(model::ConsoleController::Status::Available);
}

void Memory::setStatus(model::ConsoleController::Status status)
{
    if (status == model::ConsoleController::Status::Offline)
        return;
    m_settings.setValue(StatusKey, model::wireName(status));
    save();
}

QByteArray Memory::geometry() const
{
    return m_settings.value(GeometryKey).toByteArray();
}

void Memory::setGeometry(const QByteArray &geometry)
{
    m_settings.setValue(GeometryKey, geometry);
    save();
}

} // namespace sermo::app
