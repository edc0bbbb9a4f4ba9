// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/model/settingsdraft.h"

using namespace Qt::StringLiterals;

namespace sermo::model
{

SettingsDraft::SettingsDraft(HostOffice &office, QObject *parent)
    : QObject(parent)
    , m_office(office)
{
}

void SettingsDraft::read()
{
    m_office.readSettings(
        this, [this](const Result<HostOffice::Settings, HostOffice::Trouble> &settings) {
            if (!settings) {
                emit unreadable(settings.error().path, settings.error().message);
                return;
            }
            m_read = *settings;
            m_wanted = m_read;
            emit changed();
            emit loaded();
        });
}

void SettingsDraft::save()
{
    if (m_saving || !isChanged())
        return;
    m_saving = true;
    m_office.configure(m_wanted, this,
                       [this](const Result<QStringList, HostOffice::Trouble> &restart) {
                           m_saving = false;
                           if (!restart) {
                               emit refused(restart.error().path, restart.error().message);
                               return;
                           }
                           emit saved(*restart);
                           read(); // as it is written now
                       });
}

void SettingsDraft::discard()
{
    m_wanted = m_read;
    emit changed();
    emit loaded();
}

bool SettingsDraft::isChanged() const
{
    return m_wanted.configuration != m_read.configuration || m_wanted.script != m_read.script;
}

QJsonArray SettingsDraft::list(const QString &key) const
{
    return m_wanted.configuration.value(key).toArray();
}

QJsonObject SettingsDraft::part(const QString &key) const
{
    return m_wanted.configuration.value(key).toObject();
}

void SettingsDraft::setList(const QString &key, const QJsonArray &list)
{
    setConfiguration(key, list);
}

void SettingsDraft::setPart(const QString &key, const QJsonObject &part)
{
    setConfiguration(key, part);
}

void SettingsDraft::setConfiguration(const QString &key, const QJsonValue &value)
{
    if (m_wanted.configuration.value(key) == value)
        return;
    m_wanted.configuration.insert(key, value);
    emit changed();
}

void SettingsDraft::setScript(const QJsonObject &script)
{
    if (m_wanted.script == script)
        return;
    m_wanted.script = script;
    emit changed();
}

QJsonObject SettingsDraft::element(const QString &key, int row) const
{
    return list(key).at(row).toObject();
}

void SettingsDraft::setElement(const QString &key, int row, const QJsonObject &element)
{
    QJsonArray all = list(key);
    if (row < 0 || row >= all.size())
        return;
    all.replace(row, element);
    setList(key, all);
}

} // namespace sermo::model
