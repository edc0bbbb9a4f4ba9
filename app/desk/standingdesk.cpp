// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/desk/standingdesk.h"

#include "app/desk/ownaddress.h"
#include "broker/pair/pair.h"
#include "broker/store/apart.h"
#include "broker/store/apartname.h"
#include "ui/model/standbyinvitation.h"

#include <QJsonObject>
#include <QRandomGenerator>

#include <cstdio>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace sermo::app
{

using Phase = model::StandbyOffice::Phase;

namespace
{

Phase phaseFrom(const QString &word)
{
    if (word == "serving"_L1)
        return Phase::Serving;
    if (word == "asking"_L1)
        return Phase::Asking;
    if (word == "aside"_L1)
        return Phase::Aside;
    if (word == "following"_L1)
        return Phase::Following;
    return word == "offering"_L1 ? Phase::Offering : Phase::Starting;
}

//! A key's name is its own for ever, and there may have been one that stood by before.
QString newName(QLatin1StringView what)
{
    return u"%1-%2"_s.arg(what).arg(QRandomGenerator::system()->generate(), 8, 16,
                                    QLatin1Char('0'));
}

} // namespace

StandingDesk::StandingDesk(const DeskOptions &options, BrokerThread *broker, QObject *parent)
    : StandbyOffice(parent)
    , m_options(options)
    , m_broker(options.standing ? broker : nullptr)
{
    m_second.setInterval(1s);
    connect(&m_second, &QTimer::timeout, this, &StandingDesk::poll);
    if (m_broker) {
        m_state.other = m_options.standing->other;
        m_state.takesOver = m_options.standing->takesOver;
        m_state.otherPublic = m_options.standing->otherPublic;
        m_files = luggage::filesOf(place());
        connect(m_broker, &BrokerThread::otherFound, this, &StandingDesk::handleFound);
        connect(m_broker, &BrokerThread::luggageCame, this, &StandingDesk::handleLuggage);
        m_second.start();
    }
    judge();
}

void StandingDesk::setOffice(HostedOffice *office)
{
    m_office = office;
    if (office && m_state.settingsTrouble.isEmpty())
        tellLuggage();
    judge();
}

void StandingDesk::judge()
{
    State now = m_state;
    now.setup = Setup::Nothing;
    if (m_options.standing)
        now.setup = Setup::Done;
    else if (m_options.join)
        now.setup = Setup::StandingBy;
    else if (m_office && !m_office->reach().broker.isEmpty())
        now.setup = Setup::Inviting;
    if (std::exchange(m_state, now) != now)
        emit changed();
}

QUrl StandingDesk::address() const
{
    if (m_options.standing)
        return m_options.standing->here;
    if (m_office && !m_office->reach().broker.isEmpty())
        return m_office->reach().broker;
    QUrl usual(u"https://0.0.0.0"_s);
    usual.setPort(Endpoint().port);
    return addressForOthers(usual);
}

//! Two keys: the one by which the other desk stands by, and one for this desk itself, which joins
//! the one that serves like any other from now on, whichever that is.
void StandingDesk::invite(QObject *context, const Invited &done)
{
    if (!m_office)
        return done(failure(tr("No broker runs")));
    Standing standing;
    standing.here = address();
    standing.begins = true;
    const QPointer<HostedOffice> office = m_office;
    office->makeKey(
        {newName("stand-by"_L1), u"standby"_s, {}}, context,
        [this, office, context, standing, done](const Result<QString, QString> &key) mutable {
            if (!key || !office)
                return done(failure(key ? tr("No broker runs") : QString(key.error())));
            standing.key = *key;
            office->makeKey({newName("desk"_L1), u"supervisor"_s, {}}, context,
                            [this, standing, done](const Result<QString, QString> &own) mutable {
                                if (!own)
                                    return done(failure(QString(own.error())));
                                standing.deskKey = *own;
                                keepInvited(standing, done);
                            });
        });
}

void StandingDesk::keepInvited(const Standing &standing, const Invited &done)
{
    if (const auto kept = standing.save(m_options.dataDir); !kept)
        return done(failure(QString(kept.error())));
    const QByteArray pin = m_office ? m_office->reach().pin : QByteArray();
    done(model::standbyLink({standing.here, pin, standing.key, {}, {}}));
}

//! Who is stood by for is tried as a host, with the key by which this desk comes to its team, and
//! what he sets counts here. So a link alone, which any page may have, does not make him that.
QString StandingDesk::standBy(const model::Invitation &invitation, const QUrl &here, bool takesOver)
{
    if (!m_isOfTeam || !m_isOfTeam({invitation.broker, invitation.pin}))
        return tr("The invitation is for the desk at %1, which is not the host of the team that "
                  "this desk has joined. Join that team first.")
            .arg(invitation.broker.toDisplayString());
    Standing standing;
    standing.here = here;
    standing.other = invitation.broker;
    standing.pin = invitation.pin;
    standing.key = invitation.key;
    standing.takesOver = takesOver;
    if (const auto kept = standing.save(m_options.dataDir); !kept)
        return kept.error();
    begin();
    return {};
}

void StandingDesk::change(bool takesOver, const QUrl &otherPublic)
{
    const auto kept = Standing::load(m_options.dataDir);
    if (!kept || !*kept)
        return;
    Standing standing = **kept;
    standing.takesOver = takesOver;
    standing.otherPublic = otherPublic;
    if (standing != **kept && standing.save(m_options.dataDir))
        begin();
}

void StandingDesk::decide(Word word)
{
    if (!m_broker)
        return;
    const QString what = word == Word::TakeOver ? u"take-over"_s : u"go-on"_s;
    m_broker->askPair([what](pair::Pair &pair) {
        // Where it is too late for that, the next look at how the two are says so.
        pair.carryOutOrder({{u"do"_s, u"standby"_s}, {u"what"_s, what}},
                           [](const QJsonObject &) {});
    });
}

void StandingDesk::poll()
{
    if (!m_broker)
        return;
    m_broker->askPair([self = QPointer(this), master = m_broker.data(), files = m_files,
                       directory = m_options.dataDir](pair::Pair &pair) {
        Put put{store::apart::filesIn(directory), {}};
        for (const QString &file : files)
            put.settings += store::apartname::allOf(file);
        QMetaObject::invokeMethod(
            master,
            [self, told = pair.status(), put] {
                if (self)
                    self->handleStatus(told, put);
            },
            Qt::QueuedConnection);
    });
}

void StandingDesk::handleStatus(const QJsonObject &told, const Put &aside)
{
    State now = m_state;
    now.phase = phaseFrom(told["phase"_L1].toString());
    now.isLinked = told["linked"_L1].toBool();
    now.isInStep = told["inStep"_L1].toBool();
    now.hasTrouble = told["trouble"_L1].toBool();
    now.silentSeconds = 0;
    if (now.phase == Phase::Offering)
        now.silentSeconds = told["heardMsAgo"_L1].toInteger() / 1000;
    else if (m_state.phase == now.phase
             && (now.phase == Phase::Asking || now.phase == Phase::Aside))
        now.silentSeconds = m_state.silentSeconds + 1; // asked once a second
    now.apart = aside.logs.join(u", "_s);
    now.settingsApart = aside.settings.join(u", "_s);
    if (std::exchange(m_state, now) != now)
        emit changed();
}

//! What has been told by the other one counts after a restart, too.
void StandingDesk::handleFound(const QUrl &at, const QByteArray &pin)
{
    m_state.other = at;
    amend([&](Standing &standing) {
        standing.other = at;
        standing.pin = pin;
    });
    emit changed();
}

void StandingDesk::amend(const std::function<void(Standing &)> &change)
{
    const auto kept = Standing::load(m_options.dataDir);
    if (!kept || !*kept)
        return;
    Standing standing = **kept;
    change(standing);
    if (const auto saved = standing.save(m_options.dataDir); !saved)
        std::fprintf(stderr, "sermo-desk: %s\n", qUtf8Printable(saved.error()));
}

QByteArray StandingDesk::taken() const
{
    const auto kept = Standing::load(m_options.dataDir);
    return kept && *kept ? (*kept)->taken : QByteArray();
}

//! Whatever could not be kept of the host's: what somebody has saved counts from now on.
void StandingDesk::handleConfigured()
{
    if (!std::exchange(m_state.settingsTrouble, QString()).isEmpty())
        emit changed();
    tellLuggage();
}

void StandingDesk::tellLuggage()
{
    if (!m_office || !m_broker)
        return;
    m_office->readSettings(
        this, [this](const Result<model::HostOffice::Settings, model::HostOffice::Trouble> &read) {
            if (read && m_broker)
                m_broker->askPair([luggage = luggage::of(*read, taken())](pair::Pair &pair) {
                    pair.setLuggage(luggage);
                });
        });
}

void StandingDesk::handleLuggage(const QJsonObject &luggage)
{
    const auto unpacked = luggage::unpack(luggage, place(), taken());
    if (m_broker) {
        // Until it tells what the files here say, which may never be: who comes back is told his.
        m_broker->askPair(
            [ways = luggage::handedOn(luggage)](pair::Pair &pair) { pair.setLuggage(ways); });
        if (unpacked)
            m_broker->prepare(unpacked->configuration, unpacked->rules);
    }
    m_state.settingsTrouble = unpacked ? unpacked->trouble : unpacked.error();
    if (m_state.settingsTrouble.isEmpty()) {
        m_files = luggage::filesOf(place());
        amend([&](Standing &standing) { standing.taken = unpacked->mark; });
    } else {
        std::fprintf(stderr, "sermo-desk: the host's configuration cannot be kept: %s\n",
                     qUtf8Printable(m_state.settingsTrouble));
    }
    emit changed();
}

} // namespace sermo::app
