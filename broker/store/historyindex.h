// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "broker/store/eventrow.h"
#include "broker/store/historyquery.h"
#include "broker/store/sqlite.h"

#include <QHash>

#include <functional>

namespace sermo::store
{

//! The conversations of a log, to be searched: `DIR/history.db`, a projection with the log's `seq`
//! as its cursor. It follows the log when told to, from a connection that only reads it, so that
//! nothing stored waits for it. It holds nothing that the log has not: whoever rids the log's files
//! of what was erased deletes it (discard()), and it is made anew from what is left. Blocks the
//! caller; used in one thread.
class HistoryIndex
{
public:
    static constexpr QChar Separator{0x1f}; //!< between the names of a list in a column

    //! Which line `handover_to_agent` means: the platform's, which the configuration knows.
    using PlatformQueue = std::function<QueueId(const PlatformId &platform)>;

    explicit HistoryIndex(QString directory, PlatformQueue platformQueue = {});

    //! For what is taken from now on.
    void setPlatformQueue(PlatformQueue platformQueue)
    {
        m_platformQueue = std::move(platformQueue);
    }
    //! Takes the next events, so many at most; gives whether there are more. Opens what is needed,
    //! and begins anew where the file is damaged, another log's, an older version's, or gone.
    [[nodiscard]] Result<bool, QString> follow(int events = 2000);
    [[nodiscard]] HistoryPage search(const HistoryQuery &query);
    //! The events of the conversation that begins there, those after `after`: a few hundred.
    [[nodiscard]] HistoryTranscript openConversation(Seq session, Seq after);
    void close();

    //! Deletes the files; no harm where there are none. Whoever has them open begins anew.
    [[nodiscard]] static bool discard(const QString &directory);

private:
    struct Draft; //!< a conversation that the events at hand change
    using Drafts = QHash<UserId, Draft>;

    [[nodiscard]] Result<void, QString> open();
    [[nodiscard]] Result<void, QString> openLog();
    [[nodiscard]] Result<void, QString> openFile();
    void closeFile();
    void discardDamaged();
    [[nodiscard]] bool prepare();
    [[nodiscard]] bool take(int events, bool &hasMore);
    [[nodiscard]] bool fold(const StoredEvent &event, Drafts &drafts);
    [[nodiscard]] std::optional<Draft *> draftOf(const StoredEvent &event, Drafts &drafts);
    [[nodiscard]] sqlite::Step load(const UserId &user, Draft &draft);
    [[nodiscard]] bool save(const Drafts &drafts);
    [[nodiscard]] bool save(const Draft &draft);
    [[nodiscard]] bool purge();
    [[nodiscard]] bool forget(Seq session);
    [[nodiscard]] std::optional<bool> isKept(Seq seq); //!< by the log, still; none: it fails
    [[nodiscard]] Result<void, QString> find(const HistoryQuery &query, HistoryPage &page);
    [[nodiscard]] Result<void, QString> collect(Seq session, Seq after, HistoryTranscript &found);

    const QString m_directory;
    PlatformQueue m_platformQueue;
    std::optional<sqlite::Connection> m_log, m_file;
    sqlite::Statement m_events, m_kept, m_said; //!< of the log
    sqlite::Statement m_load, m_save, m_text, m_forgetText, m_saveText, m_saveFact;
    QString m_epoch;
    Seq m_cursor = 0;
    int m_sweepIn = 0; //!< steps until all is looked through for what the log has emptied
};

} // namespace sermo::store
