// SPDX-License-Identifier: GPL-3.0-or-later
#include "broker/pair/feed.h"

#include "broker/store/changetable.h"
#include "broker/store/databasecopy.h"

#include <QFile>
#include <QLoggingCategory>

#include <utility>

namespace sermo::pair
{

namespace
{

Q_LOGGING_CATEGORY(lc, "sermo.pair.feed")

constexpr qint64 FilePart = 64 * 1024;

} // namespace

Feed::Feed(store::Database &database, Link &link, QString directory, Seq after, quint64 term)
    : m_database(database)
    , m_link(link)
    , m_directory(std::move(directory))
    , m_term(term)
    , m_after(after)
    , m_isCopied(std::make_shared<std::atomic_bool>(false))
{
    connect(&m_database, &store::Database::counted, this, &Feed::pump);
    connect(&m_link, &Link::hungry, this, &Feed::pump);
    pump();
}

Feed::~Feed()
{
    if (m_copying)
        m_copying->wait();
    m_file.reset();
    QFile::remove(store::leavingFrom(m_directory));
}

void Feed::pump()
{
    if (m_file)
        return giveFile();
    if (m_isReading || m_copying || !m_link.isHungry() || m_after >= m_database.changes())
        return;
    m_isReading = true;
    m_database.readChanges(m_after, this,
                           [this](const store::ChangePage &page) { handlePage(page); });
}

void Feed::handlePage(const store::ChangePage &page)
{
    m_isReading = false;
    if (page.failed) {
        qCWarning(lc) << "what was changed cannot be read: the other host is not fed";
        return;
    }
    if (page.needsFile)
        return copyFile();
    if (page.changes.isEmpty())
        return;
    m_after = page.changes.constLast().number;
    m_link.give(part::Changes + toBytes(page.changes));
    m_link.sayBehind({m_term, standby::say::Copy{m_after}});
    pump();
}

void Feed::copyFile()
{
    qCInfo(lc) << "the other host is given the whole file";
    const auto work = [directory = m_directory, isCopied = m_isCopied] {
        *isCopied = store::copyForFollower(directory, store::leavingFrom(directory));
    };
    m_copying.reset(QThread::create(work));
    connect(m_copying.get(), &QThread::finished, this, &Feed::handleCopied);
    m_copying->start(QThread::LowPriority);
}

void Feed::handleCopied()
{
    m_copying->wait();
    m_copying.reset();
    const QString name = store::leavingFrom(m_directory);
    auto connection = *m_isCopied
        ? store::sqlite::Connection::open(name, store::sqlite::Connection::Access::ReadOnly)
        : Result<store::sqlite::Connection, QString>(failure(QString()));
    m_file = std::make_unique<QFile>(name);
    if (!connection || !m_file->open(QIODevice::ReadOnly)) {
        qCWarning(lc) << "the file cannot be copied: the other host is not fed";
        m_file.reset();
        return;
    }
    m_fileEnds = store::changes::head(*connection);
    m_link.give(QByteArray(1, part::BeginFile));
    giveFile();
}

void Feed::giveFile()
{
    while (m_file && m_link.isHungry()) {
        const QByteArray piece = m_file->read(FilePart);
        if (piece.isEmpty())
            return endFile();
        m_link.give(part::File + piece);
    }
}

void Feed::endFile()
{
    m_file.reset();
    QFile::remove(store::leavingFrom(m_directory));
    m_after = m_fileEnds;
    m_link.give(QByteArray(1, part::EndFile));
    m_link.sayBehind({m_term, standby::say::Copy{m_after}});
    pump();
}

} // namespace sermo::pair
