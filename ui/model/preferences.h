// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "broker/protocol/ids.h"
#include "ui/model/alerts.h"
#include "ui/model/privatefile.h"

#include <QList>
#include <QObject>

#include <optional>

namespace sermo::model
{

//! How an agent likes his console: the same after a restart. In a file beside his drafts, written
//! shortly after a change. Lives in the GUI thread.
class Preferences : public QObject
{
    Q_OBJECT
public:
    //! A session that was put out of sight (SetAside).
    struct Aside {
        UserId user;
        qint64 heardMs = 0; //!< the customer's last words until then
        qint64 untilMs = 0; //!< wall time; 0: until he writes

        friend bool operator==(const Aside &, const Aside &) = default;
    };

    //! All of it, as it is for who has chosen nothing.
    struct Values {
        int undoSeconds = 3; //!< how long a message may be taken back; 0: it leaves at once
        bool hasSounds = true;
        QStringList silentSounds; //!< of which kinds all the same nothing is heard: soundName()
        bool checksSpelling = true;
        QString spellingLanguage; //!< `sv_SE`; empty: that of the interface
        std::optional<bool> reducesMotion; //!< none: as the system says
        int awayMinutes = 10; //!< nothing done for so long: away; 0: never
        QList<int> columnWidths; //!< of each place from the left; 0: as there is room
        QList<UserId> columnOrder; //!< who stood where, from the left
        QList<Aside> aside;

        friend bool operator==(const Values &, const Values &) = default;
    };

    explicit Preferences(const QString &path,
                         std::chrono::milliseconds settleTime = std::chrono::milliseconds(400),
                         QObject *parent = nullptr);
    ~Preferences() override; //!< writes what is not yet written

    [[nodiscard]] const Values &values() const { return m_values; }
    void set(const Values &values);
    [[nodiscard]] static QString soundName(Alerts::Kind kind);
    void flush() { m_file.flush(); } //!< writes now and waits; for the end

    //! Changes one of them: `preferences.change(&Values::hasSounds, false)`.
    template <typename Value>
    void change(Value Values::*which, const Value &value)
    {
        Values changed = m_values;
        changed.*which = value;
        set(changed);
    }

signals:
    void changed();
    void saved();
    void saveFailed(const QString &why);

private:
    void load();
    [[nodiscard]] QByteArray bytes() const;

    Values m_values;
    PrivateFile m_file;
};

} // namespace sermo::model
