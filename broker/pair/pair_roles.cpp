// SPDX-License-Identifier: GPL-3.0-or-later
// From one role to the other: what has to be shut, and what opened, one at a time.
#include "broker/pair/pair.h"
#include "broker/store/apart.h"
#include "broker/store/holdinglog.h"
#include "broker/store/holdingstores.h"

#include <QDir>
#include <QFile>
#include <QLoggingCategory>

#include <utility>

using namespace Qt::StringLiterals;

namespace sermo::pair
{

Q_DECLARE_LOGGING_CATEGORY(lcPair)

//! The next step towards what is wanted; each ends in here again.
void Pair::settle()
{
    if (m_isBusy || m_isWorking || m_hasFailed || m_isStopped)
        return;
    if (shutSome())
        return;
    if (m_isStopping) {
        m_isStopped = true;
        m_porch.reset();
        m_link.reset();
        emit stopped();
        return;
    }
    if (openSome())
        return;
    feed();
    if (m_serves && !m_broker && m_isOpen && m_holding && m_holding->isAllReleased())
        startBroker();
    else if (!m_broker && !m_porch)
        openPorch();
}

bool Pair::shutSome()
{
    if (m_broker && (!m_serves || m_isStopping)) {
        stopBroker();
        return true;
    }
    if (m_database && (!hosts() || m_apart || m_isStopping)) {
        closeDatabase();
        return true;
    }
    if (m_copy && (hosts() || m_apart || m_isStopping)) {
        closeCopy();
        return true;
    }
    return false;
}

bool Pair::openSome()
{
    if (m_apart)
        setApart();
    if (m_hasFailed)
        return true;
    if (hosts() && !m_database) {
        openDatabase();
        return true;
    }
    if (!hosts() && !m_copy) {
        openCopy();
        return true;
    }
    if (m_renews) {
        renewEpoch();
        return true;
    }
    return false;
}

void Pair::openDatabase()
{
    m_isBusy = true;
    m_database = std::make_unique<store::Database>(m_terms.directory, m_clock, true);
    connect(m_database.get(), &store::Database::opened, this, &Pair::handleDatabaseOpened);
    connect(m_database.get(), &store::Database::openFailed, this, &Pair::fail);
    connect(m_database.get(), &store::Database::counted, this, [this](Seq changes) {
        if (m_member && m_isOpen)
            perform(m_member->stored(changes, now()));
    });
    m_database->open();
}

void Pair::handleDatabaseOpened()
{
    m_holding = std::make_unique<store::Holding>(*m_database);
    m_holding->release(m_released);
    m_database->load(
        this, [this](const store::Credentials::Contents &contents) { handleKeys(contents); });
}

void Pair::handleKeys(const store::Credentials::Contents &contents)
{
    if (contents.failed)
        return fail(u"the keys cannot be read"_s);
    m_keys.load(contents.keys);
    m_isBusy = false;
    m_isOpen = true;
    if (!m_member)
        return makeMember(m_database->changes());
    perform(m_member->stored(m_database->changes(), now()));
}

void Pair::closeDatabase()
{
    m_isBusy = true;
    m_isOpen = false;
    m_feed.reset();
    connect(m_database.get(), &store::Database::closed, this, [this] {
        m_isBusy = false;
        m_holding.reset();
        m_database.release()->deleteLater(); // it is the one that speaks
        settle();
    });
    m_database->close();
}

void Pair::openCopy()
{
    m_isBusy = true;
    m_copy = std::make_unique<store::DatabaseCopy>(m_terms.directory);
    connect(m_copy.get(), &store::DatabaseCopy::opened, this, &Pair::handleCopyOpened);
    connect(m_copy.get(), &store::DatabaseCopy::failed, this, &Pair::fail);
    connect(m_copy.get(), &store::DatabaseCopy::applied, this, [this](Seq head) {
        if (m_member && !hosts())
            perform(m_member->stored(head, now()));
    });
    connect(m_copy.get(), &store::DatabaseCopy::taken, this, [this] {
        if (m_link)
            m_link->take();
    });
    m_copy->open();
}

void Pair::handleCopyOpened()
{
    m_isBusy = false;
    m_isOpen = true;
    if (!m_member)
        return makeMember(m_copy->head());
    if (std::exchange(m_wasSetApart, false))
        return perform(m_member->wasSetApart(m_copy->head(), now()));
    settle();
}

void Pair::closeCopy()
{
    m_isBusy = true;
    m_isOpen = false;
    connect(m_copy.get(), &store::DatabaseCopy::closed, this, [this] {
        m_isBusy = false;
        m_copy.release()->deleteLater();
        settle();
    });
    m_copy->close();
}

//! Nothing is open in the directory.
void Pair::setApart()
{
    const Seq after = *std::exchange(m_apart, std::nullopt);
    const bool isKept = store::apart::headOf(m_terms.directory) <= after;
    const auto done
        = isKept && !m_isAnew ? Result<void, QString>() : store::apart::setApart(m_terms.directory);
    if (!done)
        return fail(done.error());
    // What was learned of another log; only a shortcut.
    QFile::remove(QDir(m_terms.directory).filePath(u"presence.json"_s));
    if (std::exchange(m_isAnew, false))
        m_member.reset();
    else
        m_wasSetApart = true;
}

void Pair::renewEpoch()
{
    m_isBusy = true;
    m_database->renewEpoch(this, [this](bool ok) {
        m_isBusy = false;
        if (!ok)
            return fail(u"the log cannot be given another name"_s);
        m_renews = false;
        work();
    });
}

void Pair::startBroker()
{
    m_porch.reset();
    m_broker = m_makeBroker(std::make_unique<store::HoldingLog>(*m_database, *m_holding),
                            std::make_unique<store::HoldingCredentials>(*m_database, *m_holding),
                            std::make_unique<store::HoldingBlobs>(*m_database, *m_holding));
    m_broker->setStandby(house());
    connect(m_broker.get(), &server::Broker::ready, this, [this](const QUrl &address) {
        m_isReady = true;
        m_port = quint16(address.port());
        emit ready(address);
    });
    connect(m_broker.get(), &server::Broker::failed, this, &Pair::fail);
    connect(m_broker.get(), &server::Broker::stopped, this, &Pair::handleBrokerStopped);
    m_broker->start(m_terms.address, m_port);
}

void Pair::stopBroker()
{
    m_isBusy = true;
    if (std::exchange(m_isReady, false))
        emit aside();
    m_broker->stop();
}

void Pair::handleBrokerStopped()
{
    m_isBusy = false;
    m_broker.release()->deleteLater(); // it is the one that speaks
    QMetaObject::invokeMethod(this, &Pair::settle, Qt::QueuedConnection);
}

void Pair::openPorch()
{
    if (!m_member || !m_isOpen)
        return;
    m_porch = std::make_unique<Porch>(
        m_terms,
        Porch::House{
            [this] { return health(); },
            [this](QTcpSocket *socket, const server::RequestHead &head) { receive(socket, head); },
            [this](const QJsonObject &order, const server::ControlSocket::Answer &answer) {
                carryOutOrder(order, answer);
            }});
    if (const QString why = m_porch->listen(m_port); !why.isEmpty())
        return fail(why);
    m_port = m_porch->port();
    QUrl address;
    address.setScheme(m_terms.tls ? u"https"_s : u"http"_s);
    address.setHost(m_terms.address.toString());
    address.setPort(m_port);
    emit listening(address);
}

void Pair::feed()
{
    if (!m_feedAfter || !m_link || !m_database || !m_isOpen)
        return;
    const Seq after = *std::exchange(m_feedAfter, std::nullopt);
    m_feed = std::make_unique<Feed>(*m_database, *m_link, m_terms.directory, after, m_charter.term);
}

} // namespace sermo::pair
