// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "broker/desk/desk.h"
#include "broker/store/credentials.h"

#include <optional>

namespace sermo::server
{

//! `length` random bytes of the operating system's, as base64url without padding.
[[nodiscard]] QByteArray randomText(int length);
[[nodiscard]] QByteArray hashOf(QByteArrayView secret); //!< SHA-256

//! What `key create` asks for.
struct KeyOrder {
    KeyName name;
    Role role = Role::Bot;
    AgentId agent; //!< with role agent and only then
    bool isOfStandby = false; //!< role standby, which is no sender's

    //! From the words of a command line or a control socket; the error is one line for a person.
    [[nodiscard]] static Result<KeyOrder, QString> parse(const QString &name, const QString &role,
                                                         const QString &agent);
};

//! The applications' keys, all in memory, none in clear (contract 3; research, qt-network-security
//! 3.2). A key is `sk_<role>_` and 32 random bytes, told once, when it is made.
class Keys
{
public:
    struct Made {
        QByteArray key; //!< its only appearance
        store::KeyRecord record;
    };

    void load(const QList<store::KeyRecord> &records) { m_records = records; }
    //! A new key, not yet here nor stored: see insert(). The error is one line for a person.
    [[nodiscard]] Result<Made, QString> make(const KeyOrder &order, Instant now) const;
    void insert(const store::KeyRecord &record) { m_records.append(record); }
    //! In the place of the one of that name. True: that was another key, which proves nothing more.
    [[nodiscard]] bool replace(const store::KeyRecord &record);
    //! False: there is none of that name.
    bool remove(const KeyName &name);

    [[nodiscard]] const QList<store::KeyRecord> &all() const { return m_records; }
    [[nodiscard]] bool contains(const KeyName &name) const;
    //! Which application holds this key; whoever stands by is none.
    [[nodiscard]] std::optional<desk::Sender> identify(QByteArrayView key) const;
    //! Whether it is the key of who stands by: for `WS /standby` alone.
    [[nodiscard]] bool opensStandby(QByteArrayView key) const;

private:
    [[nodiscard]] const store::KeyRecord *find(QByteArrayView key) const;

    QList<store::KeyRecord> m_records;
};

[[nodiscard]] SenderName senderNameOf(const KeyName &key);

} // namespace sermo::server
