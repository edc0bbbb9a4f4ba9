// SPDX-License-Identifier: GPL-3.0-or-later
#include "broker/store/eventrow.h"
#include "broker/store/historyindex.h"

#include <QRegularExpression>

#include <algorithm>
#include <deque>
#include <limits>
#include <variant>

using namespace Qt::StringLiterals;

namespace sermo::store
{

using sqlite::Name;
using sqlite::Resetting;
using sqlite::Step;

namespace
{

constexpr int MostRows = 500;
constexpr qsizetype MostCharacters = 1024 * 1024; // of what people and programs wrote, in a page
constexpr int MostEvents = 500; // of a page
constexpr qsizetype MostBytes = 4 * 1024 * 1024;

// By either index: a desk asks it for each customer that it shows.
constexpr auto OfACustomer
    = "c.first_seq IN (SELECT o.first_seq FROM (SELECT ? AS whom) JOIN conversations o"
      " ON o.customer = whom OR o.user_id = whom)";

//! Each word in quotes, so that nothing in it is an operator. Empty: no word is in it.
QString matching(const QString &text)
{
    static const QRegularExpression gaps(u"[^\\p{L}\\p{N}\\p{M}]+"_s);
    const QStringList words = QString::fromUtf8(text.toUtf8()).split(gaps, Qt::SkipEmptyParts);
    if (words.isEmpty())
        return {};
    return u'"' + words.join(u"\" \""_s) + u"\"*"_s;
}

//! A statement that grows by its conditions, and keeps what is bound to it.
class Question
{
public:
    void where(const char *condition) { m_conditions += QByteArray(" AND ") + condition; }
    void where(const char *condition, const QString &value)
    {
        m_values.emplace_back(Name(value));
        where(condition);
    }
    void where(const char *condition, qint64 value)
    {
        m_values.emplace_back(value);
        where(condition);
    }
    //! Of the conditions, each with at most one value in it, in their order.
    [[nodiscard]] const QByteArray &conditions() const { return m_conditions; }
    void bindTo(sqlite::Statement &statement) const
    {
        int index = 0;
        for (const auto &value : m_values) {
            ++index;
            if (const auto *number = std::get_if<qint64>(&value))
                statement.bind(index, *number);
            else
                statement.bind(index, std::get<Name>(value));
        }
    }

private:
    QByteArray m_conditions;
    std::deque<std::variant<qint64, Name>> m_values;
};

//! As JSON: one value, however many they are.
QString listOf(const QList<Seq> &numbers)
{
    QStringList all;
    for (const Seq number : numbers)
        all.append(QString::number(number));
    return u'[' + all.join(u',') + u']';
}

void narrow(Question &question, const HistoryQuery &query)
{
    if (query.fromMs)
        question.where("c.last_ms >= ?", *query.fromMs);
    if (query.toMs)
        question.where("c.began_ms < ?", *query.toMs);
    if (!query.queue.isEmpty())
        question.where("instr(c.queues, char(31) || ? || char(31)) > 0", query.queue.value());
    if (!query.agent.isEmpty())
        question.where("instr(c.agents, char(31) || ? || char(31)) > 0", query.agent.value());
    if (!query.brand.isEmpty())
        question.where("c.brand = ?", query.brand);
    if (!query.customer.isEmpty())
        question.where(OfACustomer, query.customer);
    if (!query.tag.isEmpty())
        question.where("instr(c.tags, char(31) || ? || char(31)) > 0", query.tag.simplified());
    if (query.ratingFrom || query.ratingTo) {
        question.where("c.rating >= ?", qint64(std::max(query.ratingFrom.value_or(1), 1)));
        question.where("c.rating <= ?", qint64(query.ratingTo.value_or(5)));
    }
    if (!query.reason.isEmpty())
        question.where("c.reason = ?", query.reason);
    if (query.sessions)
        question.where("c.first_seq IN (SELECT value FROM json_each(?))", listOf(*query.sessions));
}

Conversation read(const sqlite::Statement &row)
{
    Conversation one;
    one.session = Seq(row.integer(0));
    one.user = UserId(row.name(1).toString());
    one.beganMs = row.integer(2);
    one.lastMs = row.integer(3);
    one.hasEnded = row.integer(4) != 0;
    one.queue = QueueId(row.name(5).toString());
    one.agent = AgentId(row.name(6).toString());
    one.brand = row.name(7).toString();
    one.customerId = row.name(8).toString();
    one.customerName = row.name(9).toString();
    one.rating = int(row.integer(10));
    one.reason = row.name(11).toString();
    one.tags = row.name(12).toString().split(HistoryIndex::Separator, Qt::SkipEmptyParts);
    one.ownName = row.name(13).toString();
    one.opening = row.name(14).toString();
    one.excerpt = row.name(15).toString();
    return one;
}

//! All in it that may be of any length.
qsizetype sizeOf(const Conversation &one)
{
    qsizetype size = one.user.value().size() + one.queue.value().size() + one.agent.value().size()
        + one.brand.size() + one.customerId.size() + one.customerName.size() + one.ownName.size()
        + one.opening.size() + one.reason.size() + one.excerpt.size();
    for (const QString &tag : one.tags)
        size += tag.size();
    return size;
}

#define SERMO_FOUND_COLUMNS                                                                        \
    "SELECT c.first_seq, c.user_id, c.began_ms, c.last_ms, c.ended, c.queue, c.agent, c.brand,"    \
    " c.customer, c.name, c.rating, c.reason, c.tags, c.own_name, c.opening, "

} // namespace

HistoryPage HistoryIndex::search(const HistoryQuery &query)
{
    HistoryPage page;
    const auto found = open().and_then([&] { return find(query, page); });
    page.indexed = m_cursor;
    if (!found) {
        page = {{}, 0, 0, true, found.error()};
        discardDamaged();
    }
    return page;
}

Result<void, QString> HistoryIndex::find(const HistoryQuery &query, HistoryPage &page)
{
    const QString match = matching(query.text);
    if (match.isEmpty() && !query.text.trimmed().isEmpty())
        return {}; // nothing is written with signs alone
    Question question;
    QByteArray sql;
    if (match.isEmpty()) {
        sql = SERMO_FOUND_COLUMNS "'' FROM conversations c WHERE 1";
    } else {
        sql = SERMO_FOUND_COLUMNS "snippet(words, -1, char(2), char(3), '…', 16)"
                                  " FROM words JOIN conversations c ON c.first_seq = words.rowid"
                                  " WHERE 1";
        question.where("words MATCH ?", match);
    }
    const char *before = match.isEmpty() ? "c.first_seq < ?" : "words.rowid < ?";
    if (query.before > 0)
        question.where(before, qint64(query.before));
    narrow(question, query);
    sql += question.conditions() + " ORDER BY "
        + (match.isEmpty() ? "c.first_seq DESC" : "words.rowid DESC");
    sqlite::Statement statement = m_file->prepare(sql.constData());
    if (!statement.isValid())
        return failure(m_file->error());
    question.bindTo(statement);
    const int limit = std::clamp(query.limit, 1, MostRows);
    qsizetype characters = 0;
    Step step = statement.step();
    for (; step == Step::Row; step = statement.step()) {
        // Erased a moment ago, and this not made anew yet.
        const auto kept = isKept(Seq(statement.integer(0)));
        if (!kept)
            return failure(m_log->error());
        if (!*kept)
            continue;
        if (page.conversations.size() == limit || characters > MostCharacters) {
            page.next = page.conversations.last().session;
            return {};
        }
        page.conversations.append(read(statement));
        characters += sizeOf(page.conversations.last());
    }
    return step == Step::Done ? Result<void, QString>() : failure(m_file->error());
}

HistoryTranscript HistoryIndex::openConversation(Seq session, Seq after)
{
    HistoryTranscript transcript;
    const auto found = open().and_then([&] { return collect(session, after, transcript); });
    if (!found) {
        transcript = {};
        transcript.failed = true;
        transcript.why = found.error();
        discardDamaged();
    }
    return transcript;
}

Result<void, QString> HistoryIndex::collect(Seq session, Seq after, HistoryTranscript &found)
{
    const auto kept = isKept(session);
    if (!kept)
        return failure(m_log->error());
    if (!*kept)
        return {};
    sqlite::Statement row
        = m_file->prepare(SERMO_FOUND_COLUMNS "'' FROM conversations c WHERE c.first_seq = ?");
    sqlite::Statement next = m_file->prepare("SELECT min(first_seq) FROM conversations"
                                             " WHERE user_id = ? AND first_seq > ?");
    if (!row.isValid() || !next.isValid())
        return failure(m_file->error());
    row.bind(1, qint64(session));
    if (const Step step = row.step(); step != Step::Row)
        return step == Step::Done ? Result<void, QString>() : failure(m_file->error());
    found.isKnown = true;
    found.conversation = read(row);
    const Name user(found.conversation.user.value());
    next.bind(1, user);
    next.bind(2, qint64(session));
    const bool isFollowed = next.step() == Step::Row && !next.isNull(0);
    const Resetting resetting(m_said);
    m_said.bind(1, user);
    m_said.bind(2, qint64(std::max(after, session - 1)));
    m_said.bind(3, isFollowed ? next.integer(0) : std::numeric_limits<qint64>::max());
    m_said.bind(4, qint64(MostEvents + 1));
    qsizetype bytes = 0;
    Seq last = 0;
    Step step = m_said.step();
    for (; step == Step::Row; step = m_said.step()) {
        if (found.events.size() == MostEvents || bytes > MostBytes) {
            found.next = last;
            return {};
        }
        const EventRow said = EventRow::read(m_said);
        last = said.seq;
        const auto event = said.toEvent();
        if (!event || said.checksum() != EventRow::storedChecksum(m_said))
            continue; // `check` tells of it
        found.events.append(event->delivered());
        bytes += found.events.last().size();
    }
    return step == Step::Done ? Result<void, QString>() : failure(m_log->error());
}

//! Its beginning may be whole, so that opening it finds nothing: once SQLite has met with damage it
//! goes, and is made anew.
void HistoryIndex::discardDamaged()
{
    if (!m_file || !m_file->isDamaged())
        return;
    close();
    (void)discard(m_directory); // what stays is met with again
}

std::optional<bool> HistoryIndex::isKept(Seq seq)
{
    const Resetting resetting(m_kept);
    m_kept.bind(1, qint64(seq));
    const Step step = m_kept.step();
    return step == Step::Failed ? std::nullopt : std::optional(step == Step::Row);
}

} // namespace sermo::store
