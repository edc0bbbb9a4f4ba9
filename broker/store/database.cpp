// SPDX-License-Identifier: GPL-3.0-or-later
#include "broker/store/database.h"

#include "broker/store/databasefiles.h"

#include <QFileInfo>

#include <utility>

using namespace Qt::StringLiterals;

namespace sermo::store
{

namespace
{

//! Runs a call in the worker's thread, in order with all calls before.
template <typename Worker, typename Call>
void post(Worker *worker, Call call)
{
    QMetaObject::invokeMethod(worker, std::move(call), Qt::QueuedConnection);
}

} // namespace

Database::Database(QString directory, const Clock &clock, bool isOneOfTwo)
    : m_directory(std::move(directory))
    , m_clock(clock)
    , m_isOneOfTwo(isOneOfTwo)
{
    m_writerThread.setObjectName(u"store writer"_s);
    m_readerThread.setObjectName(u"store reader"_s);
    // Nobody's yet: a broker is often made in one thread and run in another.
    moveToThread(nullptr);
}

Database::~Database()
{
    shutDown();
}

void Database::open()
{
    Q_ASSERT(m_state == State::Closed);
    if (!thread())
        moveToThread(QThread::currentThread());
    Q_ASSERT(thread() == QThread::currentThread());
    m_state = State::Opening;
    startThreads();
    post(m_writer.get(), [writer = m_writer.get()] { writer->open(); });
}

qint64 Database::bytes() const
{
    return QFileInfo(files::databaseIn(m_directory)).size();
}

void Database::startThreads()
{
    m_writer = std::make_unique<DatabaseWriter>(m_directory, m_isOneOfTwo);
    m_reader = std::make_unique<DatabaseReader>(m_directory);
    m_writer->moveToThread(&m_writerThread);
    m_reader->moveToThread(&m_readerThread);
    connectWriter();
    connectReader();
    m_writerThread.start();
    m_readerThread.start();
}

void Database::connectWriter()
{
    DatabaseWriter *writer = m_writer.get();
    connect(writer, &DatabaseWriter::opened, this, [this](const DatabaseWriter::Facts &facts) {
        m_facts = facts;
        post(m_reader.get(), [reader = m_reader.get()] { reader->open(); });
    });
    connect(writer, &DatabaseWriter::openFailed, this, &Database::handleOpenFailed);
    connect(writer, &DatabaseWriter::counted, this, [this](Seq changes) {
        m_facts.changes = changes;
        emit counted(changes);
    });
    connect(writer, &DatabaseWriter::epochRenewed, this,
            [this](quint64 ticket, bool ok, const QString &epoch) {
                if (ok)
                    m_facts.epochBefore = std::exchange(m_facts.epoch, epoch);
                answer(m_renewals, ticket, ok);
            });
    connect(writer, &DatabaseWriter::committed, this,
            [this](const QList<AppendOutcome> &outcomes, Seq head) {
                m_facts.head = head;
                emit appended(outcomes);
            });
    connect(writer, &DatabaseWriter::changed, this,
            [this](const QList<DatabaseWriter::ChangeOutcome> &outcomes) {
                for (const auto &outcome : outcomes)
                    answer(m_changes, outcome.ticket, outcome.ok);
            });
    connect(writer, &DatabaseWriter::loaded, this,
            [this](quint64 ticket, const Credentials::Contents &contents) {
                answer(m_loads, ticket, contents);
            });
    connect(writer, &DatabaseWriter::imagesLoaded, this,
            [this](quint64 ticket, const BlobStore::Contents &contents) {
                answer(m_imageLoads, ticket, contents);
            });
    connect(
        writer, &DatabaseWriter::erased, this,
        [this](quint64 ticket, const EraseOutcome &outcome, const DatabaseWriter::Facts &facts) {
            m_facts.expired = facts.expired;
            m_facts.erasures = facts.erasures;
            answer(m_erasures, ticket, outcome);
        });
    connect(writer, &DatabaseWriter::scrubbed, this,
            [this](quint64 ticket, bool ok) { answer(m_scrubs, ticket, ok); });
    connect(writer, &DatabaseWriter::snapshotAdopted, this,
            [this](quint64 ticket, bool ok) { answer(m_adoptions, ticket, ok); });
    connect(writer, &DatabaseWriter::storageFailed, this, &Database::storageFailed);
    connect(writer, &DatabaseWriter::storageRecovered, this, &Database::storageRecovered);
    connect(writer, &DatabaseWriter::closed, this, &Database::handleClosed);
}

void Database::connectReader()
{
    DatabaseReader *reader = m_reader.get();
    connect(reader, &DatabaseReader::opened, this, [this] {
        if (m_state != State::Opening)
            return; // closed in the meantime
        m_state = State::Open;
        lookThrough();
        emit opened();
    });
    connect(reader, &DatabaseReader::openFailed, this, &Database::handleOpenFailed);
    connect(reader, &DatabaseReader::pageRead, this,
            [this](quint64 ticket, const Page &page) { answer(m_pages, ticket, page); });
    connect(reader, &DatabaseReader::imageRead, this,
            [this](quint64 ticket, const BlobStore::Found &found) {
                answer(m_imageReads, ticket, found);
            });
    connect(reader, &DatabaseReader::imagesListed, this,
            [this](quint64 ticket, const BlobStore::List &list) {
                answer(m_imageLists, ticket, list);
            });
    connect(
        reader, &DatabaseReader::changesRead, this,
        [this](quint64 ticket, const ChangePage &page) { answer(m_changePages, ticket, page); });
    // The writer closes last: the last connection of a database tidies its WAL away.
    connect(reader, &DatabaseReader::closed, this,
            [this] { post(m_writer.get(), [writer = m_writer.get()] { writer->close(); }); });
}

//! The writer has looked for as long as a start can wait.
void Database::lookThrough()
{
    m_check = std::make_unique<StructureCheck>(m_directory);
    connect(m_check.get(), &StructureCheck::broken, this, [this](const QString &why) {
        if (m_writer)
            post(m_writer.get(), [writer = m_writer.get(), why] { writer->condemn(why); });
    });
    m_check->start();
}

void Database::append(const QList<AppendRequest> &batch)
{
    if (batch.isEmpty())
        return;
    if (isWriting()) {
        const qint64 now = m_clock.now().wallMs;
        post(m_writer.get(), [writer = m_writer.get(), batch, now] { writer->append(batch, now); });
        return;
    }
    QList<AppendOutcome> outcomes;
    for (const AppendRequest &request : batch)
        outcomes.append({request.ticket, AppendOutcome::Kind::Failed, {}});
    post(this, [this, outcomes] { emit appended(outcomes); });
}

void Database::read(const ReadQuery &query, QObject *context, EventLog::PageHandler handler)
{
    const quint64 ticket = ++m_lastTicket;
    m_pages.insert(ticket, {context, std::move(handler)});
    if (m_state == State::Open)
        post(m_reader.get(),
             [reader = m_reader.get(), ticket, query] { reader->read(ticket, query); });
    else
        post(this, [this, ticket] {
            answer(m_pages, ticket, Page{{}, 0, true, u"the log is not open"_s});
        });
}

void Database::load(QObject *context, std::function<void(Credentials::Contents)> handler)
{
    const quint64 ticket = ++m_lastTicket;
    m_loads.insert(ticket, {context, std::move(handler)});
    if (isWriting())
        post(m_writer.get(), [writer = m_writer.get(), ticket] { writer->load(ticket); });
    else
        post(this, [this, ticket] {
            answer(m_loads, ticket, Credentials::Contents{{}, {}, true});
        });
}

void Database::change(std::variant<CredentialChange, ImageChange, MirrorChange> what,
                      QObject *context, Done done)
{
    const quint64 ticket = ++m_lastTicket;
    m_changes.insert(ticket, {context, std::move(done)});
    if (isWriting()) {
        const DatabaseWriter::Change change{ticket, std::move(what)};
        post(m_writer.get(), [writer = m_writer.get(), change] { writer->change(change); });
    } else {
        post(this, [this, ticket] { answer(m_changes, ticket, false); });
    }
}

void Database::loadImages(QObject *context, std::function<void(BlobStore::Contents)> handler)
{
    const quint64 ticket = ++m_lastTicket;
    m_imageLoads.insert(ticket, {context, std::move(handler)});
    if (isWriting())
        post(m_writer.get(), [writer = m_writer.get(), ticket] { writer->loadImages(ticket); });
    else
        post(this, [this, ticket] {
            answer(m_imageLoads, ticket, BlobStore::Contents{{}, {}, true});
        });
}

void Database::readImage(const ImageId &image, QObject *context,
                         std::function<void(BlobStore::Found)> handler)
{
    const quint64 ticket = ++m_lastTicket;
    m_imageReads.insert(ticket, {context, std::move(handler)});
    if (m_state == State::Open)
        post(m_reader.get(),
             [reader = m_reader.get(), ticket, image] { reader->readImage(ticket, image); });
    else
        post(this, [this, ticket] { answer(m_imageReads, ticket, BlobStore::Found{}); });
}

void Database::listImages(const UserId &user, QObject *context,
                          std::function<void(BlobStore::List)> handler)
{
    const quint64 ticket = ++m_lastTicket;
    m_imageLists.insert(ticket, {context, std::move(handler)});
    if (m_state == State::Open)
        post(m_reader.get(),
             [reader = m_reader.get(), ticket, user] { reader->listImages(ticket, user); });
    else
        post(this, [this, ticket] { answer(m_imageLists, ticket, BlobStore::List{{}, true}); });
}

void Database::erase(const EraseRequest &request, QObject *context, EventLog::ErasedHandler handler)
{
    const quint64 ticket = ++m_lastTicket;
    m_erasures.insert(ticket, {context, std::move(handler)});
    if (isWriting())
        post(m_writer.get(),
             [writer = m_writer.get(), ticket, request] { writer->erase(ticket, request); });
    else
        post(this, [this, ticket] { answer(m_erasures, ticket, EraseOutcome{0, true}); });
}

void Database::scrub(QObject *context, EventLog::ScrubbedHandler handler)
{
    const quint64 ticket = ++m_lastTicket;
    m_scrubs.insert(ticket, {context, std::move(handler)});
    if (isWriting())
        post(m_writer.get(), [writer = m_writer.get(), ticket] { writer->scrub(ticket); });
    else
        post(this, [this, ticket] { answer(m_scrubs, ticket, false); });
}

void Database::adoptSnapshot(QObject *context, Done done)
{
    const quint64 ticket = ++m_lastTicket;
    m_adoptions.insert(ticket, {context, std::move(done)});
    if (isWriting())
        post(m_writer.get(), [writer = m_writer.get(), ticket] { writer->adoptSnapshot(ticket); });
    else
        post(this, [this, ticket] { answer(m_adoptions, ticket, false); });
}

void Database::renewEpoch(QObject *context, Done done)
{
    const quint64 ticket = ++m_lastTicket;
    m_renewals.insert(ticket, {context, std::move(done)});
    if (isWriting())
        post(m_writer.get(), [writer = m_writer.get(), ticket] { writer->renewEpoch(ticket); });
    else
        post(this, [this, ticket] { answer(m_renewals, ticket, false); });
}

void Database::readChanges(Seq after, QObject *context, std::function<void(ChangePage)> handler)
{
    const quint64 ticket = ++m_lastTicket;
    m_changePages.insert(ticket, {context, std::move(handler)});
    if (m_state == State::Open)
        post(m_reader.get(),
             [reader = m_reader.get(), ticket, after] { reader->readChanges(ticket, after); });
    else
        post(this, [this, ticket] {
            answer(m_changePages, ticket, ChangePage{{}, 0, false, true});
        });
}

template <typename Argument>
void Database::answer(Waitings<Argument> &waitings, quint64 ticket, const Argument &argument)
{
    const Waiting<Argument> waiting = waitings.take(ticket);
    if (waiting.context)
        waiting.handler(argument);
}

void Database::limitPages(qint64 pages)
{
    if (isWriting())
        post(m_writer.get(), [writer = m_writer.get(), pages] { writer->limitPages(pages); });
}

void Database::close()
{
    m_check.reset();
    if (m_state == State::Closed) {
        post(this, [this] { emit closed(); });
    } else if (isWriting()) {
        m_state = State::Closing;
        post(m_reader.get(), [reader = m_reader.get()] { reader->close(); });
    }
}

void Database::handleClosed()
{
    endThreads();
    emit closed();
}

void Database::handleOpenFailed(const QString &why)
{
    if (m_state != State::Opening)
        return; // closing already, which says enough
    shutDown();
    emit openFailed(why);
}

void Database::shutDown()
{
    if (m_state == State::Closed)
        return;
    m_check.reset();
    // Both finish what is in their queues. Closing twice does no harm.
    m_reader->disconnect(this);
    m_writer->disconnect(this);
    post(m_reader.get(), [reader = m_reader.get()] {
        reader->close();
        QThread::currentThread()->quit();
    });
    m_readerThread.wait();
    post(m_writer.get(), [writer = m_writer.get()] {
        writer->close();
        QThread::currentThread()->quit();
    });
    m_writerThread.wait();
    endThreads();
}

void Database::endThreads()
{
    m_readerThread.quit();
    m_writerThread.quit();
    m_readerThread.wait();
    m_writerThread.wait();
    m_reader.reset();
    m_writer.reset();
    m_pages.clear();
    m_loads.clear();
    m_changes.clear();
    m_imageLoads.clear();
    m_imageReads.clear();
    m_imageLists.clear();
    m_erasures.clear();
    m_scrubs.clear();
    m_adoptions.clear();
    m_renewals.clear();
    m_changePages.clear();
    m_state = State::Closed;
}

} // namespace sermo::store
