// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/model/settingsdraft.h"

#include <utility>

using namespace Qt::StringLiterals;

namespace sermo::model
{

namespace
{

bool haveTheSame(const HostOffice::Settings &a, const HostOffice::Settings &b)
{
    return a.configuration == b.configuration && a.script == b.script;
}

//! As it was read, but for what has become another since it was sent to be saved.
HostOffice::Settings carriedOver(const HostOffice::Settings &wanted,
                                 const HostOffice::Settings &sent, HostOffice::Settings read)
{
    const QStringList keys = wanted.configuration.keys();
    for (const QString &key : keys) {
        const QJsonValue now = wanted.configuration.value(key);
        if (now != sent.configuration.value(key))
            read.configuration.insert(key, now);
    }
    if (wanted.script != sent.script)
        read.script = wanted.script;
    return read;
}

} // namespace

SettingsDraft::SettingsDraft(HostOffice &office, QObject *parent)
    : QObject(parent)
    , m_office(office)
{
}

void SettingsDraft::read()
{
    m_office.readSettings(this, [this](const ReadResult &settings) {
        if (!settings)
            return tellUnreadable(settings.error());
        m_read = *settings;
        m_wanted = m_read;
        emit changed();
        emit loaded();
    });
}

void SettingsDraft::refresh()
{
    if (m_saving || isChanged()) // the one is read back, the other is his
        return;
    m_office.readSettings(this, [this](const ReadResult &settings) {
        if (!settings)
            return tellUnreadable(settings.error());
        if (!m_saving && !isChanged()) // meanwhile
            showAsRead(*settings);
    });
}

//! To be shown anew is to lose the cursor: only where something is another.
void SettingsDraft::showAsRead(const HostOffice::Settings &read)
{
    const HostOffice::Settings shown = std::exchange(m_wanted, read);
    m_read = read;
    if (haveTheSame(shown, read))
        return;
    emit changed();
    emit loaded();
}

//! As it is written now. What was typed while it was being saved stays.
void SettingsDraft::readBack(const HostOffice::Settings &sent)
{
    m_office.readSettings(this, [this, sent](const ReadResult &settings) {
        m_saving = false;
        if (!settings)
            return tellUnreadable(settings.error());
        m_read = *settings;
        const HostOffice::Settings shown
            = std::exchange(m_wanted, carriedOver(m_wanted, sent, m_read));
        emit changed();
        // To be shown anew is to lose the cursor: only where something is another.
        if (haveTheSame(shown, sent) || !haveTheSame(shown, m_wanted))
            emit loaded();
    });
}

void SettingsDraft::tellUnreadable(const HostOffice::Trouble &trouble)
{
    emit unreadable(trouble.path, trouble.message);
}

void SettingsDraft::save()
{
    if (m_saving || !isChanged())
        return;
    m_saving = true;
    const HostOffice::Settings sent = m_wanted;
    m_office.configure(sent, this,
                       [this, sent](const Result<QStringList, HostOffice::Trouble> &restart) {
                           if (!restart) {
                               m_saving = false;
                               emit refused(restart.error().path, restart.error().message);
                               return;
                           }
                           emit saved(*restart);
                           readBack(sent);
                       });
}

void SettingsDraft::discard()
{
    m_wanted = m_read;
    emit changed();
    emit loaded();
    refresh();
}

bool SettingsDraft::isChanged() const
{
    return !haveTheSame(m_wanted, m_read);
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
