// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "broker/store/blobstore.h"
#include "tests/store/storefixture.h"

#ifdef SERMO_HAS_NATS
#include "tests/support/natsserver.h"
#endif

#include <functional>

namespace sermo::store
{

inline const auto Somebody = UserId(QStringLiteral("u1"));
inline const auto SomebodyElse = UserId(QStringLiteral("u2"));
inline const auto Nobody = UserId();

//! One implementation, ready to use, with the log that opens it where it needs one.
struct BlobsCase {
    std::unique_ptr<EventLog> log;
    std::unique_ptr<BlobStore> blobs;
    std::function<void(bool)> setFailing;
};

[[nodiscard]] ImageRecord record(const QString &id, qint64 createdMs = 1000);
[[nodiscard]] QByteArray bytesOf(const QString &id, qsizetype size = 100);
[[nodiscard]] QStringList idsOf(const QList<ImageRecord> &images);

//! A test of BlobStore's contract: each of its tests runs once for each implementation; for the one
//! of a cluster as a program of its own, so that it can be left out where there is none.
class BlobSuite : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void initTestCase_data();
    void init();

protected:
    using Write = std::function<void(QObject *, BlobStore::Done)>;
    bool written(const Write &write);
    [[nodiscard]] bool save(const ImageRecord &image, const UserId &user = Nobody);
    [[nodiscard]] bool link(const QString &image, const UserId &user,
                            ImageUse use = ImageUse::Named, qint64 atMs = 2000);
    [[nodiscard]] bool remove(const UserId &user, qint64 beforeMs = BlobStore::EverMs);
    [[nodiscard]] BlobStore::Found read(const QString &image);
    [[nodiscard]] QStringList imagesOf(const UserId &user);
    [[nodiscard]] BlobStore::Contents contents();
    [[nodiscard]] bool isIn(const QString &place);

private:
#ifdef SERMO_HAS_NATS
    [[nodiscard]] BlobsCase inCluster();

    test::NatsServer m_server;
    int m_streams = 0;
#endif
    test::FakeClock m_clock;

protected:
    std::unique_ptr<QTemporaryDir> m_directory;
    BlobsCase m_case;
};

} // namespace sermo::store
