// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "broker/store/databasecopy.h"
#include "broker/store/sqliteblobs.h"
#include "broker/store/sqlitecredentials.h"
#include "tests/store/storefixture.h"

#include <functional>

namespace sermo::store
{

//! A host's file, open, with its changes noted, and what is done to it in words.
struct Host {
    explicit Host(const QString &directory, bool isOneOfTwo = true);

    [[nodiscard]] bool say(const QString &user, const QString &id,
                           const QString &text = QStringLiteral("hi"));
    //! Orders it, and waits for its answer.
    [[nodiscard]] bool done(const std::function<void(std::function<void(bool)>)> &order);
    [[nodiscard]] bool saveKey(const QString &name, bool isOfStandby = false);
    [[nodiscard]] bool removeKey(const QString &name);
    [[nodiscard]] bool saveToken(const QString &user);
    [[nodiscard]] bool saveImage(const QString &id, const QString &user);
    [[nodiscard]] bool removeImages(const QString &user);
    [[nodiscard]] bool erase(const QString &user, bool isExpiry = false);
    [[nodiscard]] bool scrub();
    [[nodiscard]] ChangePage changesBehind(Seq after);

    test::FakeClock clock;
    std::shared_ptr<Database> database;
    SqliteLog log;
    SqliteCredentials credentials;
    SqliteBlobs images;
    LogProbe probe;
    QObject context;
    bool isOpen;
};

//! The other one's copy, and how it is brought up to date.
struct Follower {
    explicit Follower(const QString &directory);

    [[nodiscard]] bool take(const std::function<void()> &give);
    [[nodiscard]] bool takeFile(const QString &directory);
    [[nodiscard]] bool takeChanges(Host &host);

    DatabaseCopy copy;
    QSignalSpy failed;
    bool isOpen = false;
};

//! Every row of every table that is copied.
[[nodiscard]] QList<QList<sqlite::Value>> rowsIn(const QString &directory);
[[nodiscard]] bool isAnywhereIn(const QString &directory, const QByteArray &words);

//! A test of the two: directories for them, new each time.
class HostAndFollower : public QObject
{
    Q_OBJECT
private slots:
    void init()
    {
        m_directory = std::make_unique<QTemporaryDir>();
        m_host = m_directory->filePath(QStringLiteral("host"));
        m_follower = m_directory->filePath(QStringLiteral("follower"));
    }

protected:
    std::unique_ptr<QTemporaryDir> m_directory;
    QString m_host, m_follower;
};

} // namespace sermo::store
