// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "broker/store/database.h"
#include "broker/store/nats/scrubturn.h"
#include "broker/store/nats/sharedlog.h"

#include <deque>
#include <map>
#include <memory>
#include <set>

namespace sermo::store
{

//! A cluster's log of which this broker has a copy in a directory of its own: what is told is in
//! the copy before, so that pages, history, search and figures are read from it as they are where
//! a broker is alone. The numbers in the copy are the cursor, in the same transaction. One that is
//! not of this log, or missed what was erased, is made anew. Its thread: the one that calls open().
class MirroredLog final : public EventLog
{
    Q_OBJECT
public:
    static constexpr std::chrono::milliseconds TryAgain{1'000}; //!< where the copy is not written
    //! So many bytes of events wait for the copy; what comes beyond is read again from the log.
    static constexpr qsizetype MostWaiting = 16 * 1024 * 1024;

    MirroredLog(std::unique_ptr<SharedLog> log, std::shared_ptr<Database> copy, const Clock &clock);
    ~MirroredLog() override;

    void open() override;
    [[nodiscard]] QString epoch() const override { return m_log->epoch(); }
    [[nodiscard]] Seq head() const override { return m_told; }
    [[nodiscard]] Seq expired() const override { return m_log->expired(); }
    //! Those of which the copy has been emptied: no page has what they erased.
    [[nodiscard]] quint64 erasures() const override { return m_erasures; }
    [[nodiscard]] QString damage() const override { return m_log->damage(); }
    [[nodiscard]] qsizetype waiting() const { return m_bytes; } //!< bytes of events, for the copy

    //! Refused at once while more waits for the copy than may.
    void append(const QList<AppendRequest> &batch) override;
    void read(const ReadQuery &query, QObject *context, PageHandler handler) override;
    //! Answered when the copy has been emptied, too.
    void erase(const EraseRequest &request, QObject *context, ErasedHandler handler) override;
    void scrub(QObject *context, ScrubbedHandler handler) override;
    void follow(Seq after) override;
    void adoptSnapshot(QObject *context, std::function<void(bool ok)> handler) override;
    void close() override;

private:
    //! What was heard of the log, and waits for the copy.
    struct Told {
        QList<AppendOutcome> outcomes; //!< or …
        QList<StoredEvent> arrived; //!< … these, or …
        QList<Seq> emptied; //!< … these
        std::function<void()> then; //!< also nothing else: what is to come behind all before
        Seq head = 0; //!< all up to it is told then
        quint64 erasures = 0; //!< and so many are carried out

        [[nodiscard]] qsizetype bytes() const;
    };

    void connectParts();
    void beginCopy();
    void copyPage(const Page &page);
    void endCopy();
    void fail(const QString &why);
    void enqueue(Told told);
    void forget(Told told);
    void readAgain();
    void handleReadAgain(const Page &page);
    void takeAgain(const QList<StoredEvent> &events);
    void takeLater(Seq upTo);
    void giveUpReading();
    void write();
    void handleWritten(const QList<Told> &batch, bool ok);
    void handleRefused(const QList<Told> &batch);
    void handleFacts(const QList<Seq> &emptied);
    [[nodiscard]] MirrorMark mark() const;

    const std::unique_ptr<SharedLog> m_log;
    const std::shared_ptr<Database> m_copy;
    bool m_isLogOpen = false;
    bool m_isCopyOpen = false;
    bool m_isOpen = false; //!< opened() was told
    bool m_isAnew = false;
    bool m_isToScrub = false; //!< once it has been made anew
    bool m_isFollowing = false;
    bool m_isWriting = false;
    bool m_isClosing = false;
    bool m_isFailing = false;
    int m_erasing = 0; //!< asked here: who asked scrubs
    quint64 m_erasuresKnown = 0;
    MirrorMark m_copied; //!< what was erased when the copying began
    std::set<Seq> m_early; //!< erased before they were heard
    Seq m_told = 0;
    quint64 m_erasures = 0; //!< as told
    Seq m_written = 0;
    std::deque<Told> m_waiting;
    qsizetype m_bytes = 0; //!< of what waits, and of what is being written
    bool m_isBehind = false; //!< what came behind what waits was forgotten: the log has it
    bool m_isReading = false;
    std::map<Seq, quint64> m_ours; //!< of that, what was appended here: tickets
    std::deque<Told> m_later; //!< what is to come behind it
    QTimer m_again;
    ScrubTurn m_turn;
};

} // namespace sermo::store
