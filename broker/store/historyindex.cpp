// SPDX-License-Identifier: GPL-3.0-or-later
#include "broker/store/historyindex.h"

#include "broker/store/databasefiles.h"
#include "broker/store/historydraft.h"
#include "broker/store/openfile.h"

#include <QFile>

#include <utility>

using namespace Qt::StringLiterals;

namespace sermo::store
{

using sqlite::Name;
using sqlite::Resetting;
using sqlite::Step;

namespace
{

constexpr int SweepEvery = 720; // steps, an hour of them at the usual pace
constexpr qint64 Version = 4; // another one is made anew

// No WAL: a rollback journal is gone after each commit, so deleting two files deletes everything.
// Nothing here need outlive a power cut: what is torn is made anew.
constexpr auto Settings = "PRAGMA journal_mode = DELETE; PRAGMA synchronous = OFF;"
                          "PRAGMA secure_delete = ON; PRAGMA cache_size = -16384;";

// A conversation is found by its first event's number, and those that began last are met first.
constexpr auto Tables = R"(
CREATE TABLE IF NOT EXISTS facts(name TEXT NOT NULL PRIMARY KEY, value) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS conversations(
    first_seq INTEGER PRIMARY KEY, user_id, began_ms INTEGER, last_ms INTEGER, ended INTEGER,
    held INTEGER, platform, queue, agent, queues, agents, brand, customer, name, rating INTEGER,
    reason, tags, own_name, opening);
CREATE INDEX IF NOT EXISTS conversations_by_user ON conversations(user_id);
CREATE INDEX IF NOT EXISTS conversations_by_customer ON conversations(customer);
CREATE VIRTUAL TABLE IF NOT EXISTS words USING fts5(
    said, who, tokenize = 'unicode61 remove_diacritics 2');
)";

bool saysSomething(EventType type)
{
    return type != EventType::PresencePoint && type != EventType::Allocation
        && type != EventType::Opaque && type != EventType::AgentStatus
        && type != EventType::MessagesRead && type != EventType::ClientUnload;
}

bool note(sqlite::Statement &saving, QLatin1StringView fact, qint64 value)
{
    const Name name{QString(fact)};
    const Resetting resetting(saving);
    saving.bind(1, name);
    saving.bind(2, value);
    return saving.step() == Step::Done;
}

} // namespace

HistoryIndex::HistoryIndex(QString directory, PlatformQueue platformQueue)
    : m_directory(std::move(directory))
    , m_platformQueue(std::move(platformQueue))
{
}

bool HistoryIndex::discard(const QString &directory)
{
    const QString name = files::historyIn(directory);
    bool isGone = true;
    for (const QString &file : {name, name + u"-journal"_s})
        isGone = (!QFile::exists(file) || QFile::remove(file)) && isGone;
    return isGone;
}

void HistoryIndex::close()
{
    closeFile();
    m_events = {};
    m_kept = {};
    m_said = {};
    m_log.reset();
}

//! Its statements first: a connection with some does not close.
void HistoryIndex::closeFile()
{
    for (sqlite::Statement *statement :
         {&m_load, &m_save, &m_text, &m_forgetText, &m_saveText, &m_saveFact})
        *statement = {};
    m_file.reset();
}

// --- The files -----------------------------------------------------------------------------------

Result<void, QString> HistoryIndex::open()
{
    if (m_file && m_file->hasMoved())
        close(); // somebody discarded it
    if (m_file)
        return {};
    return openLog().and_then([this] { return openFile(); });
}

