// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "broker/store/changetable.h"

#include <QFile>
#include <QLockFile>
#include <QObject>

#include <memory>
#include <optional>

namespace sermo::store
{

//! Writes the copy that one host keeps of the other's file: a worker that lives in the thread of a
//! DatabaseCopy. Called by queued invocation, answers by signals.
class CopyWorker : public QObject
{
    Q_OBJECT
public:
    explicit CopyWorker(QString directory);
    ~CopyWorker() override;

    void open();
    //! As toBytes() made them: the next ones, or nothing of it is taken.
    void apply(const QByteArray &changes);
    //! The other's file as it is at one change, in pieces; it takes the place of this one when its
    //! end has come and it was found whole.
    void beginFile();
    void addToFile(const QByteArray &bytes);
    void endFile();
    void close();

signals:
    void opened(sermo::Seq head, const QString &epoch);
    void applied(sermo::Seq head, const QString &epoch); //!< and on the disk
    void taken(); //!< each piece, whatever became of it
    void failed(const QString &why); //!< nothing more is taken
    void closed();

private:
    [[nodiscard]] Result<void, QString> openFile();
    [[nodiscard]] Result<void, QString> openCopy();
    [[nodiscard]] bool write(const QList<Change> &changes);
    [[nodiscard]] bool scrub();
    [[nodiscard]] Result<void, QString> adopt();
    void fail(const QString &why);
    void closeFile();
    [[nodiscard]] QString epoch();
    [[nodiscard]] QString arriving() const;

    const QString m_directory;
    std::unique_ptr<QLockFile> m_lock;
    std::optional<sqlite::Connection> m_connection;
    ChangeCopy m_copy;
    std::unique_ptr<QFile> m_file; //!< what is arriving
    Seq m_head = 0;
    bool m_hasFailed = false;
};

} // namespace sermo::store
