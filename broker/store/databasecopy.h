// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "broker/store/copyworker.h"

#include <QThread>

#include <atomic>

namespace sermo::store
{

//! The copy of another host's file in a directory of one's own: owner of the thread that writes it.
//! Nobody else may have the directory open; after closed() it is a Database's as any other. Lives
//! in one thread, answers there.
class DatabaseCopy : public QObject
{
    Q_OBJECT
public:
    explicit DatabaseCopy(const QString &directory, QObject *parent = nullptr);
    ~DatabaseCopy() override; //!< finishes what was given, waiting for it

    void open();
    [[nodiscard]] Seq head() const { return m_head; } //!< on the disk
    [[nodiscard]] const QString &epoch() const { return m_epoch; } //!< empty: of no log yet

    void apply(const QByteArray &changes);
    void beginFile();
    void addToFile(const QByteArray &bytes);
    void endFile();
    void close();

signals:
    void opened();
    void applied(sermo::Seq head);
    void taken(); //!< one piece, of those that came with apply(), addToFile() and endFile()
    void failed(const QString &why);
    void closed();

private:
    template <typename Call>
    void post(Call call);

    std::unique_ptr<CopyWorker> m_worker;
    QThread m_thread;
    Seq m_head = 0;
    QString m_epoch;
};

//! The file of a directory that is one of two, as it is now, as a file of its own: what a follower
//! is given first. Gives nothing where it fails. Blocks: for a thread of its own.
[[nodiscard]] bool copyForFollower(const QString &directory, const QString &to);
//! Where such a copy stands meanwhile.
[[nodiscard]] QString leavingFrom(const QString &directory);

} // namespace sermo::store
