// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "broker/store/nats/wire.h"

#include <QDir>
#include <QObject>
#include <QSet>

namespace sermo::store::nats
{

//! The bytes of images: in pieces in a stream, and copies of those that were asked for in a
//! directory. A worker that lives in a thread of its own; called by queued invocation, answers by
//! signals. A connection of its own, so that images delay neither events nor who appends them.
class ImageShelf : public QObject
{
    Q_OBJECT
public:
    static constexpr qsizetype PieceBytes = 512 * 1024; //!< servers take a megabyte, headers too
    static constexpr qint64 CopiesBytes = 512 * 1024 * 1024; //!< beyond that the oldest go

    ImageShelf(const ClusterOptions &options, const QString &directory);
    ~ImageShelf() override;

    //! Makes the stream where there is none, and forgets the copies of all but these.
    void open(const QSet<QByteArray> &known);
    //! Names are words (names.h).
    void put(quint64 ticket, const QByteArray &name, const QByteArray &bytes);
    //! `pieces`: as putDone() told them; `sum`: SHA-256 of all.
    void get(quint64 ticket, const QByteArray &name, const QList<Seq> &pieces,
             const QByteArray &sum);
    //! Emptied, not only forgotten; whoever does it first.
    void drop(quint64 ticket, const QByteArray &name, const QList<Seq> &pieces);
    void forgetCopy(const QByteArray &name);
    //! What pieces there are, by their subjects: listed().
    void list();
    //! The pieces of no image: emptied.
    void drop(const QSet<QByteArray> &subjects);
    [[nodiscard]] QByteArray subjectOf(const QByteArray &name) const { return m_subject + name; }

signals:
    void opened(bool ok);
    void putDone(quint64 ticket, bool ok, const QList<sermo::Seq> &pieces);
    void got(quint64 ticket, bool ok, const QByteArray &bytes);
    void dropped(quint64 ticket, bool ok);
    void listed(const QSet<QByteArray> &subjects);

private:
    struct Pieces { //!< of one image, as they are answered, in any order
        QList<QByteArray> bytes;
        QList<Seq> seqs;
        qsizetype missing = 0;
        bool ok = true;
    };

    [[nodiscard]] Result<void, QString> prepare();
    [[nodiscard]] QString pathOf(const QByteArray &name) const;
    void keepCopy(const QByteArray &name, const QByteArray &bytes);
    void listFrom(qint64 offset, const QSet<QByteArray> &before);
    void makeRoom();

    const ClusterOptions m_options;
    const QByteArray m_stream; //!< its name
    const QByteArray m_subject; //!< the first words of its subjects
    const QDir m_directory;
    Wire m_wire;
    qint64 m_copied = 0; //!< bytes of all copies
};

} // namespace sermo::store::nats
