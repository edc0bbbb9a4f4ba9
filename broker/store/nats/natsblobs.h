// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "broker/store/blobstore.h"
#include "broker/store/nats/clusterlink.h"
#include "broker/store/nats/keptimage.h"

#include <QSet>
#include <QThread>
#include <QTimer>

#include <deque>
#include <memory>
#include <optional>

namespace sermo::store
{

namespace nats
{
class ImageShelf;
}

//! The images of a cluster: what is known of them is kept for all brokers, who hear each change;
//! the bytes are in a stream, of which each broker has copies in a directory. The SharedLog of the
//! same link opens and closes what is known. Changes are made one after another; an event may be
//! stored before the link that was asked for just before it.
class NatsBlobs final : public BlobStore
{
    Q_OBJECT
public:
    //! `directory`: of the copies, and of nothing else.
    NatsBlobs(std::shared_ptr<nats::ClusterLink> link, const ClusterOptions &options,
              const QString &directory);
    ~NatsBlobs() override; //!< waits for what the servers are asked at the moment

    void load(QObject *context, std::function<void(Contents)> handler) override;
    void save(const ImageRecord &record, const QByteArray &bytes, const UserId &uploadedBy,
              QObject *context, Done done) override;
    void link(const ImageLink &link, QObject *context, Done done) override;
    void read(const ImageId &image, QObject *context, std::function<void(Found)> handler) override;
    void imagesOf(const UserId &user, QObject *context, std::function<void(List)> handler) override;
    void removeImagesOf(const UserId &user, qint64 beforeMs, QObject *context, Done done) override;

private:
    using Task = std::function<void(Done)>; //!< begun when those before it are done

    void handleKept(const nats::Kept &value);
    void handleOpened(bool ok);
    void handleListed(const QSet<QByteArray> &subjects);
    void dropStrangers(const QSet<QByteArray> &subjects);
    void enqueue(Task task, QObject *context, Done done);
    void begin();
    void put(const QByteArray &name, const QByteArray &value, Done done);
    void putAll(const QList<std::pair<QByteArray, QByteArray>> &values, const Done &done);
    void keep(const nats::KeptImage &image, const UserId &uploadedBy, Done done);
    void keepLink(const ImageLink &link, Done done);
    void remove(const UserId &user, qint64 beforeMs, const Done &done);
    void drop(const QList<nats::KeptImage> &images, const Done &done);

    const std::shared_ptr<nats::ClusterLink> m_link;
    QHash<QByteArray, nats::KeptImage> m_images; //!< by the names of values
    QHash<QByteArray, ImageLink> m_links;
    std::deque<Task> m_tasks;
    bool m_isBusy = false;
    std::optional<bool> m_isOpen; //!< none: nobody has asked it to open
    QList<std::function<void()>> m_awaitingOpen;
    quint64 m_lastTicket = 0;
    QHash<quint64, std::function<void(bool, const QList<Seq> &)>> m_puts;
    QHash<quint64, std::function<void(bool, const QByteArray &)>> m_gets;
    QHash<quint64, Done> m_drops;
    QSet<QByteArray> m_strangers; //!< subjects of pieces that were of no image at the last look
    QTimer m_tidy;
    std::unique_ptr<nats::ImageShelf> m_shelf;
    QThread m_thread;
};

} // namespace sermo::store
