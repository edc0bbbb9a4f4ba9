// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "broker/pair/dialer.h"
#include "broker/pair/feed.h"
#include "broker/pair/link.h"
#include "broker/pair/porch.h"
#include "broker/server/broker.h"
#include "broker/server/handshakes.h"
#include "broker/server/keys.h"
#include "broker/standby/member.h"
#include "broker/store/databasecopy.h"
#include "broker/store/holding.h"

#include <QTimer>

#include <deque>

namespace sermo::pair
{

//! One of two hosts that are one desk, as a process: carries out what its standby::Member decides.
//! It serves by a Broker that it has made for it, or keeps a copy of what the other one has, and
//! becomes the one of the other. One at a time is open in the directory: a Database or a
//! DatabaseCopy; one at a time has the port: a Broker or a Porch. Lives in the broker's thread.
class Pair : public QObject
{
    Q_OBJECT
public:
    //! Makes a broker of the stores, ready to be started, each time it is to serve.
    using MakeBroker = std::function<std::unique_ptr<server::Broker>(
        std::unique_ptr<store::EventLog>, std::unique_ptr<store::Credentials>,
        std::unique_ptr<store::BlobStore>)>;

    Pair(const Terms &terms, const Clock &clock, MakeBroker makeBroker, QObject *parent = nullptr);
    ~Pair() override;

    void start();
    //! A host drains; a follower takes leave, so that the host waits for it no longer. Then
    //! stopped().
    void stop();
    //! The one that serves now; null: none does.
    [[nodiscard]] server::Broker *broker() const { return m_isReady ? m_broker.get() : nullptr; }
    //! Of the two, this one is the host: it serves, or will when that is settled.
    [[nodiscard]] bool hosts() const { return m_charter.hosts; }
    //! How the two are, in the words of `/health`.
    [[nodiscard]] QJsonObject status() const;
    //! What people ask and decide: an order of `sermo-broker standby …`.
    void carryOutOrder(const QJsonObject &order, const server::ControlSocket::Answer &answer);
    //! What the successor should know beside the log; told at once to one that is linked.
    void setLuggage(const QJsonObject &luggage);

signals:
    void listening(const QUrl &address); //!< for the other one, and for `/health`
    void ready(const QUrl &address); //!< it serves
    void aside(); //!< it does so no longer
    void otherFound(const QUrl &at, const QByteArray &pin); //!< where the other one says it is
    void luggageCame(const QJsonObject &luggage); //!< the host's
    void failed(const QString &why); //!< and is of no use any more; nothing is acknowledged
    void stopped();

private:
    // What is said and done (pair.cpp).
    [[nodiscard]] standby::Ms now() const;
    void makeMember(Seq head);
    void perform(const standby::Actions &actions);
    void work();
    void carryOut(const standby::Action &action);
    void write(const standby::Charter &charter);
    void arm();
    void fail(const QString &why);

    // What has to be open for it (pair_roles.cpp).
    void settle();
    [[nodiscard]] bool shutSome();
    [[nodiscard]] bool openSome();
    void openDatabase();
    void handleDatabaseOpened();
    void closeDatabase();
    void openCopy();
    void handleCopyOpened();
    void closeCopy();
    void setApart();
    void renewEpoch();
    void startBroker();
    void stopBroker();
    void handleBrokerStopped();
    void openPorch();
    void feed();
    void handleKeys(const store::Credentials::Contents &contents);

    // The other one, and people (pair_talk.cpp).
    void dial();
    void receive(QTcpSocket *socket, const server::RequestHead &head);
    [[nodiscard]] int refusal(const server::RequestHead &head) const;
    void adopt(std::unique_ptr<Link> link);
    void handleIntroduced(const Introduction &theirs);
    void handlePart(const QByteArray &part);
    void dropLink();
    void loseLink();
    void beginAnew();
    [[nodiscard]] bool mayTalk() const;
    [[nodiscard]] server::OtherHost other() const;
    void meet(const Introduction &theirs);
    void reopen();
    [[nodiscard]] server::HttpAnswer health() const;
    [[nodiscard]] Introduction introduction() const;
    [[nodiscard]] server::StandbyHouse house();

    Terms m_terms;
    QJsonObject m_luggage;
    const Clock &m_clock;
    const MakeBroker m_makeBroker;
    standby::Charter m_charter; //!< as it is on the disk
    std::unique_ptr<standby::Member> m_member;
    std::deque<standby::Action> m_actions; //!< to be done yet, in order
    bool m_isWorking = false;
    bool m_hasFailed = false;
    bool m_isStopping = false;
    bool m_isStopped = false;
    QTimer m_wake, m_redial;

    bool m_isBusy = false; //!< something opens or shuts
    bool m_serves = false; //!< it is to
    bool m_renews = false; //!< first the log gets another name
    bool m_isAnew = false; //!< what is set apart is this copy, and the member begins anew
    std::optional<Seq> m_apart; //!< is to be set apart, behind this
    bool m_wasSetApart = false; //!< to be told when the copy is open
    Seq m_released = 0;
    std::unique_ptr<store::Database> m_database;
    std::unique_ptr<store::Holding> m_holding;
    std::unique_ptr<store::DatabaseCopy> m_copy;
    bool m_isOpen = false; //!< of the two, the one that is there
    std::unique_ptr<server::Broker> m_broker;
    bool m_isReady = false; //!< the broker
    std::unique_ptr<Porch> m_porch;
    quint16 m_port;
    server::Keys m_keys; //!< of who may link while the porch stands
    server::Handshakes m_handshakes;
    Dialer m_dialer;

    std::unique_ptr<Link> m_link;
    std::optional<Introduction> m_theirs; //!< they have said who they are
    bool m_cameIn = false; //!< the link: by a key of ours
    std::optional<Seq> m_feedAfter;
    std::unique_ptr<Feed> m_feed;
};

} // namespace sermo::pair
