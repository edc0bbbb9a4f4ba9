// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "broker/desk/desk.h"
#include "broker/protocol/pipe.h"
#include "broker/server/configuration.h"
#include "broker/server/historyroutes.h"
#include "broker/server/imageintake.h"
#include "broker/server/presencefile.h"
#include "broker/server/replay.h"
#include "broker/server/standbyhouse.h"
#include "broker/server/tlsidentity.h"
#include "broker/store/blobstore.h"
#include "broker/store/cluster.h"
#include "broker/store/credentials.h"
#include "broker/store/eventlog.h"

#include <QHostAddress>
#include <QJsonObject>
#include <QObject>
#include <QUrl>

#include <functional>
#include <memory>
#include <optional>

namespace sermo::server
{

//! The broker: one port, all peers, the desk and its log. A façade that owns the rest and starts
//! and stops it in order. Lives in one thread of its own choosing; knows of no other. It may be
//! moved there after it was made and before start(); log, credentials and images go with it.
class Broker : public QObject
{
    Q_OBJECT
public:
    Broker(Configuration configuration, std::unique_ptr<store::EventLog> log,
           std::unique_ptr<store::Credentials> credentials, std::unique_ptr<store::BlobStore> blobs,
           const Clock &clock, QObject *parent = nullptr);
    ~Broker() override;

    //! Keeps there what was learned of presence, and takes orders for keys and erasures through a
    //! local socket in it. Before start().
    void setControlDirectory(const QString &dataDirectory);

    //! Where the log's file is: its history is followed there, in a thread of its own, and answered
    //! from. Before start(). Without it there is none.
    void setHistoryDirectory(const QString &dataDirectory);

    //! The other brokers that share the log, the credentials and this. Before start().
    void setCluster(std::unique_ptr<store::Cluster> cluster);

    //! The port speaks TLS by this certificate. Before start(); beyond loopback it is needed,
    //! unless the configuration leaves TLS to a proxy.
    void setTls(const TlsIdentity &identity);

    //! It is one of two hosts: who links, asks or orders about that is handed on. Before start().
    void setStandby(StandbyHouse house);

    //! Where `sermo-image` is, unless it stands beside this program. Before start().
    void setImageProgram(const QString &program);

    //! Reads the configuration's certificate again, for those who come from now on; one that
    //! cannot be used leaves the one in use. It is done unasked too when its files change.
    void rereadCertificate();

    //! Another configuration counts from now on, and nobody's connection is touched: platforms,
    //! queues with their days of retention, hours, allocation, announcements, tokens. The answer
    //! names the parts that count from the next start on (`limits`, `origins`, `tls`,
    //! `trustedProxies`); an error the key that cannot be taken over now: then nothing has changed.
    [[nodiscard]] Result<QStringList, Configuration::Error> takeOver(const Configuration &wanted);

    //! What `sermo-broker key …` asks for, from this process: see KeyOrders.
    void carryOut(const QJsonObject &order, const std::function<void(const QJsonObject &)> &answer);

    //! Opens the log, replays it, then listens: ready() or failed(). Port 0 picks a free one.
    void start(const QHostAddress &address, quint16 port);
    //! Drains: no new peers, 4503 to all, what is acknowledged is on disk; then stopped(), once.
    void stop();

    //! Joins an application of this process through the same checks as a socket. Before ready() it
    //! waits. Unless told otherwise it hears the open sessions first.
    void attach(std::unique_ptr<PipeEnd> end, const desk::Sender &identity,
                const ReplayRequest &replay = {std::nullopt, {}, true});

    //! An image from an application of this process, through the same quota, workshop and ledger
    //! as a socket's.
    void takeImage(const desk::Sender &sender, const QByteArray &bytes,
                   const ImageIntake::Handler &handler);
    void showImage(const ImageId &image, std::function<void(store::BlobStore::Found)> handler);
    //! What an application of this process asks of the history, as over the port: `target` is path
    //! and query.
    void askHistory(const desk::Sender &sender, const QByteArray &method, const QByteArray &target,
                    const HistoryRoutes::Handler &handler);

signals:
    void ready(const QUrl &address); //!< `http://ADDR:PORT`, or https
    void failed(const QString &why); //!< could not start; stop() it all the same
    void stopped();
    //! Of a cluster's brokers: whether this one does what one alone may do. One without a cluster
    //! never says so.
    void leads(bool isLeading);

private:
    struct Parts;

    void handleOpened();
    void handleCredentials(const store::Credentials::Contents &contents);
    void replayLog();
    void handlePage(const store::Page &page);
    void learnPresence();
    void handleLessons(const store::Page &page);
    [[nodiscard]] bool canGoOn(bool hasFailed, const QString &why);
    [[nodiscard]] PresenceFile::Contents presence() const;
    void openDoor();
    void makeRouter();
    void makeGates();
    void makeErasers();
    void makeRoutes();
    void makeHistory();
    [[nodiscard]] QString listen();
    [[nodiscard]] QString listenForOrders();
    void watchCertificate();
    void tellTls() const;
    void countHttp(int status);
    void tellNotFramed(const QByteArray &origin);
    [[nodiscard]] QByteArray metrics() const;
    void followOthers();
    void shareErasures();
    void handleErasedElsewhere(const UserId &user);
    void handleExpired(const UserId &user, Seq upTo);
    void handleStorage(const QString &why);
    [[nodiscard]] std::optional<EventFrame> noticeOf(const QString &why) const;
    [[nodiscard]] QString healthDetail() const;
    void pulse();
    void keepPresence(Instant now);
    void handleDrained();
    void finishStopping();
    void closeLog();

    std::unique_ptr<Parts> m_parts;
};

} // namespace sermo::server
