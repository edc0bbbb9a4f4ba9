// SPDX-License-Identifier: GPL-3.0-or-later
#include "broker/server/fellows.h"

#include "broker/server/sightingtalk.h"

#include <QJsonDocument>
#include <QLoggingCategory>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace sermo::server
{

namespace
{

Q_LOGGING_CATEGORY(lc, "sermo.broker.cluster")

QJsonObject doing(const QString &what)
{
    return {{u"do"_s, what}};
}

QJsonObject about(const QString &what, const UserId &user, Seq upTo = 0)
{
    return {{u"do"_s, what}, {u"who"_s, nameToJson(user.value())}, {u"upTo"_s, qint64(upTo)}};
}

QJsonArray names(const QList<UserId> &users)
{
    QJsonArray all;
    for (const UserId &user : users)
        all.append(nameToJson(user.value()));
    return all;
}

} // namespace

Fellows::Fellows(store::Cluster &cluster, const Clock &clock, QObject *parent)
    : QObject(parent)
    , m_cluster(cluster)
    , m_clock(clock)
    , m_beganAt(clock.now().steady)
    , m_toldAt(m_beganAt)
{
    connect(&m_cluster, &store::Cluster::heard, this, &Fellows::hear);
    say(doing(u"ask"_s)); // of everybody
}

// --- What is told --------------------------------------------------------------------------------

void Fellows::say(const QJsonObject &words, const QByteArray &frame)
{
    if (m_hasLeft)
        return;
    m_toldAt = m_clock.now().steady;
    m_cluster.tell(QJsonDocument(words).toJson(QJsonDocument::Compact) + '\n' + frame);
}

void Fellows::tell(const desk::Sighting &sighting)
{
    m_own.take(sighting);
    if (const auto *beat = std::get_if<desk::seen::LinkBeat>(&sighting); beat && !beat->hidden) {
        m_beats.insert(beat->user);
        return;
    }
    QJsonObject words = toJson(sighting);
    words.insert(u"do"_s, u"see"_s);
    say(words);
}

void Fellows::tell(const EventFrame &frame, Seq after)
{
    QJsonObject words = doing(u"pass"_s);
    words.insert(u"after"_s, qint64(after));
    say(words, frame.bytes());
}

void Fellows::tellSealed(const UserId &user, bool isSealed)
{
    const Time now = m_clock.now().steady;
    if (isSealed)
        m_sealed.insert(user, {now, now, false, {}});
    else
        m_sealed.remove(user);
    say(about(isSealed ? u"seal"_s : u"unseal"_s, user));
}

void Fellows::tellErased(const UserId &user, Seq upTo)
{
    say(about(u"erased"_s, user, upTo));
}

void Fellows::tellQuiet(const UserId &user, Seq upTo)
{
    say(about(u"quiet"_s, user, upTo));
}

void Fellows::leave()
{
    say(doing(u"leave"_s));
    m_hasLeft = true;
}

void Fellows::sayRoll()
{
    const QList<desk::Sighting> all = m_own.comings();
    for (qsizetype at = 0; at == 0 || at < all.size(); at += RollPart) {
        QJsonArray part;
        const qsizetype end = std::min(at + RollPart, all.size());
        for (qsizetype i = at; i < end; ++i)
            part.append(toJson(all.at(i)));
        QJsonObject words = doing(u"roll"_s);
        words.insert(u"there"_s, part);
        words.insert(u"begins"_s, at == 0);
        words.insert(u"ends"_s, end == all.size());
        if (end == all.size())
            words.insert(u"sealed"_s, names(m_sealed.keys()));
        say(words);
    }
}

//! Thousands of pings a second are a few messages.
void Fellows::sayBeats()
{
    QJsonArray part;
    const auto tellPart = [&] {
        QJsonObject words = doing(u"beats"_s);
        words.insert(u"of"_s, std::exchange(part, {}));
        say(words);
    };
    for (const UserId &user : std::as_const(m_beats)) {
        part.append(nameToJson(user.value()));
        if (part.size() >= RollPart)
            tellPart();
    }
    m_beats.clear();
    if (!part.isEmpty())
        tellPart();
}

void Fellows::pulse(Instant now)
{
    if (now.steady - m_toldAt >= AliveEvery || !m_beats.isEmpty()) {
        if (m_beats.isEmpty())
            say(doing(u"live"_s));
        else
            sayBeats();
    }
    sayAgain(now.steady);
    dropTheSilent(now.steady);
}

//! What may have been lost: a question for all that somebody sees, and that we erase a customer.
void Fellows::sayAgain(Time now)
{
    const QList<QByteArray> fellows = m_fellows.keys();
    for (const QByteArray &name : fellows) {
        const auto askedAt = m_fellows.value(name).askedAt;
        if (askedAt && now - *askedAt >= AliveEvery)
            askForRoll(name);
    }
    const QList<UserId> users = m_sealed.keys();
    for (const UserId &user : users) {
        const auto sealing = m_sealed.find(user);
        if (sealing == m_sealed.end() || now - sealing->saidAt < AliveEvery)
            continue;
        sealing->saidAt = now;
        if (!quietUpTo(user))
            say(about(u"seal"_s, user));
        if (now - sealing->since >= QuietWithin && !std::exchange(sealing->isLate, true))
            emit unquiet(user);
    }
}

void Fellows::dropTheSilent(Time now)
{
    const QList<QByteArray> fellows = m_fellows.keys();
    for (const QByteArray &name : fellows) {
        if (now - m_fellows.value(name).heardAt < GoneAfter)
            continue;
        qCWarning(lc) << "broker" << name << "is not heard any more";
        forget(name);
    }
}

// --- What is heard -------------------------------------------------------------------------------

void Fellows::hear(const QByteArray &from, quint64 number, const QByteArray &message)
{
    const qsizetype end = message.indexOf('\n');
    const QJsonObject words
        = QJsonDocument::fromJson(message.first(std::max(end, qsizetype(0)))).object();
    const bool isNew = !m_fellows.contains(from);
    if (words.value("do"_L1) == "leave"_L1)
        return forget(from);
    Fellow &fellow = m_fellows[from];
    fellow.heardAt = m_clock.now().steady;
    if (const quint64 last = std::exchange(fellow.number, number); isNew || number != last + 1) {
        fellow.counting.reset();
        askForRoll(from);
    }
    heed(from, words, message.sliced(end + 1));
}

void Fellows::askForRoll(const QByteArray &name)
{
    m_fellows[name].askedAt = m_clock.now().steady;
    QJsonObject question = doing(u"ask"_s);
    question.insert(u"of"_s, QString::fromLatin1(name));
    say(question);
}

void Fellows::heed(const QByteArray &from, const QJsonObject &words, const QByteArray &frame)
{
    const QString what = words.value("do"_L1).toString();
    Fellow &fellow = m_fellows[from];
    if (what == "see"_L1) {
        if (const auto sighting = sightingIn(words))
            take(fellow, *sighting);
    } else if (what == "beats"_L1) {
        const QJsonArray all = words.value("of"_L1).toArray();
        for (const QJsonValue &each : all)
            emit seen(desk::seen::LinkBeat{UserId(nameIn(each)), {}});
    } else if (what == "pass"_L1) {
        heedPassed(words, frame);
    } else if (what == "roll"_L1) {
        heedRoll(fellow, words);
    } else if (what == "ask"_L1) {
        const QString of = words.value("of"_L1).toString();
        if (of.isEmpty() || of == QString::fromLatin1(m_cluster.self()))
            sayRoll();
    } else {
        heedSealing(from, what, UserId(nameIn(words.value("who"_L1))),
                    Seq(words.value("upTo"_L1).toInteger()));
    }
}

void Fellows::heedSealing(const QByteArray &from, const QString &what, const UserId &user, Seq upTo)
{
    if (what == "seal"_L1) {
        m_fellows[from].sealed.insert(user);
        emit sealed(user, true);
    } else if (what == "unseal"_L1) {
        m_fellows[from].sealed.remove(user);
        if (!isSealed(user))
            emit sealed(user, false);
    } else if (what == "erased"_L1) {
        emit erased(user, upTo);
    } else if (what == "quiet"_L1 && m_sealed.contains(user)) {
        m_sealed[user].quiet.insert(from, upTo);
        emit quietened(user);
    }
}

void Fellows::heedPassed(const QJsonObject &words, const QByteArray &frame)
{
    if (const auto event = EventFrame::fromBroker(frame))
        emit passed(*event, Seq(words.value("after"_L1).toInteger()));
}

void Fellows::heedRoll(Fellow &fellow, const QJsonObject &words)
{
    if (words.value("begins"_L1).toBool())
        fellow.counting.emplace();
    if (!fellow.counting)
        return;
    const QJsonArray part = words.value("there"_L1).toArray();
    for (const QJsonValue &each : part) {
        if (const auto sighting = sightingIn(each.toObject()))
            fellow.counting->take(*sighting);
    }
    if (!words.value("ends"_L1).toBool())
        return;
    const RollCall now = *fellow.counting;
    fellow.counting.reset();
    fellow.askedAt.reset();
    const QList<desk::Sighting> changes = fellow.there.changeTo(now);
    for (const desk::Sighting &change : changes)
        take(fellow, change);
    heedSealed(fellow, words.value("sealed"_L1).toArray());
}

//! All whom that one erases now.
void Fellows::heedSealed(Fellow &fellow, const QJsonArray &names)
{
    const QSet<UserId> before = std::exchange(fellow.sealed, {});
    for (const QJsonValue &name : names)
        fellow.sealed.insert(UserId(nameIn(name)));
    const QSet<UserId> now = fellow.sealed;
    for (const UserId &user : now - before)
        emit sealed(user, true);
    for (const UserId &user : before - now)
        lapse(user);
}

void Fellows::lapse(const UserId &user)
{
    if (!isSealed(user))
        emit lapsed(user);
}

bool Fellows::isSealed(const UserId &user) const
{
    return m_sealed.contains(user) || isSealedElsewhere(user);
}

bool Fellows::isSealedElsewhere(const UserId &user) const
{
    return std::ranges::any_of(
        m_fellows, [&user](const Fellow &fellow) { return fellow.sealed.contains(user); });
}

//! Who has just come has not heard of everybody.
std::optional<Seq> Fellows::quietUpTo(const UserId &user) const
{
    if (m_clock.now().steady - m_beganAt < 2 * AliveEvery)
        return std::nullopt;
    const QHash<QByteArray, Seq> quiet = m_sealed.value(user).quiet;
    Seq upTo = 0;
    for (auto fellow = m_fellows.keyBegin(); fellow != m_fellows.keyEnd(); ++fellow) {
        if (!quiet.contains(*fellow))
            return std::nullopt;
        upTo = std::max(upTo, quiet.value(*fellow));
    }
    return upTo;
}

//! His own roll has him still whose page was left: whether another tab is there, he knows.
void Fellows::take(Fellow &fellow, const desk::Sighting &sighting)
{
    fellow.there.take(sighting);
    if (isHere(sighting) || isAt(sighting, &fellow))
        return;
    desk::Sighting told = sighting;
    if (auto *up = std::get_if<desk::seen::LinkUp>(&told))
        up->isElsewhere = true;
    emit seen(told);
}

bool Fellows::isElsewhere(const desk::Sighting &sighting) const
{
    return isAt(sighting, nullptr);
}

bool Fellows::isAt(const desk::Sighting &sighting, const Fellow *except) const
{
    return std::ranges::any_of(m_fellows, [&](const Fellow &fellow) {
        return &fellow != except && fellow.there.has(sighting);
    });
}

//! It is gone, and all who were connected to it: where they come next they are seen again.
void Fellows::forget(const QByteArray &name)
{
    const Fellow fellow = m_fellows.take(name);
    for (Sealing &sealing : m_sealed)
        sealing.quiet.remove(name); // should it come back it says so anew
    const QList<desk::Sighting> goings = fellow.there.changeTo(RollCall());
    for (const desk::Sighting &going : goings) {
        if (!isHere(going) && !isElsewhere(going))
            emit seen(going);
    }
    for (const UserId &user : std::as_const(fellow.sealed))
        lapse(user);
}

} // namespace sermo::server
