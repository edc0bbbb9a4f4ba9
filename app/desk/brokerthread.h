// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "broker/bot/dialogue.h"
#include "broker/desk/desk.h"
#include "broker/pair/terms.h"
#include "broker/protocol/clock.h"
#include "broker/protocol/ids.h"
#include "broker/protocol/pipe.h"
#include "broker/server/configuration.h"
#include "broker/server/tlsidentity.h"
#include "ui/model/eventlink.h"

#include <QHostAddress>
#include <QJsonObject>
#include <QObject>
#include <QPointer>
#include <QThread>
#include <QUrl>

#include <functional>
#include <memory>
#include <tuple>

namespace sermo::pair
{
class Pair;
}

namespace sermo::store
{
class BlobStore;
class Credentials;
class EventLog;
} // namespace sermo::store

namespace sermo::server
{
class Broker;
struct ReplayRequest;
} // namespace sermo::server

namespace sermo::app
{

class Reception;

//! A broker in a thread of its own, beside the user interface (architecture, rule 7). Only values
//! and queued calls go between; nobody waits for the other but at the very end, when the broker
//! has said that it is done. As one of two hosts it has a broker only while it serves: ready() then
//! comes each time, and aside() when it does so no longer. Lives in the GUI thread.
class BrokerThread : public QObject
{
    Q_OBJECT
public:
    //! `rules`: by which the reception bot goes; none: there is none.
    BrokerThread(server::Configuration configuration, QString dataDir,
                 std::optional<bot::Rules> rules = {}, QObject *parent = nullptr);
    ~BrokerThread() override; //!< ends the thread; a broker still running finishes what it wrote

    //! The certificate the port shows; before start().
    void setTls(const server::TlsIdentity &identity) { m_tls = identity; }
    //! Where `sermo-image` is, unless beside this program; before start().
    void setImageProgram(const QString &program) { m_imageProgram = program; }
    //! It is one of two hosts by these terms, to which start() adds where it listens; before it.
    void setPair(const pair::Terms &terms) { m_terms = terms; }
    void start(const QHostAddress &address, quint16 port); //!< once; again after failed()
    void stop(); //!< drains; then stopped(), never out of this call

    //! A connection for this process's agent, which first hears what it missed, as over a socket;
    //! null while no broker runs.
    [[nodiscard]] std::unique_ptr<PipeEnd> connectAgent(const AgentId &agent,
                                                        const model::EventLink::Resume &resume);

    //! Another configuration counts from now on: see Broker::takeOver(). The bot goes by it too. Of
    //! one of two that hosts and does not serve just now: from its next broker on, as after
    //! prepare(). Always answered, in this thread, while `context` lives; where no broker runs and
    //! none comes, that.
    using TakenOver
        = std::function<void(const Result<QStringList, server::Configuration::Error> &)>;
    void takeOver(const server::Configuration &configuration,
                  const std::optional<bot::Rules> &rules, QObject *context, const TakenOver &done);

    //! In the broker's thread, in order; false: no broker runs. Where there is none any more when
    //! its turn comes, the question is dropped: whoever waits for an answer needs a Reply in it.
    bool ask(std::function<void(server::Broker &)> what);
    //! The same of one of two hosts; false: it is none.
    bool askPair(std::function<void(pair::Pair &)> what);
    //! By what the next broker of one of two goes, where none runs now.
    void prepare(const server::Configuration &configuration,
                 const std::optional<bot::Rules> &rules);
    //! As whom the agent of this process speaks.
    [[nodiscard]] static desk::Sender senderFor(const AgentId &agent);

signals:
    void ready(const QUrl &address);
    void aside();
    void listening(const QUrl &address); //!< one of two, whether it serves or not
    void otherFound(const QUrl &at, const QByteArray &pin);
    void luggageCame(const QJsonObject &luggage);
    void failed(const QString &why);
    void stopped();

private:
    //! By what a broker goes that is made in the thread, and its bot. Of the thread once it runs.
    struct Ways {
        server::Configuration configuration;
        std::optional<bot::Rules> rules;
        QPointer<Reception> reception;
        pair::Pair *pair = nullptr; //!< sits on m_seat
        bool isNewer = false; //!< than what the broker was made by that is not ready yet

        void keep(const server::Configuration &wanted, const std::optional<bot::Rules> &itsRules);
        void catchUp(); //!< the broker is ready
    };
    using Stores = std::tuple<std::unique_ptr<store::EventLog>, std::unique_ptr<store::Credentials>,
                              std::unique_ptr<store::BlobStore>>;
    [[nodiscard]] std::unique_ptr<server::Broker> make(Ways &ways, Stores stores) const;
    void build();
    void buildPair(const QHostAddress &address, quint16 port);
    void listen(pair::Pair &pair);
    void handleReady(const QUrl &address);
    void handleFailed(const QString &why);
    void handlePairFailed(const QString &why);
    void handleStopped();
    void dismiss(); //!< deletes the stopped broker, in its thread
    void attach(std::unique_ptr<PipeEnd> end, const desk::Sender &identity,
                const server::ReplayRequest &replay);

    const std::shared_ptr<Ways> m_ways;
    QString m_dataDir;
    std::optional<server::TlsIdentity> m_tls;
    QString m_imageProgram;
    SystemClock m_clock;
    QThread m_thread;
    std::optional<pair::Terms> m_terms; //!< none: it hosts alone
    server::Broker *m_broker = nullptr; //!< lives in m_thread, which deletes it
    QObject *m_seat = nullptr; //!< the same, of a pair; instead of a broker
    QString m_whyFailed; //!< told once the failed broker is gone
    bool m_running = false;
};

} // namespace sermo::app
