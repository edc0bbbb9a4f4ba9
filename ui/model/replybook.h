// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/model/cannedreply.h"
#include "ui/model/privatefile.h"

#include <QMap>
#include <QObject>

namespace sermo::model
{

class SessionStore;

//! All canned replies that an agent has: the team's, which are events in the log and so the same at
//! every desk and after every restart, and his own, in a file beside his drafts. Of two with the
//! same shortcut his own comes first. The team's are changed through the ConsoleController, like
//! all that is said to a broker. Lives in the GUI thread; the store must outlive it.
class ReplyBook : public QObject
{
    Q_OBJECT
public:
    ReplyBook(const QString &path, const SessionStore &store,
              std::chrono::milliseconds settleTime = std::chrono::milliseconds(400),
              QObject *parent = nullptr);
    ~ReplyBook() override; //!< writes what is not yet written

    [[nodiscard]] QList<CannedReply> all() const; //!< by shortcut
    void setOwn(const QString &shortcut, const QString &text);
    void removeOwn(const QString &shortcut);
    [[nodiscard]] bool hasOwn(const QString &shortcut) const { return m_own.contains(shortcut); }
    [[nodiscard]] bool hasTeams(const QString &shortcut) const;
    void flush() { m_file.flush(); } //!< writes now and waits; for the end

signals:
    void changed();
    void saved();
    void saveFailed(const QString &why); //!< they stay in memory; the next change tries again

private:
    void load();
    [[nodiscard]] QByteArray bytes() const;

    const SessionStore &m_store;
    QMap<QString, QString> m_own; //!< a text for each shortcut
    PrivateFile m_file;
};

} // namespace sermo::model
