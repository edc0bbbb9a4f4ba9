// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/model/privatefile.h"

#include <QObject>

namespace sermo::model
{

class SessionStore;

//! Keeps a store's outbox in a file, so that what the agent said and the broker never answered
//! comes back after the desk was killed, and is said then, under the same id and so once. What is
//! there at the start goes into the store. Not kept: the agent's status, which is told anew, and a
//! claim, since by then a colleague may have talked to that customer for minutes.
//! Lives in the GUI thread; the store must outlive it.
class OutboxFile : public QObject
{
    Q_OBJECT
public:
    OutboxFile(const QString &path, SessionStore &store, QObject *parent = nullptr);
    ~OutboxFile() override; //!< writes what is not yet written

    void flush() { m_file.flush(); } //!< writes now and waits; for the end

signals:
    void saved();
    void saveFailed(const QString &why);

private:
    void load();
    void handleChanged();
    [[nodiscard]] QByteArray bytes() const;

    SessionStore &m_store;
    PrivateFile m_file;
    QByteArray m_last; //!< as it was last asked for
};

} // namespace sermo::model