Result<void, QString> HistoryIndex::openLog()
{
    auto log = openToLook(m_directory);
    if (!log)
        return failure(log.error());
    m_log.emplace(*std::move(log));
    sqlite::Statement epoch = m_log->prepare("SELECT value FROM meta WHERE key = 'epoch'");
    m_events = m_log->prepare("SELECT " SERMO_EVENT_COLUMNS
                              " FROM events WHERE seq > ? ORDER BY seq LIMIT ?");
    m_said = m_log->prepare("SELECT " SERMO_EVENT_COLUMNS
                            " FROM events WHERE user_id = ? AND seq > ? AND seq < ?"
                            " AND length(bytes) > 0 ORDER BY seq LIMIT ?");
    m_kept = m_log->prepare("SELECT 1 FROM events WHERE seq = ? AND length(bytes) > 0");
    if (!m_log->exec("PRAGMA wal_autocheckpoint = 0") || !m_events.isValid() || !m_kept.isValid()
        || !m_said.isValid() || !epoch.isValid() || epoch.step() != Step::Row)
        return failure(m_log->error());
    m_epoch = epoch.text(0);
    return {};
}

Result<void, QString> HistoryIndex::openFile()
{
    const QString name = files::historyIn(m_directory);
    for (const bool isLastTry : {false, true}) {
        // Never anybody else's to read, not for the moment until it is made so.
        QFile made(name);
        if (made.open(QIODevice::WriteOnly | QIODevice::NewOnly,
                      QFile::ReadOwner | QFile::WriteOwner))
            made.close();
        auto file = sqlite::Connection::open(name, sqlite::Connection::Access::ReadWrite);
        QString why;
        if (!file) {
            why = file.error();
        } else {
            m_file.emplace(*std::move(file));
            if (prepare())
                return {};
            why = m_file->error();
        }
        closeFile();
        if (isLastTry || !discard(m_directory))
            return failure(u"%1: %2"_s.arg(name, why));
    }
    Q_UNREACHABLE();
}

bool HistoryIndex::prepare()
{
    if (!m_file->exec(Settings) || !m_file->exec(Tables))
        return false;
    m_load = m_file->prepare("SELECT * FROM conversations WHERE user_id = ?"
                             " ORDER BY first_seq DESC LIMIT 1");
    m_save = m_file->prepare("INSERT OR REPLACE INTO conversations"
                             " VALUES(?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)");
    m_text = m_file->prepare("SELECT said, who FROM words WHERE rowid = ?");
    m_forgetText = m_file->prepare("DELETE FROM words WHERE rowid = ?");
    m_saveText = m_file->prepare("INSERT INTO words(rowid, said, who) VALUES(?, ?, ?)");
    m_saveFact = m_file->prepare("INSERT OR REPLACE INTO facts VALUES(?, ?)");
    for (const auto *statement :
         {&m_load, &m_save, &m_text, &m_forgetText, &m_saveText, &m_saveFact}) {
        if (!statement->isValid())
            return false;
    }
    const auto made = m_file->queryInteger("SELECT count(*) FROM facts");
    if (made == 0) {
        sqlite::Statement note = m_file->prepare("INSERT INTO facts VALUES('epoch', ?1),"
                                                 "('version', ?2), ('cursor', 0),"
                                                 "('emptied', 0)");
        const Name epoch(m_epoch);
        note.bind(1, epoch);
        note.bind(2, Version);
        if (note.step() != Step::Done)
            return false;
    }
    sqlite::Statement epoch = m_file->prepare("SELECT value FROM facts WHERE name = 'epoch'");
    const auto version = m_file->queryInteger("SELECT value FROM facts WHERE name = 'version'");
    const auto cursor = m_file->queryInteger("SELECT value FROM facts WHERE name = 'cursor'");
    const bool isThisLogs = epoch.step() == Step::Row && epoch.text(0) == m_epoch;
    m_cursor = Seq(cursor.value_or(0));
    return isThisLogs && version == Version && cursor.has_value();
}

// --- Following -----------------------------------------------------------------------------------

Result<bool, QString> HistoryIndex::follow(int events)
{
    if (const auto opened = open(); !opened)
        return failure(opened.error());
    bool hasMore = false;
    if (m_file->exec("BEGIN IMMEDIATE") && purge() && take(events, hasMore)
        && m_file->exec("COMMIT"))
        return hasMore;
    const QString why = m_file->hasFailed() ? m_file->error() : m_log->error();
    discardDamaged();
    close();
    return failure(why);
}

