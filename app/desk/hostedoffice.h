// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/desk/brokerthread.h"
#include "broker/server/configurationfile.h"
#include "ui/model/hostoffice.h"

#include <QThreadPool>

namespace sermo::app
{

//! The office of the desk that hosts a broker: orders for keys go to the broker's thread, files
//! are read and written in a thread of its own, and only values come back. GUI thread; the broker
//! thread outlives it.
class HostedOffice final : public model::HostOffice
{
    Q_OBJECT
public:
    //! Where everything lies, and how others find it.
    struct Place {
        QString dataDir;
        QString configFile; //!< empty: `configuration.json` in the data directory, once written
        QUrl address; //!< as this computer knows the broker
        Reach reach;
    };

    HostedOffice(BrokerThread &broker, Place place, QObject *parent = nullptr);
    ~HostedOffice() override; //!< what is being written is written first

    void makeKey(const KeyWish &wish, QObject *context, const KeyMade &done) override;
    void listKeys(QObject *context, const KeysListed &done) override;
    void revokeKey(const QString &name, QObject *context, const Done &done) override;
    void readSettings(QObject *context, const SettingsRead &done) override;
    void configure(const Settings &wanted, QObject *context, const Configured &done) override;
    void readCertificate(const CertificateFiles &files, QObject *context,
                         const CertificateRead &done) override;
    [[nodiscard]] std::unique_ptr<model::Rehearsal> rehearse(const Settings &wanted,
                                                             const QString &language) override;
    [[nodiscard]] Reach reach() const override { return m_place.reach; }
    [[nodiscard]] QUrl ownAddress() const override { return m_place.address; }
    [[nodiscard]] bool isServing() const override { return m_isServing; }
    void setServing(bool isServing);

    //! Where a desk keeps its configuration that was told of none.
    [[nodiscard]] static QString usualFile(const QString &dataDir);

signals:
    //! The broker goes by it now; it is in that file.
    void configured(const sermo::server::Configuration &configuration, const QString &file);

private:
    using Answered = std::function<void(const QJsonObject &)>;
    struct Written;
    void order(const QJsonObject &order, QObject *context, const Answered &done);
    [[nodiscard]] static Result<Written, Trouble> draft(const Settings &wanted,
                                                        const QString &dataDir);
    [[nodiscard]] static Result<void, Trouble> write(const Written &written);
    static void restore(const Written &written);
    void take(const Written &written, QObject *context, const Configured &done);

    BrokerThread &m_broker;
    Place m_place;
    bool m_isServing = true;
    QThreadPool m_disk; //!< one thread: writes stay in order
};

} // namespace sermo::app
