// SPDX-License-Identifier: GPL-3.0-or-later
#include "broker/store/databasecopy.h"

#include "broker/store/databasefiles.h"

#include <utility>

using namespace Qt::StringLiterals;

namespace sermo::store
{

template <typename Call>
void DatabaseCopy::post(Call call)
{
    QMetaObject::invokeMethod(
        m_worker.get(), [worker = m_worker.get(), call] { call(*worker); }, Qt::QueuedConnection);
}

DatabaseCopy::DatabaseCopy(const QString &directory, QObject *parent)
    : QObject(parent)
    , m_worker(std::make_unique<CopyWorker>(directory))
{
    m_thread.setObjectName(u"store copy"_s);
    m_worker->moveToThread(&m_thread);
    const auto take = [this](Seq head, const QString &epoch) {
        m_head = head;
        m_epoch = epoch;
    };
    connect(m_worker.get(), &CopyWorker::opened, this,
            [this, take](Seq head, const QString &epoch) {
                take(head, epoch);
                emit opened();
            });
    connect(m_worker.get(), &CopyWorker::applied, this,
            [this, take](Seq head, const QString &epoch) {
                take(head, epoch);
                emit applied(head);
            });
    connect(m_worker.get(), &CopyWorker::taken, this, &DatabaseCopy::taken);
    connect(m_worker.get(), &CopyWorker::failed, this, &DatabaseCopy::failed);
    connect(m_worker.get(), &CopyWorker::closed, this, &DatabaseCopy::closed);
    m_thread.start();
}

DatabaseCopy::~DatabaseCopy()
{
    post([](CopyWorker &worker) {
        worker.close();
        QThread::currentThread()->quit();
    });
    m_thread.wait();
}

void DatabaseCopy::open()
{
    post([](CopyWorker &worker) { worker.open(); });
}

void DatabaseCopy::apply(const QByteArray &changes)
{
    post([changes](CopyWorker &worker) { worker.apply(changes); });
}

void DatabaseCopy::beginFile()
{
    post([](CopyWorker &worker) { worker.beginFile(); });
}

void DatabaseCopy::addToFile(const QByteArray &bytes)
{
    post([bytes](CopyWorker &worker) { worker.addToFile(bytes); });
}

void DatabaseCopy::endFile()
{
    post([](CopyWorker &worker) { worker.endFile(); });
}

void DatabaseCopy::close()
{
    post([](CopyWorker &worker) { worker.close(); });
}

bool copyForFollower(const QString &directory, const QString &to)
{
    QFile::remove(to);
    // Made first, so that it is its owner's alone from its first moment.
    QFile made(to);
    if (!made.open(QIODevice::WriteOnly | QIODevice::NewOnly, QFile::ReadOwner | QFile::WriteOwner))
        return false;
    made.close();
    auto connection = sqlite::Connection::open(files::databaseIn(directory),
                                               sqlite::Connection::Access::ReadOnly);
    if (!connection)
        return false;
    sqlite::Statement copying = connection->prepare("VACUUM INTO ?1");
    if (!copying.isValid())
        return false;
    const sqlite::Name name(to);
    copying.bind(1, name);
    return copying.step() == sqlite::Step::Done;
}

QString leavingFrom(const QString &directory)
{
    return files::databaseIn(directory) + u".leaving"_s;
}

} // namespace sermo::store
