// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "broker/desk/desk.h"
#include "tests/desk/sayings.h"
#include "tests/support/fakeclock.h"

#include <QSet>

namespace sermo::test
{

//! A desk with a log, a clock and people: what the broker does with it, without sockets or disks.
//! Whatever the desk wants appended is appended (or not, as a real log would refuse it), judged as
//! the desk's own on the way, and told to everybody.
class Scene
{
public:
    struct Heard {
        qint64 atMs = 0; //!< on the steady clock
        Seq seq = 0; //!< 0: it passed
        EventFrame frame;
    };

    explicit Scene(desk::DeskConfig config = usual());
    //! Platforms `webchat` (general, English) and `butiken` (sales, Swedish); the default queues.
    //! Agents claim by hand …
    [[nodiscard]] static desk::DeskConfig usual();
    //! … or are given customers, as a desk is by default.
    [[nodiscard]] static desk::DeskConfig allocating();

    [[nodiscard]] Instant now() const { return m_clock.now(); }
    //! Time goes by; links, sockets and bots that are up stay good. In steps of a tenth of a
    //! second, or a second where it is long.
    void pass(std::chrono::milliseconds time);
    //! Of several brokers this one comes to act: nothing it asked for is under way.
    void comeToAct();
    //! The process is killed and starts again on the same log: nobody is connected.
    void restart();
    void restart(const desk::DeskConfig &config); //!< … with another configuration
    //! Another configuration counts from now on.
    void reconfigure(const desk::DeskConfig &config);

    desk::Verdict say(const desk::Sender &who, const EventFrame &what);
    void see(const desk::Sighting &sighting);

    void botComes(); //!< connects and says that it is available
    void agentComes(const char *id, const char *status = "available");
    void customerComes(const char *user,
                       const char *platform = nullptr); //!< a tab, not yet a session
    void customerGoes(const char *user); //!< his last socket
    void types(const char *user, bool isCustomers = true);
    //! A customer in that state, by the ordinary way there: the bot hands over to `general`, anna
    //! claims, lends, is done.
    void bring(const char *user, desk::Stage stage);

    [[nodiscard]] const desk::Desk &desk() const { return *m_desk; }
    [[nodiscard]] desk::Session session(const char *user) const;
    //! The session in words: `queued 2 of 3 in general`, `assigned to anna`.
    [[nodiscard]] QString state(const char *user) const;
    //! What was heard of one type, about one user (null: about nobody), since the last forget().
    [[nodiscard]] QList<EventFrame> heard(EventType type, const char *user = nullptr) const;
    //! The last probability told of him; below 0: none was.
    [[nodiscard]] double probability(const char *user) const;
    [[nodiscard]] QStringList infos(const char *user) const;
    [[nodiscard]] QList<int> numbers(const char *user) const;
    [[nodiscard]] QStringList reasons(
        const char *user) const; //!< of the desk's own events: `type reason`
    [[nodiscard]] const QList<Heard> &all() const { return m_heard; }
    void forget() { m_heard.clear(); }

    QList<StoredEvent> log;
    bool storageFails = false; //!< nothing that the desk asks for is appended
    int lost = 0; //!< how often it asked in vain
    QStringList refusedOfDesk; //!< what the desk said and judge() did not allow: always empty

private:
    void store(const EventFrame &frame, const SenderName &sender);
    void follow(desk::Emissions emissions);
    void deliver(const EventFrame &frame, Seq seq);
    void beat();

    FakeClock m_clock;
    desk::DeskConfig m_config;
    std::unique_ptr<desk::Desk> m_desk;
    QHash<UserId, Seq> m_lastControl; //!< as the log keeps it
    QList<Heard> m_heard;
    QSet<QString> m_links;
    bool m_bot = false;
    int m_beats = 0;
};

//! Folds an event as a broker does, which keeps the least of who has no open session.
void foldAsABroker(desk::SessionTable &table, const desk::DeskConfig &config,
                   const StoredEvent &event);

//! A verdict in words: `accepted`, `unchanged`, `claimed by anna`, or the error's code.
[[nodiscard]] QString inWords(const desk::Verdict &verdict);

} // namespace sermo::test