bool HistoryIndex::take(int events, bool &hasMore)
{
    Drafts drafts;
    int taken = 0;
    {
        const Resetting resetting(m_events);
        m_events.bind(1, qint64(m_cursor));
        m_events.bind(2, qint64(events));
        Step step = m_events.step();
        for (; step == Step::Row; step = m_events.step(), ++taken) {
            const EventRow row = EventRow::read(m_events);
            m_cursor = row.seq;
            if (row.isErased() || row.checksum() != EventRow::storedChecksum(m_events))
                continue; // gone, or `check` tells of it
            if (const auto event = row.toEvent(); event && !fold(*event, drafts))
                return false;
        }
        if (step == Step::Failed)
            return false;
    }
    hasMore = taken == events;
    if (taken == 0)
        return true;
    return save(drafts) && note(m_saveFact, "cursor"_L1, qint64(m_cursor));
}

//! Takes out what the log has emptied since the last look, bytes and all.
bool HistoryIndex::purge()
{
    const auto noted = m_file->queryInteger("SELECT value FROM facts WHERE name = 'emptied'");
    // Both only rise.
    const auto emptied = m_log->queryInteger(
        "SELECT coalesce(sum(value), 0) FROM meta WHERE key IN ('erasures', 'expired')");
    if (!noted || !emptied)
        return false;
    // What expires after something younger did shows in neither: so look now and then all the same.
    if (*noted == *emptied && --m_sweepIn > 0)
        return true;
    m_sweepIn = SweepEvery;
    QList<Seq> gone;
    sqlite::Statement all = m_file->prepare("SELECT first_seq FROM conversations");
    Step step = all.isValid() ? all.step() : Step::Failed;
    for (; step == Step::Row; step = all.step()) {
        const auto kept = isKept(Seq(all.integer(0)));
        if (!kept)
            return false; // what cannot be read is not gone
        if (!*kept)
            gone.append(Seq(all.integer(0)));
    }
    if (step == Step::Failed)
        return false;
    all.reset();
    for (const Seq session : std::as_const(gone)) {
        if (!forget(session))
            return false;
    }
    // A deleted row's words stay in the older segments until they are merged.
    const bool isClean
        = gone.isEmpty() || m_file->exec("INSERT INTO words(words) VALUES('optimize')");
    return isClean && note(m_saveFact, "emptied"_L1, *emptied);
}

bool HistoryIndex::forget(Seq session)
{
    sqlite::Statement row = m_file->prepare("DELETE FROM conversations WHERE first_seq = ?");
    row.bind(1, qint64(session));
    const Resetting resetting(m_forgetText);
    m_forgetText.bind(1, qint64(session));
    return row.step() == Step::Done && m_forgetText.step() == Step::Done;
}

bool HistoryIndex::fold(const StoredEvent &event, Drafts &drafts)
{
    if (event.frame.user().isEmpty() || !saysSomething(event.frame.type()))
        return true;
    const auto draft = draftOf(event, drafts);
    if (draft && *draft)
        (*draft)->take(event, m_platformQueue);
    return draft.has_value();
}

//! The conversation that an event belongs to; null: none has begun. None: the file fails.
std::optional<HistoryIndex::Draft *> HistoryIndex::draftOf(const StoredEvent &event, Drafts &drafts)
{
    const EventFrame &frame = event.frame;
    auto draft = drafts.find(frame.user());
    if (draft == drafts.end()) {
        draft = drafts.insert(frame.user(), Draft());
        if (load(frame.user(), *draft) == Step::Failed)
            return std::nullopt;
    }
    const bool begins = frame.direction() == Direction::Inbound
        && (frame.type() == EventType::Start || frame.type() == EventType::Text);
    if (begins && (draft->row.session == 0 || draft->row.hasEnded)) {
        if (draft->isChanged && !save(*draft))
            return std::nullopt;
        const Conversation before = draft->row;
        *draft = Draft();
        draft->row.user = frame.user();
        draft->row.session = event.seq;
        draft->row.beganMs = event.receivedMs;
        draft->row.brand = before.brand;
        draft->row.customerId = before.customerId;
        draft->row.customerName = before.customerName;
        draft->noteWho();
    }
    return draft->row.session == 0 ? nullptr : &*draft;
}

