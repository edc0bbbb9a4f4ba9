// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "broker/bot/dialogue.h"
#include "broker/desk/desk.h"
#include "broker/protocol/clock.h"
#include "broker/protocol/ids.h"
#include "broker/protocol/pipe.h"
#include "broker/server/configuration.h"
#include "broker/server/tlsidentity.h"
#include "ui/model/eventlink.h"

#include <QHostAddress>
#include <QObject>
#include <QThread>
#include <QUrl>

#include <functional>
#include <memory>

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
//! has said that it is done. Lives in the GUI thread.
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
    void start(const QHostAddress &address, quint16 port); //!< once; again after failed()
    void stop(); //!< drains; then stopped()

    //! A connection for this process's agent, which first hears what it missed, as over a socket;
    //! null while no broker runs.
    [[nodiscard]] std::unique_ptr<PipeEnd> connectAgent(const AgentId &agent,
                                                        const model::EventLink::Resume &resume);

    //! Another configuration counts from now on: see Broker::takeOver(). The bot goes by it too.
    //! Told in this thread, while `context` lives; where no broker runs, that.
    using TakenOver
        = std::function<void(const Result<QStringList, server::Configuration::Error> &)>;
    void takeOver(const server::Configuration &configuration,
                  const std::optional<bot::Rules> &rules, QObject *context, const TakenOver &done);

    //! In the broker's thread, in order; false: no broker runs. What it answers must be sent back
    //! through the event loop.
    bool ask(std::function<void(server::Broker &)> what);
    //! As whom the agent of this process speaks.
    [[nodiscard]] static desk::Sender senderFor(const AgentId &agent);

signals:
    void ready(const QUrl &address);
    void failed(const QString &why);
    void stopped();

private:
    void build();
    void handleReady(const QUrl &address);
    void handleFailed(const QString &why);
    void handleStopped();
    void dismiss(); //!< deletes the stopped broker, in its thread
    void attach(std::unique_ptr<PipeEnd> end, const desk::Sender &identity,
                const server::ReplayRequest &replay);

    server::Configuration m_configuration;
    QString m_dataDir;
    std::optional<server::TlsIdentity> m_tls;
    QString m_imageProgram;
    SystemClock m_clock;
    QThread m_thread;
    std::optional<bot::Rules> m_rules;
    Reception *m_reception = nullptr; //!< the broker's child
    server::Broker *m_broker = nullptr; //!< lives in m_thread, which deletes it
    QString m_whyFailed; //!< told once the failed broker is gone
    bool m_running = false;
};

} // namespace sermo::app
