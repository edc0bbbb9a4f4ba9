// SPDX-License-Identifier: GPL-3.0-or-later
// The other host: who may come in, what it says; and what people ask and decide.
#include "broker/pair/pair.h"
#include "broker/pair/telling.h"
#include "broker/server/upgradegate.h"
#include "broker/store/apart.h"
#include "broker/store/schema.h"

#include <QCryptographicHash>
#include <QJsonDocument>
#include <QLoggingCategory>
#include <QTcpSocket>
#include <QWebSocket>

#include <utility>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace sermo::pair
{

Q_DECLARE_LOGGING_CATEGORY(lcPair)

namespace
{

constexpr auto IntroductionTakes = 5s;

} // namespace

//! What it is and has is settled, so that it can be said.
bool Pair::mayTalk() const
{
    return m_member && m_isOpen && !m_renews && !m_hasFailed && !m_isStopping;
}

//! Whoever has no link dials: only one who hosts lets anybody in, and of two who do, the one of the
//! higher term. So they do not call each other at the same time for ever.
void Pair::dial()
{
    if (!m_link && mayTalk())
        m_dialer.dial(m_charter.term, hosts());
}

int Pair::refusal(const server::RequestHead &head) const
{
    if (!mayTalk())
        return 503;
    const QList<QByteArray> said = head.field("sermo-term").split(' ');
    bool isNumber = false;
    const quint64 term = said.value(0).toULongLong(&isNumber);
    if (!isNumber)
        return 400;
    const bool isHost = said.value(1) == "host";
    return !hosts() || (isHost && term >= m_charter.term) ? 409 : 0;
}

void Pair::receive(QTcpSocket *socket, const server::RequestHead &head)
{
    const int wrong = server::standbyRefusal(head, m_keys);
    const int status = wrong != 0 ? wrong : refusal(head);
    if (status != 0)
        return server::Door::refuse(socket, server::HttpAnswer::plain(status).to(head.method));
    m_handshakes.begin(socket, [this](std::unique_ptr<QWebSocket> made, QTcpSocket *beneath) {
        m_cameIn = true;
        adopt(std::make_unique<Link>(std::move(made), beneath, nullptr));
    });
}

//! It takes the place of the one before, whose other end may be long gone.
void Pair::adopt(std::unique_ptr<Link> link)
{
    loseLink();
    if (!mayTalk()) {
        link.release()->deleteLater(); // its socket may be the one that speaks
        return;
    }
    m_dialer.giveUp();
    m_link = std::move(link);
    connect(m_link.get(), &Link::introduced, this, &Pair::handleIntroduced);
    connect(m_link.get(), &Link::said, this, [this](const standby::Message &message) {
        if (m_theirs && m_member)
            perform(m_member->heard(message, now()));
    });
    connect(m_link.get(), &Link::given, this, &Pair::handlePart);
    connect(m_link.get(), &Link::gone, this, [this] {
        loseLink();
        settle();
    });
    QTimer::singleShot(IntroductionTakes, m_link.get(), [this] {
        if (!m_theirs)
            dropLink();
    });
    m_link->introduce(introduction());
}

Introduction Pair::introduction() const
{
    Introduction ours;
    ours.version = Link::Version;
    ours.schema = store::schema::Version;
    ours.term = m_charter.term;
    ours.hosts = hosts();
    ours.goneMs = m_terms.patience.gone.count();
    ours.epoch = m_copy ? m_copy->epoch() : m_database->epoch();
    ours.epochBefore = m_copy ? QString() : m_database->epochBefore();
    ours.at = m_terms.here;
    if (!m_terms.here.isEmpty() && m_terms.tls)
        ours.pin = m_terms.tls->chain.constFirst().digest(QCryptographicHash::Sha256);
    if (hosts())
        ours.luggage = m_luggage;
    return ours;
}

//! Each tells the other one where it is, and the host what its successor should know.
void Pair::meet(const Introduction &theirs)
{
    const bool isNews = theirs.at != m_terms.other || theirs.pin != m_terms.pin;
    if (!m_terms.here.isEmpty() && !theirs.at.isEmpty() && isNews) {
        m_terms.other = theirs.at;
        m_terms.pin = theirs.pin;
        m_dialer.setOther(theirs.at, theirs.pin);
        emit otherFound(theirs.at, theirs.pin);
        QMetaObject::invokeMethod(this, &Pair::reopen,
                                  Qt::QueuedConnection); // it carries this link
    }
    if (!hosts() && theirs.hosts && !theirs.luggage.isEmpty())
        emit luggageCame(theirs.luggage);
}

//! Whoever is here was welcomed before it was known where else to go: he comes again at once, and
//! is told. Once for each other one.
void Pair::reopen()
{
    if (m_isReady && !m_isBusy && !m_isStopping && !m_hasFailed)
        stopBroker();
}

//! Said where links begin: one that is there begins anew.
void Pair::setLuggage(const QJsonObject &luggage)
{
    if (std::exchange(m_luggage, luggage) == luggage || !m_link || !hosts())
        return;
    loseLink();
    settle();
}

void Pair::handleIntroduced(const Introduction &theirs)
{
    if (m_theirs)
        return;
    if (theirs.version != Link::Version || theirs.schema != store::schema::Version) {
        qCWarning(lcPair) << "the other host is of another version: it is not spoken to";
        return dropLink();
    }
    if (theirs.goneMs != m_terms.patience.gone.count()) {
        qCCritical(lcPair)
            << "the other host is set to wait for another time (--standby-after): it is"
               " not spoken to until both are set alike";
        return dropLink();
    }
    m_theirs = theirs;
    meet(theirs);
    const QString epoch = m_copy ? m_copy->epoch() : QString();
    const bool isForeign = !hosts() && !m_charter.apart && theirs.hosts && !epoch.isEmpty()
        && epoch != theirs.epoch && epoch != theirs.epochBefore;
    if (isForeign)
        return beginAnew();
    perform(m_member->linked(now()));
}

//! What was copied is of a log that the host has no longer. As if this one had lost its disk.
void Pair::beginAnew()
{
    qCWarning(lcPair)
        << "the host goes on with another log: the copy of the former one is set apart";
    dropLink();
    if (m_charter.heir) { // of an empty log
        m_charter.heir = false;
        write(m_charter);
    }
    m_isAnew = true;
    m_apart = 0;
    settle();
}

void Pair::handlePart(const QByteArray &given)
{
    const standby::Status status = m_member ? m_member->status() : standby::Status();
    const bool isFollowing = !hosts() && status.isLinked && m_copy && m_isOpen
        && status.phase != standby::Phase::SettingApart;
    if (!isFollowing)
        return m_link->take();
    const QByteArray rest = given.sliced(1);
    switch (given.front()) {
    case part::Changes:
        return m_copy->apply(rest);
    case part::BeginFile:
        m_copy->beginFile();
        return m_link->take();
    case part::File:
        return m_copy->addToFile(rest);
    case part::EndFile:
        return m_copy->endFile();
    default:
        return m_link->take();
    }
}

//! The member says so, or knows nothing of it.
void Pair::dropLink()
{
    m_feed.reset();
    m_feedAfter.reset();
    m_theirs.reset();
    if (!m_link)
        return;
    m_link->disconnect(this);
    m_link.release()->deleteLater(); // it may be the one that speaks
}

void Pair::loseLink()
{
    const bool wasLinked = m_theirs.has_value();
    dropLink();
    if (wasLinked && m_member)
        perform(m_member->unlinked(now()));
}

QJsonObject Pair::status() const
{
    if (!m_member)
        return {};
    return toJson(m_member->status(), hosts(), now(), store::apart::told(m_terms.directory));
}

//! As clients are told of it. Where they have an address of their own for it, a proxy stands in
//! front, whose certificate is another.
server::OtherHost Pair::other() const
{
    const bool isOwn = m_terms.otherForClients.isEmpty();
    return {isOwn ? m_terms.other : m_terms.otherForClients, isOwn ? m_terms.pin : QByteArray(),
            m_charter.term};
}

server::HttpAnswer Pair::health() const
{
    const QString word
        = wordFor(m_member ? m_member->status().phase : standby::Phase::SettingApart);
    server::HttpAnswer answer;
    answer.status = 503; // whoever wants to be served must go elsewhere
    answer.contentType = "application/json";
    answer.body = QJsonDocument(QJsonObject{{u"status"_s, word},
                                            {u"version"_s, QStringLiteral(SERMO_VERSION)},
                                            {u"standby"_s, status()}})
                      .toJson(QJsonDocument::Compact);
    answer.add("Cache-Control", "no-store");
    return answer;
}

void Pair::carryOutOrder(const QJsonObject &order, const server::ControlSocket::Answer &answer)
{
    using standby::Phase;
    const auto refuse = [&answer](const QString &why) {
        answer(QJsonObject{{u"ok"_s, false}, {u"error"_s, why}});
    };
    if (order.value("do"_L1) != "standby"_L1)
        return refuse(hosts() ? u"this host does not serve now: see `sermo-broker standby status`"_s
                              : u"this one stands by: ask the broker that serves"_s);
    const QString what = order.value("what"_L1).toString();
    const Phase phase = m_member ? m_member->status().phase : Phase::SettingApart;
    if (what == "status"_L1)
        return answer(QJsonObject{{u"ok"_s, true}, {u"standby"_s, status()}});
    if (what == "take-over"_L1 && phase != Phase::Offering)
        return refuse(
            u"there is nothing to take over: the host was heard, or this one never had all"
            " of its log"_s);
    if (what == "go-on"_L1 && phase != Phase::Asking && phase != Phase::Aside)
        return refuse(u"it does not wait for the other one"_s);
    if (what != "take-over"_L1 && what != "go-on"_L1)
        return refuse(u"not an order: %1"_s.arg(what));
    const auto word = what == "take-over"_L1 ? standby::Word::TakeOver : standby::Word::GoOnAlone;
    // Not out of a call of who asks, which goes when another one gets the port.
    const auto decide = [this, word] {
        if (m_member)
            perform(m_member->told(word, now()));
    };
    QMetaObject::invokeMethod(this, decide, Qt::QueuedConnection);
    answer(QJsonObject{{u"ok"_s, true}});
}

server::StandbyHouse Pair::house()
{
    return {[this](QTcpSocket *socket, const server::RequestHead &head) {
                if (const int status = refusal(head))
                    return server::Door::refuse(socket,
                                                server::HttpAnswer::plain(status).to(head.method));
                m_handshakes.begin(
                    socket, [this](std::unique_ptr<QWebSocket> made, QTcpSocket *beneath) {
                        m_cameIn = true;
                        adopt(std::make_unique<Link>(std::move(made), beneath, nullptr));
                    });
            },
            [this] { return status(); },
            [this](const QJsonObject &order, const server::StandbyHouse::Answer &answer) {
                carryOutOrder(order, answer);
            },
            [this](const KeyName &) {
                if (!m_cameIn)
                    return;
                m_database->load(this, [this](const store::Credentials::Contents &contents) {
                    m_keys.load(contents.keys);
                });
                loseLink();
            },
            [this] { return other(); }};
}

} // namespace sermo::pair
