// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/model/imagesource.h"
#include "ui/model/picture.h"

#include <QImage>
#include <QSet>
#include <QThreadPool>

#include <deque>
#include <functional>
#include <map>
#include <memory>
#include <vector>

namespace sermo::model
{

class ImageLibrary;
class SessionStore;

//! Images that an agent is about to send, a few for each customer: shrunk and stripped beside the
//! GUI thread, uploaded at once, and kept until they are sent, removed, or the session has ended,
//! whatever becomes of the link and of the column that shows them. Lives in the GUI thread; source,
//! library and store outlive it.
class Attachments : public QObject
{
    Q_OBJECT
public:
    static constexpr int Most = 8; //!< a customer
    static constexpr int UploadsAtOnce = 2;

    struct Attachment {
        enum class State : quint8 {
            Preparing,
            Uploading, //!< or waiting for its turn
            Ready,
            Failed,
        };
        quint64 number = 0; //!< its name here
        QString name; //!< of the file; empty: from the clipboard
        State state = State::Preparing;
        double progress = 0; //!< of the upload, 0 to 1
        QImage thumbnail; //!< once it is prepared
        ImageId image; //!< Ready
        ImageTrouble why = ImageTrouble::NotAnImage; //!< Failed
    };

    Attachments(ImageSource &source, ImageLibrary &library, const SessionStore &store,
                QObject *parent = nullptr);
    ~Attachments() override; //!< waits for the one that is being prepared

    //! False: there are as many as may be.
    bool addFile(const UserId &user, const QString &path);
    bool addImage(const UserId &user, const QImage &image);
    void retry(quint64 number); //!< a failed one
    void retryPassing(); //!< those that failed because nobody answered
    void remove(quint64 number); //!< ends its upload
    void forget(const UserId &user);

    [[nodiscard]] QList<Attachment> of(const UserId &user) const;
    [[nodiscard]] bool isEmpty(const UserId &user) const { return !m_entries.contains(user); }
    [[nodiscard]] bool areReady(const UserId &user) const; //!< all of them, where there are any
    [[nodiscard]] QList<ImageId> take(const UserId &user); //!< those that are ready: to be sent now
    void putBack(const UserId &user,
                 const QList<ImageId> &images); //!< they were not sent after all

signals:
    void changed(const sermo::UserId &user);

private:
    struct Entry {
        Attachment shown;
        QByteArray bytes; //!< prepared
        QSize size;
        std::unique_ptr<QObject> upload; //!< while it is under way: its death ends it
    };
    using Entries = std::vector<std::unique_ptr<Entry>>;
    using Prepare = std::function<std::optional<PreparedPicture>()>;

    bool add(const UserId &user, const QString &name, const Prepare &prepare);
    void handlePrepared(const UserId &user, quint64 number,
                        const std::optional<PreparedPicture> &prepared);
    void startNext();
    void start(const UserId &user, Entry &entry);
    void settle(const UserId &user, quint64 number,
                const Result<ImageSource::Stored, ImageTrouble> &stored);
    void queue(const UserId &user, Entry &entry);
    [[nodiscard]] Entry *find(const UserId &user, quint64 number) const;
    [[nodiscard]] std::pair<UserId, Entry *> find(quint64 number) const;
    void forgetTheEnded(const QSet<UserId> &users);

    ImageSource &m_source;
    ImageLibrary &m_library;
    const SessionStore &m_store;
    std::map<UserId, Entries> m_entries;
    std::deque<std::pair<UserId, quint64>> m_waiting; //!< to be uploaded
    int m_uploading = 0;
    quint64 m_numbers = 0;
    QThreadPool m_pool;
};

} // namespace sermo::model
