// SPDX-License-Identifier: GPL-3.0-or-later
// What the member decides, carried out in order.
#include "broker/pair/pair.h"

#include "broker/pair/charterfile.h"
#include "broker/store/apart.h"
#include "broker/store/databasefiles.h"

#include <QFileInfo>
#include <QLoggingCategory>

#include <ctime>
#include <utility>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace sermo::pair
{

using standby::Ms;

Q_LOGGING_CATEGORY(lcPair, "sermo.pair")

namespace
{

constexpr auto RedialEvery = 1s;
constexpr auto LeaveTakes = 1s;

} // namespace

Pair::Pair(const Terms &terms, const Clock &clock, MakeBroker makeBroker, QObject *parent)
    : QObject(parent)
    , m_terms(terms)
    , m_clock(clock)
    , m_makeBroker(std::move(makeBroker))
    , m_port(terms.port)
    , m_dialer(terms, nullptr)
{
    m_wake.setSingleShot(true);
    m_wake.setTimerType(Qt::PreciseTimer);
    connect(&m_wake, &QTimer::timeout, this, [this] {
        if (m_member)
            perform(m_member->tick(now()));
    });
    m_redial.setInterval(RedialEvery);
    connect(&m_redial, &QTimer::timeout, this, &Pair::dial);
    connect(&m_dialer, &Dialer::reached, this, [this](QWebSocket *socket) {
        m_cameIn = false;
        adopt(std::make_unique<Link>(std::unique_ptr<QWebSocket>(socket), nullptr, nullptr));
    });
}

Pair::~Pair()
{
    // A broker goes before its stores, a feed before its link.
    m_feed.reset();
    m_link.reset();
    m_broker.reset();
    m_holding.reset();
}

//! Counts while the machine sleeps, too: one that did must not believe that it may go on.
Ms Pair::now() const
{
    timespec at{};
    ::clock_gettime(CLOCK_BOOTTIME, &at);
    return std::chrono::duration_cast<Ms>(std::chrono::seconds(at.tv_sec)
                                          + std::chrono::nanoseconds(at.tv_nsec));
}

void Pair::start()
{
    const auto charter = loadCharter(m_terms.directory);
    if (!charter)
        return fail(charter.error());
    if (*charter) {
        m_charter = **charter;
    } else {
        m_charter.hosts = m_terms.begins;
        m_charter.term = m_terms.begins ? 1 : 0;
        const bool isEmpty = QFileInfo(store::files::databaseIn(m_terms.directory)).size() == 0;
        if (!m_terms.begins && !isEmpty) { // a log of its own, from before
            if (const auto done = store::apart::setApart(m_terms.directory); !done)
                return fail(done.error());
        }
        write(m_charter);
    }
    if (const QString apart = store::apart::told(m_terms.directory); !apart.isEmpty())
        qCWarning(lcPair).noquote() << apart;
    if (m_charter.apart && !m_hasFailed)
        return makeMember(store::apart::headOf(m_terms.directory));
    settle();
}

void Pair::makeMember(Seq head)
{
    m_member = std::make_unique<standby::Member>(m_charter, head, m_terms.wish, m_terms.patience);
    m_redial.start();
    perform(m_member->start(now()));
    dial();
}

void Pair::stop()
{
    if (std::exchange(m_isStopping, true))
        return;
    m_redial.stop();
    m_dialer.giveUp();
    if (!m_member || hosts() || !m_link || !m_theirs)
        return settle();
    perform(m_member->told(standby::Word::Leave, now()));
    if (!m_link)
        return settle();
    m_link->finish();
    QTimer::singleShot(LeaveTakes, this, &Pair::settle);
}

void Pair::perform(const standby::Actions &actions)
{
    m_actions.insert(m_actions.end(), actions.begin(), actions.end());
    work();
}

void Pair::work()
{
    if (std::exchange(m_isWorking, true))
        return;
    while (!m_actions.empty() && !m_renews && !m_hasFailed) {
        const standby::Action next = m_actions.front();
        m_actions.pop_front();
        carryOut(next);
    }
    m_isWorking = false;
    settle();
    arm();
}

void Pair::carryOut(const standby::Action &action)
{
    if (const auto *written = std::get_if<standby::act::Write>(&action)) {
        write(written->charter);
    } else if (const auto *sent = std::get_if<standby::act::Send>(&action)) {
        if (m_link && m_theirs)
            m_link->say(sent->message);
    } else if (const auto *from = std::get_if<standby::act::Feed>(&action)) {
        m_feed.reset();
        m_feedAfter = from->after;
    } else if (const auto *release = std::get_if<standby::act::Release>(&action)) {
        m_released = release->upTo;
        if (m_holding)
            m_holding->release(m_released);
    } else if (const auto *serve = std::get_if<standby::act::Serve>(&action)) {
        qCInfo(lcPair) << "serves in term" << m_charter.term;
        m_serves = true;
        m_renews = serve->isOfNewEpoch; // nothing further is done before that
    } else if (std::holds_alternative<standby::act::StepAside>(action)) {
        qCWarning(lcPair) << "steps aside in term" << m_charter.term;
        m_serves = false;
    } else if (const auto *apart = std::get_if<standby::act::SetApart>(&action)) {
        m_apart = apart->after;
        m_serves = false;
        m_released = 0;
    } else {
        dropLink();
    }
}

void Pair::write(const standby::Charter &charter)
{
    m_charter = charter;
    if (const auto saved = saveCharter(m_terms.directory, charter); !saved)
        fail(saved.error());
}

void Pair::arm()
{
    const auto due = m_member && !m_hasFailed && !m_isStopped ? m_member->nextWake() : std::nullopt;
    if (!due)
        return m_wake.stop();
    m_wake.start(std::clamp(*due - now(), Ms(0), Ms(60'000)));
}

void Pair::fail(const QString &why)
{
    if (std::exchange(m_hasFailed, true))
        return;
    m_wake.stop();
    m_redial.stop();
    qCCritical(lcPair).noquote() << why;
    emit failed(why);
}

} // namespace sermo::pair
