// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "broker/store/changetable.h"
#include "broker/store/eventlog.h"
#include "broker/store/imagetable.h"
#include "broker/store/sqlite.h"

#include <array>
#include <optional>

namespace sermo::store
{

//! Reads pages of the log, and images: a worker that lives in the reader's thread of a Database, on
//! a connection that cannot write and never checkpoints. A long replay makes nobody who writes
//! wait. Called by queued invocation, answers by signals.
class DatabaseReader : public QObject
{
    Q_OBJECT
public:
    explicit DatabaseReader(QString directory);

    void open(); //!< after the writer has opened, since that makes the file
    void read(quint64 ticket, const sermo::store::ReadQuery &query);
    void readImage(quint64 ticket, const sermo::ImageId &image);
    void listImages(quint64 ticket, const sermo::UserId &user);
    void readChanges(quint64 ticket, sermo::Seq after);
    void close();

signals:
    void opened();
    void openFailed(const QString &why);
    void pageRead(quint64 ticket, const sermo::store::Page &page);
    void imageRead(quint64 ticket, const sermo::store::BlobStore::Found &found);
    void imagesListed(quint64 ticket, const sermo::store::BlobStore::List &list);
    void changesRead(quint64 ticket, const sermo::store::ChangePage &page);
    void closed();

private:
    [[nodiscard]] Page page(const ReadQuery &query);
    [[nodiscard]] Result<void, QString> fill(Page &page, const ReadQuery &query);
    [[nodiscard]] sqlite::Statement &statementFor(const ReadQuery &query);

    const QString m_directory;
    std::optional<sqlite::Connection> m_connection;
    sqlite::Statement m_head;
    std::array<sqlite::Statement, 8> m_pages; //!< by which fields of the query are set
    ImageShelf m_images;
    ChangeShelf m_changes;
};

} // namespace sermo::store
