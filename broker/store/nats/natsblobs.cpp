// SPDX-License-Identifier: GPL-3.0-or-later
#include "broker/store/nats/natsblobs.h"

#include "broker/store/nats/imageshelf.h"

#include <QCryptographicHash>
#include <QLoggingCategory>

#include <algorithm>
#include <utility>

using namespace Qt::StringLiterals;

namespace sermo::store
{

namespace
{

Q_LOGGING_CATEGORY(lcBlobs, "sermo.store.nats")

constexpr int TriesToPut = 5; // another broker may say the same in the same moment

template <typename Worker, typename Call>
void post(Worker *worker, Call call)
{
    QMetaObject::invokeMethod(worker, std::move(call), Qt::QueuedConnection);
}

} // namespace

NatsBlobs::NatsBlobs(std::shared_ptr<nats::ClusterLink> link, const ClusterOptions &options,
                     const QString &directory)
    : m_link(std::move(link))
    , m_tidy(this)
    , m_shelf(std::make_unique<nats::ImageShelf>(options, directory))
{
    m_tidy.setInterval(options.tidyEvery);
    connect(&m_tidy, &QTimer::timeout, this,
            [this] { post(m_shelf.get(), [shelf = m_shelf.get()] { shelf->list(); }); });
    m_thread.setObjectName(u"cluster images"_s);
    m_shelf->moveToThread(&m_thread);
    const nats::ImageShelf *shelf = m_shelf.get();
    connect(m_link.get(), &nats::ClusterLink::kept, this, &NatsBlobs::handleKept);
    connect(shelf, &nats::ImageShelf::opened, this, &NatsBlobs::handleOpened);
    connect(shelf, &nats::ImageShelf::listed, this, &NatsBlobs::handleListed);
    connect(shelf, &nats::ImageShelf::putDone, this,
            [this](quint64 ticket, bool ok, const QList<Seq> &pieces) {
                m_puts.take(ticket)(ok, pieces);
            });
    connect(shelf, &nats::ImageShelf::got, this,
            [this](quint64 ticket, bool ok, const QByteArray &bytes) {
                m_gets.take(ticket)(ok, bytes);
            });
    connect(shelf, &nats::ImageShelf::dropped, this,
            [this](quint64 ticket, bool ok) { m_drops.take(ticket)(ok); });
}

NatsBlobs::~NatsBlobs()
{
    if (!m_thread.isRunning())
        return;
    m_shelf->disconnect(this);
    connect(m_shelf.get(), &QObject::destroyed, &m_thread, &QThread::quit, Qt::DirectConnection);
    m_shelf.release()->deleteLater();
    m_thread.wait();
}

// --- What is known of them -----------------------------------------------------------------------

void NatsBlobs::handleKept(const nats::Kept &value)
{
    if (value.name.startsWith(nats::ImageWord)) {
        if (const auto image = nats::imageIn(value.value)) {
            const bool isNew = !m_images.contains(value.name);
            m_images.insert(value.name, *image);
            if (isNew)
                emit imageSaved(image->record);
        } else if (m_images.contains(value.name)) {
            const nats::KeptImage gone = m_images.take(value.name);
            post(m_shelf.get(), [shelf = m_shelf.get(), word = nats::wordOf(gone.record.id)] {
                shelf->forgetCopy(word);
            });
            emit imageRemoved(gone.record.id);
        }
    } else if (value.name.startsWith(nats::LinkWord)) {
        if (const auto link = nats::linkIn(value.value)) {
            m_links.insert(value.name, *link);
            emit imageLinked(*link);
        } else {
            m_links.remove(value.name);
        }
    }
}

void NatsBlobs::load(QObject *context, std::function<void(Contents)> handler)
{
    const auto contents = std::make_shared<Contents>();
    const auto list = [this, contents](const Done &done) {
        for (const nats::KeptImage &image : std::as_const(m_images))
            contents->images.append(image.record);
        contents->links = m_links.values();
        contents->failed = !m_link->isOpen() || m_isOpen != true;
        done(!contents->failed);
    };
    if (!m_thread.isRunning()) {
        for (const nats::Kept &value : m_link->values()) // heard before this was made
            handleKept(value);
        m_thread.start();
        QSet<QByteArray> known;
        for (const nats::KeptImage &image : std::as_const(m_images))
            known.insert(nats::wordOf(image.record.id));
        m_isBusy = true; // until it is open
        post(m_shelf.get(), [shelf = m_shelf.get(), known] { shelf->open(known); });
    }
    enqueue(list, context, [contents, handler = std::move(handler)](bool) { handler(*contents); });
}

void NatsBlobs::handleOpened(bool ok)
{
    m_isOpen = ok;
    m_isBusy = false;
    if (ok)
        m_tidy.start();
    begin();
}

// --- Pieces of no image: a broker died before it could say what it had put -----------------------

//! First the pieces, then what is said of images: so who put one since the last look has said so.
void NatsBlobs::handleListed(const QSet<QByteArray> &subjects)
{
    m_link->catchUp(this, [this, subjects](bool ok) {
        if (ok)
            dropStrangers(subjects);
    });
}

void NatsBlobs::dropStrangers(const QSet<QByteArray> &subjects)
{
    QSet<QByteArray> known;
    for (const nats::KeptImage &image : std::as_const(m_images))
        known.insert(m_shelf->subjectOf(nats::wordOf(image.record.id)));
    QSet<QByteArray> strangers, left;
    for (const QByteArray &subject : subjects) {
        if (known.contains(subject.first(std::max<qsizetype>(subject.lastIndexOf('.'), 0))))
            continue;
        strangers.insert(subject);
        if (m_strangers.contains(subject))
            left.insert(subject);
    }
    m_strangers = strangers;
    if (left.isEmpty())
        return;
    qCWarning(lcBlobs) << left.size() << "pieces of images that nobody has finished are deleted";
    post(m_shelf.get(), [shelf = m_shelf.get(), left] { shelf->drop(left); });
}

void NatsBlobs::imagesOf(const UserId &user, QObject *context, std::function<void(List)> handler)
{
    const auto images = std::make_shared<List>();
    const auto list = [this, user, images](const Done &done) {
        QSet<QByteArray> names;
        for (const ImageLink &link : std::as_const(m_links)) {
            if (link.user == user && link.use != ImageUse::Avatar)
                names.insert(nats::nameOf(link.image));
        }
        for (const QByteArray &name : std::as_const(names)) {
            if (const auto image = m_images.constFind(name); image != m_images.cend())
                images->images.append(image->record);
        }
        std::ranges::sort(images->images, {}, [](const ImageRecord &image) {
            return std::pair(image.createdMs, image.id); // of one moment always in the same order
        });
        images->failed = !m_link->isOpen();
        done(true);
    };
    enqueue(list, context, [images, handler = std::move(handler)](bool) { handler(*images); });
}

// --- One after another ---------------------------------------------------------------------------

void NatsBlobs::enqueue(Task task, QObject *context, Done done)
{
    m_tasks.push_back([task = std::move(task), context = QPointer<QObject>(context),
                       done = std::move(done)](const Done &next) {
        task([context, done, next](bool ok) {
            if (context)
                done(ok);
            next(ok);
        });
    });
    post(this, [this] { begin(); }); // never before it was asked to its end
}

void NatsBlobs::begin()
{
    if (m_isBusy || m_tasks.empty())
        return;
    m_isBusy = true;
    const Task task = std::move(m_tasks.front());
    m_tasks.pop_front();
    task([this](bool) {
        m_isBusy = false;
        post(this, [this] { begin(); });
    });
}

//! Whatever was there before: what brokers say of images they say of the same facts.
void NatsBlobs::put(const QByteArray &name, const QByteArray &value, Done done)
{
    const auto attempt = std::make_shared<std::function<void(int)>>();
    *attempt
        = [this, name, value, done = std::move(done), weak = std::weak_ptr(attempt)](int left) {
              const auto self = weak.lock();
              m_link->put(name, value, this, [this, self, done, left](bool ok, Seq) {
                  if (ok || left <= 1 || !m_link->isOpen())
                      return done(ok);
                  m_link->catchUp(this, [self, done, left](bool isKnown) {
                      if (isKnown)
                          (*self)(left - 1);
                      else
                          done(false);
                  });
              });
          };
    (*attempt)(TriesToPut);
}

void NatsBlobs::putAll(const QList<std::pair<QByteArray, QByteArray>> &values, const Done &done)
{
    struct Count {
        qsizetype missing = 0;
        bool ok = true;
    };
    if (values.isEmpty())
        return done(true);
    const auto count = std::make_shared<Count>(Count{values.size(), true});
    for (const auto &[name, value] : values) {
        put(name, value, [count, done](bool ok) {
            count->ok = count->ok && ok;
            if (--count->missing == 0)
                done(count->ok);
        });
    }
}

// --- Changes -------------------------------------------------------------------------------------

void NatsBlobs::save(const ImageRecord &record, const QByteArray &bytes, const UserId &uploadedBy,
                     QObject *context, Done done)
{
    const auto task = [this, record, bytes, uploadedBy](const Done &next) {
        if (m_isOpen != true)
            return next(false);
        const quint64 ticket = ++m_lastTicket;
        const QByteArray sum = QCryptographicHash::hash(bytes, QCryptographicHash::Sha256);
        m_puts.insert(ticket,
                      [this, record, sum, uploadedBy, next](bool ok, const QList<Seq> &pieces) {
                          if (!ok)
                              return next(false);
                          keep({record, pieces, sum}, uploadedBy, next);
                      });
        post(m_shelf.get(), [shelf = m_shelf.get(), ticket, word = nats::wordOf(record.id), bytes] {
            shelf->put(ticket, word, bytes);
        });
    };
    enqueue(task, context, std::move(done));
}

void NatsBlobs::keep(const nats::KeptImage &image, const UserId &uploadedBy, Done done)
{
    const ImageLink own{image.record.id, uploadedBy, ImageUse::Uploaded, image.record.createdMs};
    put(nats::nameOf(image.record.id), nats::toBytes(image),
        [this, own, done = std::move(done)](bool ok) {
            if (!ok || own.user.isEmpty())
                return done(ok);
            keepLink(own, done);
        });
}

void NatsBlobs::keepLink(const ImageLink &link, Done done)
{
    put(nats::nameOf(link), nats::toBytes(link), std::move(done));
}

void NatsBlobs::link(const ImageLink &link, QObject *context, Done done)
{
    const auto task = [this, link](const Done &next) {
        if (!m_images.contains(nats::nameOf(link.image)))
            return next(true);
        keepLink(link, next);
    };
    enqueue(task, context, std::move(done));
}

void NatsBlobs::read(const ImageId &image, QObject *context, std::function<void(Found)> handler)
{
    const auto found = m_images.constFind(nats::nameOf(image));
    const bool isThere = found != m_images.cend();
    if (!isThere || m_isOpen != true || !m_link->isOpen()) {
        const auto kind = isThere || !m_link->isOpen() ? Found::Kind::Failed : Found::Kind::Nothing;
        post(this, [context = QPointer<QObject>(context), handler = std::move(handler), kind] {
            if (context)
                handler({kind, {}, {}});
        });
        return;
    }
    const quint64 ticket = ++m_lastTicket;
    m_gets.insert(ticket,
                  [context = QPointer<QObject>(context), record = found->record,
                   handler = std::move(handler)](bool ok, const QByteArray &bytes) {
                      if (context)
                          handler({ok ? Found::Kind::Image : Found::Kind::Failed, record, bytes});
                  });
    post(m_shelf.get(),
         [shelf = m_shelf.get(), ticket, word = nats::wordOf(image), pieces = found->pieces,
          sum = found->sum] { shelf->get(ticket, word, pieces, sum); });
}

void NatsBlobs::removeImagesOf(const UserId &user, qint64 beforeMs, QObject *context, Done done)
{
    enqueue([this, user, beforeMs](const Done &next) { remove(user, beforeMs, next); }, context,
            std::move(done));
}

void NatsBlobs::remove(const UserId &user, qint64 beforeMs, const Done &done)
{
    QHash<QByteArray, QList<ImageUse>> removed; // by the images' names
    QHash<QByteArray, qsizetype> remaining;
    QList<std::pair<QByteArray, QByteArray>> empties;
    for (auto link = m_links.cbegin(); link != m_links.cend(); ++link) {
        if (link->user == user && link->usedMs < beforeMs) {
            removed[nats::nameOf(link->image)].append(link->use);
            empties.append({link.key(), {}});
        } else {
            ++remaining[nats::nameOf(link->image)];
        }
    }
    QList<nats::KeptImage> gone;
    for (auto image = removed.cbegin(); image != removed.cend(); ++image) {
        if (m_images.contains(image.key()) && !outlives(*image, remaining.value(image.key())))
            gone.append(m_images.value(image.key()));
    }
    for (const nats::KeptImage &image : std::as_const(gone)) {
        empties.append({nats::nameOf(image.record.id), {}});
        for (auto link = m_links.cbegin(); link != m_links.cend(); ++link) {
            const bool isCounted = link->user == user && link->usedMs < beforeMs;
            if (link->image == image.record.id && !isCounted)
                empties.append({link.key(), {}});
        }
    }
    // The bytes first: who is interrupted finds the rest again.
    drop(gone, [this, empties, done](bool ok) {
        if (!ok)
            return done(false);
        putAll(empties, done);
    });
}

void NatsBlobs::drop(const QList<nats::KeptImage> &images, const Done &done)
{
    if (images.isEmpty())
        return done(true);
    const auto missing = std::make_shared<qsizetype>(images.size());
    const auto allOk = std::make_shared<bool>(true);
    for (const nats::KeptImage &image : images) {
        const quint64 ticket = ++m_lastTicket;
        m_drops.insert(ticket, [missing, allOk, done](bool ok) {
            *allOk = *allOk && ok;
            if (--*missing == 0)
                done(*allOk);
        });
        post(m_shelf.get(),
             [shelf = m_shelf.get(), ticket, word = nats::wordOf(image.record.id),
              pieces = image.pieces] { shelf->drop(ticket, word, pieces); });
    }
}

} // namespace sermo::store
