// SPDX-License-Identifier: GPL-3.0-or-later
#include "broker/store/customerexport.h"

#include "broker/store/eventrow.h"
#include "broker/store/imagetable.h"
#include "broker/store/openfile.h"

#include <QIODevice>
#include <QJsonDocument>
#include <QJsonObject>

using namespace Qt::StringLiterals;

namespace sermo::store
{

namespace
{

using sqlite::Connection;
using sqlite::Resetting;
using sqlite::Statement;
using sqlite::Step;
using Written = Result<void, QString>;

Written unreadable(const Connection &connection)
{
    return failure(u"the log cannot be read: %1"_s.arg(connection.error()));
}

//! One run over what is kept of one customer, in one transaction.
class Export
{
public:
    Export(Connection &connection, const UserId &user, QIODevice &out)
        : m_connection(connection)
        , m_user(user)
        , m_name(user.value())
        , m_out(out)
        , m_events(connection.prepare("SELECT " SERMO_EVENT_COLUMNS
                                      " FROM events WHERE user_id = ? ORDER BY seq"))
        , m_token(connection.prepare("SELECT 1 FROM tokens WHERE user_id = ?"))
        , m_epoch(connection.prepare("SELECT value FROM meta WHERE key = 'epoch'"))
    {
    }

    Written run()
    {
        const bool begun = m_connection.exec("BEGIN") && m_events.isValid() && m_token.isValid()
            && m_epoch.isValid() && m_epoch.step() == Step::Row;
        if (!begun)
            return unreadable(m_connection);
        if (const auto ready = m_shelf.prepare(m_connection); !ready)
            return failure(ready.error());
        const BlobStore::List images = m_shelf.imagesOf(m_user);
        if (images.failed)
            return unreadable(m_connection);
        const Resetting eventsEnd(m_events);
        m_events.bind(1, m_name);
        const Step first = m_events.step();
        if (first == Step::Done && images.images.isEmpty() && !hasToken())
            return failure(u"nobody is called %1 here"_s.arg(m_user.value()));
        writeHead();
        return writeEvents(first)
            .and_then([&] { return writeImages(images.images); })
            .and_then([this] { return finish(); });
    }

private:
    bool hasToken()
    {
        const Resetting tokenEnds(m_token);
        m_token.bind(1, m_name);
        return m_token.step() == Step::Row;
    }

    void write(const QByteArray &bytes) { m_whole = m_whole && m_out.write(bytes) == bytes.size(); }

    void writeHead()
    {
        const QJsonObject head{{u"userId"_s, m_user.value()}, {u"epoch"_s, m_epoch.text(0)}};
        QByteArray open = QJsonDocument(head).toJson(QJsonDocument::Compact);
        open.chop(1); // the closing brace
        write(open);
    }

    Written writeEvents(Step step)
    {
        QByteArray before = ",\"events\":[\n";
        for (; step == Step::Row; step = m_events.step()) {
            const EventRow row = EventRow::read(m_events);
            const auto event = row.toEvent();
            if (row.checksum() != EventRow::storedChecksum(m_events) || !event)
                return failure(u"event %1 is damaged"_s.arg(row.seq));
            write(before + event->delivered());
            before = ",\n";
        }
        write((before == ",\n" ? QByteArray("\n") : before) + ']');
        return step == Step::Failed ? unreadable(m_connection) : Written();
    }

    Written writeImages(const QList<ImageRecord> &images)
    {
        QByteArray before = ",\"images\":[\n";
        for (const ImageRecord &image : images) {
            const BlobStore::Found found = m_shelf.read(image.id);
            if (found.kind != BlobStore::Found::Kind::Image)
                return failure(u"image %1 is damaged"_s.arg(image.id.value()));
            const QJsonObject object{{u"id"_s, image.id.value()},
                                     {u"type"_s, QString::fromLatin1(image.type)},
                                     {u"image"_s, QString::fromLatin1(found.bytes.toBase64())}};
            write(before + QJsonDocument(object).toJson(QJsonDocument::Compact));
            before = ",\n";
        }
        write((before == ",\n" ? QByteArray("\n") : before) + "]}\n");
        return {};
    }

    Written finish()
    {
        return m_whole ? Written() : failure(u"cannot write: %1"_s.arg(m_out.errorString()));
    }

    Connection &m_connection;
    const UserId m_user;
    const sqlite::Name m_name;
    QIODevice &m_out;
    Statement m_events, m_token, m_epoch;
    ImageShelf m_shelf;
    bool m_whole = true; //!< all that was written has arrived
};

} // namespace

Result<void, QString> exportCustomer(const QString &directory, const UserId &user, QIODevice &out)
{
    auto connection = openToLook(directory);
    if (!connection)
        return failure(connection.error());
    return Export(*connection, user, out).run();
}

} // namespace sermo::store
