// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "broker/server/broker.h"
#include "broker/server/certificatewatch.h"
#include "broker/server/controlsocket.h"
#include "broker/server/customergate.h"
#include "broker/server/door.h"
#include "broker/server/erasures.h"
#include "broker/server/framewatch.h"
#include "broker/server/historygate.h"
#include "broker/server/httpserver.h"
#include "broker/server/imagegate.h"
#include "broker/server/imageledger.h"
#include "broker/server/keyorders.h"
#include "broker/server/lookback.h"
#include "broker/server/presencefile.h"
#include "broker/server/retention.h"
#include "broker/server/router.h"
#include "broker/server/snapshotkeeper.h"
#include "broker/server/socketio/gate.h"
#include "broker/server/tally.h"
#include "broker/server/upgradegate.h"
#include "broker/store/history.h"

#include <QHttpServer>
#include <QTimer>
#include <QUrl>

#include <deque>

namespace sermo::server
{

//! Everything the façade owns, in the order it is made. Seen by the façade's own two files only.
struct Broker::Parts {
    struct Waiting {
        std::unique_ptr<PipeEnd> end;
        desk::Sender identity;
        ReplayRequest replay;
    };
    enum class Phase { New, Starting, Ready, Failed, Draining, Closing, Stopped };

    Parts(Configuration config, store::EventLog *itsLog, store::Credentials *itsCredentials,
          store::BlobStore *itsBlobs, const Clock &itsClock)
        : configuration(std::move(config))
        , log(itsLog)
        , credentials(itsCredentials)
        , blobs(itsBlobs)
        , clock(itsClock)
    {
    }

    [[nodiscard]] OtherHost otherHost() const
    {
        return standby.other ? standby.other() : OtherHost();
    }
    [[nodiscard]] Origins origins() const
    {
        return Origins(configuration.origins, address.isLoopback(), [this] {
            const OtherHost other = otherHost();
            return other.isForCustomers() ? other.origin() : QString();
        });
    }

    //! Which line each platform's customers wait in, as the configuration is now.
    [[nodiscard]] store::HistoryIndex::PlatformQueue platformQueues() const
    {
        return [config = configuration.desk](const PlatformId &id) {
            const desk::Platform *platform = config.platform(id);
            return platform ? platform->queue : QueueId();
        };
    }

    Configuration configuration;
    store::EventLog *log; //!< child of the broker, so that it moves along
    store::Credentials *credentials;
    store::BlobStore *blobs;
    store::Cluster *cluster = nullptr; //!< child of the broker; null: it is alone
    const Clock &clock;
    QString controlDirectory, historyDirectory;
    std::optional<TlsIdentity> tls;
    StandbyHouse standby; //!< empty: one alone
    QString imageProgram = ImageWorkshop::programBesideThis();
    QHostAddress address;
    quint16 port = 0;
    QUrl url; //!< once it listens
    Phase phase = Phase::New;
    int draining = 0; //!< of router and gate, how many still wait for someone to leave
    QByteArray trouble; //!< what `/health` tells
    QString storageTrouble; //!< why it fails, which `/health` adds
    std::optional<EventFrame> notice; //!< what applications are told of it
    std::deque<Waiting> waiting; //!< attached before we were ready
    QTimer *pulse = nullptr;
    std::chrono::milliseconds pruned{0};

    Metrics metrics;
    Keys keys;
    std::unique_ptr<desk::Desk> desk;
    Seq replayedTo = 0; //!< all of the log up to there is in the desk, before it lives
    std::unique_ptr<PresenceFile> presenceFile;
    std::chrono::milliseconds presenceKept{0};
    Seq presenceUpTo = 0; //!< what of it is in the file
    std::unique_ptr<SnapshotKeeper> snapshots;
    std::unique_ptr<Tokens> tokens;
    std::unique_ptr<ImageLedger> ledger;
    std::unique_ptr<KeyOrders> keyOrders;
    FrameWatch frames;
    std::unique_ptr<HttpRoutes> routes;
    std::unique_ptr<ImageWorkshop> workshop;
    std::unique_ptr<ImageIntake> intake;
    std::unique_ptr<ImageGate> images;
    std::unique_ptr<store::History> history; //!< null: none is kept
    std::unique_ptr<Tally> tally;
    std::unique_ptr<Lookback> lookback; //!< null: the log is in memory
    std::unique_ptr<HistoryRoutes> historyRoutes;
    std::unique_ptr<HistoryGate> historyGate;
    std::unique_ptr<QHttpServer> http; //!< owns the door
    QPointer<Door> door;
    std::unique_ptr<CertificateWatch> certificates; //!< null: none is given, or none is used
    QString certificateTrouble; //!< what `/health` adds; empty: nothing
    std::unique_ptr<Router> router;
    std::unique_ptr<CustomerGate> customers;
    std::unique_ptr<UpgradeGate> upgrades;
    std::unique_ptr<socketio::Gate> originals; //!< clients of the original API
    std::unique_ptr<store::CustomerErasure> erasure;
    std::unique_ptr<Erasures> erasures;
    std::unique_ptr<Retention> retention;
    std::unique_ptr<ControlSocket> control;
};

} // namespace sermo::server
