// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/model/attachments.h"

#include "ui/model/imagelibrary.h"
#include "ui/model/sessionstore.h"

#include <QFile>
#include <QFileInfo>

#include <algorithm>

namespace sermo::model
{

using State = Attachments::Attachment::State;

namespace
{

QByteArray contentsOf(const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly) || file.size() > LargestFile)
        return {};
    return file.read(LargestFile);
}

} // namespace

Attachments::Attachments(ImageSource &source, ImageLibrary &library, const SessionStore &store,
                         QObject *parent)
    : QObject(parent)
    , m_source(source)
    , m_library(library)
    , m_store(store)
{
    m_pool.setMaxThreadCount(1);
    connect(&store, &SessionStore::sessionsChanged, this, &Attachments::forgetTheEnded);
    connect(&store, &SessionStore::forgotten, this, &Attachments::forget);
}

Attachments::~Attachments()
{
    m_pool.clear();
    m_pool.waitForDone();
}

bool Attachments::addFile(const UserId &user, const QString &path)
{
    return add(user, QFileInfo(path).fileName(),
               [path] { return preparePicture(contentsOf(path)); });
}

bool Attachments::addImage(const UserId &user, const QImage &image)
{
    return add(user, {}, [image] { return preparePicture(image); });
}

bool Attachments::add(const UserId &user, const QString &name, const Prepare &prepare)
{
    Entries &entries = m_entries[user];
    if (entries.size() >= Most)
        return false;
    auto entry = std::make_unique<Entry>();
    const quint64 number = ++m_numbers;
    entry->shown.number = number;
    entry->shown.name = name;
    entries.push_back(std::move(entry));
    m_pool.start([this, user, number, prepare] {
        const auto prepared = prepare();
        QMetaObject::invokeMethod(
            this, [this, user, number, prepared] { handlePrepared(user, number, prepared); },
            Qt::QueuedConnection);
    });
    emit changed(user);
    return true;
}

void Attachments::handlePrepared(const UserId &user, quint64 number,
                                 const std::optional<PreparedPicture> &prepared)
{
    Entry *entry = find(user, number);
    if (!entry)
        return; // removed meanwhile
    if (!prepared) {
        entry->shown.state = State::Failed;
        entry->shown.why = ImageTrouble::NotAnImage;
        emit changed(user);
        return;
    }
    entry->bytes = prepared->bytes;
    entry->size = prepared->size;
    entry->shown.thumbnail = prepared->thumbnail;
    queue(user, *entry);
}

void Attachments::queue(const UserId &user, Entry &entry)
{
    entry.shown.state = State::Uploading;
    entry.shown.progress = 0;
    m_waiting.emplace_back(user, entry.shown.number);
    startNext();
    emit changed(user);
}

void Attachments::startNext()
{
    while (m_uploading < UploadsAtOnce && !m_waiting.empty()) {
        const auto [user, number] = m_waiting.front();
        m_waiting.pop_front();
        if (Entry *entry = find(user, number))
            start(user, *entry);
    }
}

void Attachments::start(const UserId &user, Entry &entry)
{
    const quint64 number = entry.shown.number;
    entry.upload = std::make_unique<QObject>();
    ++m_uploading;
    const auto progress = [this, user, number](double part) {
        if (Entry *uploading = find(user, number)) {
            uploading->shown.progress = part;
            emit changed(user);
        }
    };
    const auto done
        = [this, user, number](const Result<ImageSource::Stored, ImageTrouble> &stored) {
              settle(user, number, stored);
          };
    m_source.upload(entry.bytes, entry.upload.get(), progress, done);
}

void Attachments::settle(const UserId &user, quint64 number,
                         const Result<ImageSource::Stored, ImageTrouble> &stored)
{
    Entry *entry = find(user, number);
    Q_ASSERT(entry && entry->upload); // an upload dies with its entry
    entry->upload.release()->deleteLater(); // it may be calling us
    --m_uploading;
    if (stored) {
        entry->shown.state = State::Ready;
        entry->shown.progress = 1;
        entry->shown.image = stored->image;
        m_library.noteSize(stored->image, stored->size.isEmpty() ? entry->size : stored->size);
        entry->bytes.clear();
    } else {
        entry->shown.state = State::Failed;
        entry->shown.why = stored.error();
    }
    startNext();
    emit changed(user);
}