//! Row: his last conversation. Done: he has none.
Step HistoryIndex::load(const UserId &user, Draft &draft)
{
    const Name name(user.value());
    const Resetting resetting(m_load);
    m_load.bind(1, name);
    if (const Step step = m_load.step(); step != Step::Row)
        return step;
    Conversation &row = draft.row;
    row.session = Seq(m_load.integer(0));
    row.user = user;
    row.beganMs = m_load.integer(2);
    row.lastMs = m_load.integer(3);
    row.hasEnded = m_load.integer(4) != 0;
    draft.isHeld = m_load.integer(5) != 0;
    draft.platform = PlatformId(m_load.name(6).toString());
    row.queue = QueueId(m_load.name(7).toString());
    row.agent = AgentId(m_load.name(8).toString());
    draft.queues = m_load.name(9).toString();
    draft.agents = m_load.name(10).toString();
    row.brand = m_load.name(11).toString();
    row.customerId = m_load.name(12).toString();
    row.customerName = m_load.name(13).toString();
    row.rating = int(m_load.integer(14));
    row.reason = m_load.name(15).toString();
    draft.tags = m_load.name(16).toString();
    row.ownName = m_load.name(17).toString();
    row.opening = m_load.name(18).toString();
    const Resetting textEnds(m_text);
    m_text.bind(1, qint64(row.session));
    const Step step = m_text.step();
    if (step == Step::Row) {
        draft.text = m_text.name(0).toString();
        draft.who = m_text.name(1).toString();
    }
    return step == Step::Failed ? step : Step::Row;
}

bool HistoryIndex::save(const Drafts &drafts)
{
    for (const Draft &draft : drafts) {
        if (draft.isChanged && !save(draft))
            return false;
    }
    return true;
}

bool HistoryIndex::save(const Draft &draft)
{
    const Conversation &row = draft.row;
    const Name names[] = {Name(row.user.value()),  Name(draft.platform.value()),
                          Name(row.queue.value()), Name(row.agent.value()),
                          Name(draft.queues),      Name(draft.agents),
                          Name(row.brand),         Name(row.customerId),
                          Name(row.customerName),  Name(row.reason),
                          Name(draft.tags),        Name(row.ownName),
                          Name(row.opening)};
    const Resetting resetting(m_save);
    m_save.bind(1, qint64(row.session));
    m_save.bind(2, names[0]);
    m_save.bind(3, row.beganMs);
    m_save.bind(4, row.lastMs);
    m_save.bind(5, qint64(row.hasEnded ? 1 : 0));
    m_save.bind(6, qint64(draft.isHeld ? 1 : 0));
    for (int i = 1; i <= 8; ++i)
        m_save.bind(6 + i, names[i]);
    m_save.bind(15, qint64(row.rating));
    for (int i = 9; i <= 12; ++i)
        m_save.bind(7 + i, names[i]);
    if (m_save.step() != Step::Done)
        return false;
    if (!draft.isTextChanged)
        return true;
    // As UTF-8 whatever it is: half an emoji is no word.
    const Name said(QString::fromUtf8(draft.text.toUtf8()).remove(QChar::Null));
    const Name who(QString::fromUtf8(draft.who.toUtf8()).remove(QChar::Null));
    const Resetting forgetEnds(m_forgetText);
    m_forgetText.bind(1, qint64(row.session));
    const Resetting textEnds(m_saveText);
    m_saveText.bind(1, qint64(row.session));
    m_saveText.bind(2, said);
    m_saveText.bind(3, who);
    return m_forgetText.step() == Step::Done && m_saveText.step() == Step::Done;
}

} // namespace sermo::store
