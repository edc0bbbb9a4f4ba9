// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "broker/pair/link.h"
#include "broker/store/database.h"

#include <QFile>
#include <QThread>

#include <atomic>
#include <memory>

namespace sermo::pair
{

//! What a part of the copy begins with.
namespace part
{
constexpr char Changes = 'c', BeginFile = 'b', File = 'f', EndFile = 'e';
}

//! Gives the one that follows what the log has, behind what it has already: the file as it is
//! where that is too old, then each change as it is stored, no faster than it takes them. Lives no
//! longer than link and database, in their thread.
class Feed : public QObject
{
    Q_OBJECT
public:
    Feed(store::Database &database, Link &link, QString directory, Seq after, quint64 term);
    ~Feed() override;

private:
    void pump();
    void handlePage(const store::ChangePage &page);
    void copyFile();
    void handleCopied();
    void giveFile();
    void endFile();

    store::Database &m_database;
    Link &m_link;
    const QString m_directory;
    const quint64 m_term;
    Seq m_after;
    bool m_isReading = false;
    std::unique_ptr<QThread> m_copying; //!< writes the file that is given
    std::shared_ptr<std::atomic_bool> m_isCopied;
    std::unique_ptr<QFile> m_file; //!< which is read then
    Seq m_fileEnds = 0; //!< the change up to which it is
};

} // namespace sermo::pair