void Attachments::retry(quint64 number)
{
    const auto [user, entry] = find(number);
    if (entry && entry->shown.state == State::Failed && !entry->bytes.isEmpty())
        queue(user, *entry);
}

void Attachments::retryPassing()
{
    QList<quint64> failed;
    for (const auto &[user, entries] : m_entries) {
        for (const auto &entry : entries) {
            if (entry->shown.state == State::Failed && isPassing(entry->shown.why))
                failed.append(entry->shown.number);
        }
    }
    for (const quint64 number : std::as_const(failed))
        retry(number);
}

void Attachments::remove(quint64 number)
{
    const auto [user, entry] = find(number);
    if (!entry)
        return;
    if (entry->upload)
        --m_uploading;
    Entries &entries = m_entries.at(user);
    std::erase_if(entries, [number](const auto &each) { return each->shown.number == number; });
    if (entries.empty())
        m_entries.erase(user);
    startNext();
    emit changed(user);
}

void Attachments::forget(const UserId &user)
{
    const auto gone = m_entries.extract(user);
    if (gone.empty())
        return;
    for (const auto &entry : gone.mapped())
        m_uploading -= entry->upload ? 1 : 0;
    startNext();
    emit changed(user);
}

void Attachments::forgetTheEnded(const QSet<UserId> &users)
{
    for (const UserId &user : users) {
        const desk::Session *session = m_store.session(user);
        if (session && session->stage == desk::Stage::Ended)
            forget(user);
    }
}

QList<Attachments::Attachment> Attachments::of(const UserId &user) const
{
    QList<Attachment> shown;
    if (const auto found = m_entries.find(user); found != m_entries.end()) {
        for (const auto &entry : found->second)
            shown.append(entry->shown);
    }
    return shown;
}

bool Attachments::areReady(const UserId &user) const
{
    const auto found = m_entries.find(user);
    return found == m_entries.end()
        || std::all_of(found->second.begin(), found->second.end(),
                       [](const auto &entry) { return entry->shown.state == State::Ready; });
}

QList<ImageId> Attachments::take(const UserId &user)
{
    const auto found = m_entries.find(user);
    if (found == m_entries.end())
        return {};
    QList<ImageId> images;
    for (const auto &entry : found->second) {
        if (entry->shown.state == State::Ready)
            images.append(entry->shown.image);
    }
    std::erase_if(found->second,
                  [](const auto &entry) { return entry->shown.state == State::Ready; });
    if (found->second.empty())
        m_entries.erase(found);
    emit changed(user);
    return images;
}

void Attachments::putBack(const UserId &user, const QList<ImageId> &images)
{
    if (images.isEmpty())
        return;
    Entries &entries = m_entries[user];
    for (const ImageId &image : images) {
        auto entry = std::make_unique<Entry>();
        entry->shown.number = ++m_numbers;
        entry->shown.state = State::Ready;
        entry->shown.progress = 1;
        entry->shown.thumbnail = m_library.look(image).thumbnail;
        entry->shown.image = image;
        entries.push_back(std::move(entry));
    }
    emit changed(user);
}

Attachments::Entry *Attachments::find(const UserId &user, quint64 number) const
{
    const auto found = m_entries.find(user);
    if (found == m_entries.end())
        return nullptr;
    for (const auto &entry : found->second) {
        if (entry->shown.number == number)
            return entry.get();
    }
    return nullptr;
}

std::pair<UserId, Attachments::Entry *> Attachments::find(quint64 number) const
{
    for (const auto &[user, entries] : m_entries) {
        for (const auto &entry : entries) {
            if (entry->shown.number == number)
                return {user, entry.get()};
        }
    }
    return {};
}

} // namespace sermo::model
