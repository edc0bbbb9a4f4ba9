// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "broker/protocol/ids.h"
#include "ui/model/privatefile.h"

#include <QHash>
#include <QObject>

#include <chrono>

namespace sermo::model
{

//! What the agent has begun to write, for each customer a text to him and a note about him, so that
//! none goes to the wrong one and none is lost by a restart (features.md 3, row 23). Read from its
//! file at the start, written shortly after the last change. Lives in the GUI thread.
class Drafts : public QObject
{
    Q_OBJECT
public:
    explicit Drafts(const QString &path,
                    std::chrono::milliseconds settleTime = std::chrono::milliseconds(400),
                    QObject *parent = nullptr);
    ~Drafts() override; //!< writes what is not yet written

    [[nodiscard]] QString text(const UserId &user) const; //!< to him; empty: none
    [[nodiscard]] QString note(const UserId &user) const; //!< for colleagues only; empty: none
    [[nodiscard]] QList<UserId> users() const; //!< those with either
    void setText(const UserId &user, const QString &text);
    void setNote(const UserId &user, const QString &text);
    void forget(const UserId &user); //!< both
    void flush() { m_file.flush(); } //!< writes now and waits; for the end

signals:
    void saved();
    void saveFailed(const QString &why); //!< the drafts stay in memory; the next change tries again

private:
    using Texts = QHash<UserId, QString>;

    void load();
    void set(Texts &texts, const UserId &user, const QString &text);
    [[nodiscard]] QByteArray bytes() const;

    Texts m_texts, m_notes;
    PrivateFile m_file;
};

} // namespace sermo::model
