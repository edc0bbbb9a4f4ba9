// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "broker/protocol/ids.h"
#include "broker/protocol/result.h"
#include "ui/model/rehearsal.h"

#include <QByteArray>
#include <QDateTime>
#include <QJsonObject>
#include <QObject>
#include <QStringList>
#include <QUrl>

#include <functional>
#include <memory>
#include <optional>

namespace sermo::model
{

//! What only the desk that hosts a broker can do for it: keys, and its configuration. Everything
//! takes its time and is answered in the GUI thread, while `context` lives. Implemented by the
//! application, which knows the broker; settings and tests know this alone.
class HostOffice : public QObject
{
    Q_OBJECT
public:
    struct Key {
        QString name; //!< unique; how it is revoked
        QString role; //!< `agent`, `supervisor`, `bot`, `channel`
        AgentId agent; //!< with role agent
        qint64 createdMs = 0;

        friend bool operator==(const Key &, const Key &) = default;
    };
    struct KeyWish {
        QString name, role;
        AgentId agent;
    };
    //! Where colleagues find the broker. Empty: it listens on this computer alone.
    struct Reach {
        QUrl broker;
        QByteArray pin; //!< SHA-256 of its certificate; empty: there is none
    };
    //! By what the port is known to who connects with TLS.
    struct Certificate {
        QStringList names; //!< hosts and addresses it speaks for
        QDateTime until;
        QByteArray sha256; //!< its fingerprint

        friend bool operator==(const Certificate &, const Certificate &) = default;
    };
    //! The files of one that was not made by the broker; both empty: the broker's own.
    struct CertificateFiles {
        QString certificate, key;

        friend bool operator==(const CertificateFiles &, const CertificateFiles &) = default;
    };
    //! Why a configuration was not taken: `path` names the key that is wrong, where one is.
    struct Trouble {
        QString path, message;
    };
    //! A configuration as it counts, what the file leaves open included.
    struct Settings {
        QJsonObject configuration;
        QJsonObject script; //!< what the reception bot says
        QByteArray mark, scriptMark; //!< what they were read from; for configure()
        QString file; //!< where it is, or will be
    };

    using KeyMade = std::function<void(const Result<QString, QString> &key)>;
    using KeysListed = std::function<void(const Result<QList<Key>, QString> &keys)>;
    using Done = std::function<void(const QString &why)>; //!< empty: it is done
    using SettingsRead = std::function<void(const Result<Settings, Trouble> &settings)>;
    //! None: the broker has not made its own yet.
    using CertificateRead
        = std::function<void(const Result<std::optional<Certificate>, Trouble> &certificate)>;
    //! Which parts count from the next start on; none: all count already.
    using Configured = std::function<void(const Result<QStringList, Trouble> &restart)>;

    using QObject::QObject;

    virtual void makeKey(const KeyWish &wish, QObject *context, const KeyMade &done) = 0;
    virtual void listKeys(QObject *context, const KeysListed &done) = 0;
    virtual void revokeKey(const QString &name, QObject *context, const Done &done) = 0;

    virtual void readSettings(QObject *context, const SettingsRead &done) = 0;
    //! Writes what is wanted in the place of what was read, and has the running broker take it
    //! over. Refused as a whole where anything is wrong, or something else is there by now than was
    //! read: then nothing has changed.
    virtual void configure(const Settings &wanted, QObject *context, const Configured &done) = 0;

    //! Proves a certificate as a start would, and changes nothing.
    virtual void readCertificate(const CertificateFiles &files, QObject *context,
                                 const CertificateRead &done)
        = 0;

    //! The bot by this script, to be talked to where no customer hears it; null where the script
    //! is not whole.
    [[nodiscard]] virtual std::unique_ptr<Rehearsal> rehearse(const Settings &wanted,
                                                              const QString &language)
        = 0;

    [[nodiscard]] virtual Reach reach() const = 0;
    [[nodiscard]] virtual QUrl ownAddress() const = 0; //!< as this computer knows the broker
    //! Whether a broker runs that takes any of this. Of two hosts one serves, and may cease to for
    //! a moment or for long; what was read and begun before is not void by that.
    [[nodiscard]] virtual bool isServing() const { return true; }

signals:
    void servingChanged();
    void openToTeamRequested(); //!< listen to the network too; the desk begins anew
    void restartRequested(); //!< the desk begins anew with what is written now
};

} // namespace sermo::model
