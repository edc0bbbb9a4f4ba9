// SPDX-License-Identifier: GPL-3.0-or-later
#include "broker/store/structurecheck.h"

#include "broker/store/openfile.h"

#include <sys/resource.h>

using namespace Qt::StringLiterals;

namespace sermo::store
{

namespace
{

constexpr int Modest = 10; //!< how nice the thread is

} // namespace

StructureCheck::StructureCheck(QString directory, QObject *parent)
    : QObject(parent)
    , m_directory(std::move(directory))
{
}

StructureCheck::~StructureCheck()
{
    m_isCalledOff = true;
    if (m_thread)
        m_thread->wait();
}

void StructureCheck::start()
{
    m_thread.reset(QThread::create([this] {
        ::setpriority(PRIO_PROCESS, 0, Modest); // of this thread alone
        auto connection = openToLook(m_directory);
        if (!connection)
            return; // whoever writes and reads finds out
        const QStringList found
            = connection->check("PRAGMA quick_check(1)", AtMost, &m_isCalledOff);
        if (!found.isEmpty())
            emit broken(u"the database is damaged: %1"_s.arg(found.constFirst()));
    }));
    m_thread->setObjectName(u"structure check"_s);
    m_thread->start();
}

} // namespace sermo::store
