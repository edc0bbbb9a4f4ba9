// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/model/hostoffice.h"

#include <QHash>

namespace sermo::test
{

//! A desk that hosts, as settings see it: remembers what it is asked, and answers from the event
//! loop as it is told to.
class ScriptedOffice final : public model::HostOffice
{
    Q_OBJECT
public:
    ScriptedOffice();

    void makeKey(const KeyWish &wish, QObject *context, const KeyMade &done) override;
    void listKeys(QObject *context, const KeysListed &done) override;
    void revokeKey(const QString &name, QObject *context, const Done &done) override;
    void readSettings(QObject *context, const SettingsRead &done) override;
    void configure(const Settings &wanted, QObject *context, const Configured &done) override;
    void readCertificate(const CertificateFiles &files, QObject *context,
                         const CertificateRead &done) override;
    [[nodiscard]] std::unique_ptr<model::Rehearsal> rehearse(const Settings &wanted,
                                                             const QString &language) override;
    [[nodiscard]] Reach reach() const override { return network; }
    [[nodiscard]] QUrl ownAddress() const override
    {
        return QUrl(QStringLiteral("https://192.168.1.5:8080"));
    }

    [[nodiscard]] bool isServing() const override { return serves; }

    bool serves = true; //!< then servingChanged()
    Reach network; //!< a network's; to be emptied for loopback
    QList<Key> keys;
    QList<KeyWish> wishes;
    Settings settings; //!< what is read, and what was written last
    int written = 0;
    Trouble trouble; //!< what configure() answers; empty message: it takes everything
    QStringList restart;
    std::optional<Certificate> own; //!< the broker's own certificate
    //! What is in each certificate's file; another file holds none.
    QHash<QString, Certificate> certificates;
};

} // namespace sermo::test
