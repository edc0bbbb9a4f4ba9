// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/model/hostoffice.h"

#include <QJsonArray>

namespace sermo::model
{

//! The host's settings while they are being changed: as they were read, as they are wanted. Nothing
//! counts before save(), which saves all or nothing. Lives in the GUI thread; the office must
//! outlive it.
class SettingsDraft : public QObject
{
    Q_OBJECT
public:
    explicit SettingsDraft(HostOffice &office, QObject *parent = nullptr);

    void read(); //!< anew, what was begun is forgotten; then loaded() or unreadable()
    //! Then saved() or refused(); harmless where nothing has changed. What is typed meanwhile stays
    //! wanted.
    void save();
    void discard(); //!< back to what was read, and to what is there by now
    //! Somebody else may have written them: what is there by now, unless something is begun here.
    void refresh();

    [[nodiscard]] bool isRead() const { return !m_read.file.isEmpty(); }
    [[nodiscard]] bool isChanged() const;
    [[nodiscard]] const QString &file() const { return m_read.file; }

    [[nodiscard]] QJsonArray list(const QString &key) const; //!< `platforms`, `queues`
    [[nodiscard]] QJsonObject part(const QString &key) const; //!< `allocation`, `bot`, …
    [[nodiscard]] QJsonObject script() const { return m_wanted.script; }
    [[nodiscard]] const HostOffice::Settings &wanted() const { return m_wanted; }
    void setList(const QString &key, const QJsonArray &list);
    void setPart(const QString &key, const QJsonObject &part);
    void setScript(const QJsonObject &script);
    //! One element of a list; empty where there is none.
    [[nodiscard]] QJsonObject element(const QString &key, int row) const;
    void setElement(const QString &key, int row, const QJsonObject &element);

signals:
    void loaded(); //!< everything is another now
    void changed();
    void saved(const QStringList &restart); //!< the parts that count from the next start on
    void refused(const QString &path, const QString &message); //!< nothing has changed
    //! `path` where one key is wrong, else empty
    void unreadable(const QString &path, const QString &message);

private:
    using ReadResult = Result<HostOffice::Settings, HostOffice::Trouble>;

    void showAsRead(const HostOffice::Settings &read);
    void readBack(const HostOffice::Settings &sent);
    void tellUnreadable(const HostOffice::Trouble &trouble);
    void setConfiguration(const QString &key, const QJsonValue &value);

    HostOffice &m_office;
    HostOffice::Settings m_read, m_wanted;
    bool m_saving = false; //!< until it is read back
};

} // namespace sermo::model
