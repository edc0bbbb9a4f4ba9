// SPDX-License-Identifier: GPL-3.0-or-later
#include "broker/store/nats/imageshelf.h"

#include "broker/store/nats/kept.h"

#include <QCryptographicHash>
#include <QFile>
#include <QJsonDocument>
#include <QLoggingCategory>
#include <QSaveFile>

#include <algorithm>
#include <memory>

using namespace Qt::StringLiterals;

namespace sermo::store::nats
{

namespace
{

Q_LOGGING_CATEGORY(lcShelf, "sermo.store.nats")

constexpr QFile::Permissions OursAlone = QFile::ReadOwner | QFile::WriteOwner;

QByteArray numbered(Seq seq)
{
    return QJsonDocument(QJsonObject{{u"seq"_s, qint64(seq)}}).toJson(QJsonDocument::Compact);
}

} // namespace

ImageShelf::ImageShelf(const ClusterOptions &options, const QString &directory)
    : m_options(options)
    , m_stream(options.stream.toLatin1() + "_images")
    , m_subject(options.stream.toLatin1() + ".image.")
    , m_directory(directory)
    , m_wire(options)
{
    m_wire.setParent(this); // moved to the worker's thread with it
}

ImageShelf::~ImageShelf()
{
    m_wire.close();
}

void ImageShelf::open(const QSet<QByteArray> &known)
{
    const QFileInfoList copies = m_directory.entryInfoList(QDir::Files);
    for (const QFileInfo &copy : copies) {
        if (known.contains(copy.fileName().toLatin1()))
            m_copied += copy.size();
        else
            QFile::remove(copy.filePath()); // removed while this broker was not there
    }
    const auto prepared = prepare();
    if (!prepared)
        qCCritical(lcShelf).noquote() << prepared.error();
    emit opened(prepared.has_value());
}

Result<void, QString> ImageShelf::prepare()
{
    if (!m_directory.mkpath(u"."_s))
        return failure(u"cannot make %1"_s.arg(m_directory.path()));
    if (auto opened = m_wire.open(); !opened)
        return opened;
    if (const auto facts = prepareLast(m_wire, {m_stream, m_subject + '>'}, m_options.replicas);
        !facts)
        return failure(QString(facts.error()));
    return {};
}

void ImageShelf::put(quint64 ticket, const QByteArray &name, const QByteArray &bytes)
{
    const auto pieces = std::make_shared<Pieces>();
    pieces->missing = std::max<qsizetype>(1, (bytes.size() + PieceBytes - 1) / PieceBytes);
    pieces->seqs.resize(pieces->missing);
    for (qsizetype i = 0; i < pieces->seqs.size(); ++i) {
        Outgoing piece;
        piece.subject = m_subject + name + '.' + QByteArray::number(i);
        piece.data = bytes.mid(i * PieceBytes, PieceBytes);
        piece.headers = {{"Nats-Msg-Id", name + '.' + QByteArray::number(i)},
                         {"Nats-Expected-Stream", m_stream}};
        m_wire.ask(piece, [=, this](const Answer &answer) {
            pieces->ok = pieces->ok && answer.has_value();
            if (answer)
                pieces->seqs[i] = Seq(answer->value("seq"_L1).toInteger());
            else
                qCWarning(lcShelf).noquote() << "an image is not kept:" << answer.error().why;
            if (--pieces->missing > 0)
                return;
            if (pieces->ok)
                keepCopy(name, bytes);
            emit putDone(ticket, pieces->ok, pieces->seqs);
        });
    }
}

void ImageShelf::get(quint64 ticket, const QByteArray &name, const QList<Seq> &seqs,
                     const QByteArray &sum)
{
    const auto isWhole = [sum](const QByteArray &bytes) {
        return QCryptographicHash::hash(bytes, QCryptographicHash::Sha256) == sum;
    };
    if (QFile copy(pathOf(name)); copy.open(QIODevice::ReadOnly)) {
        if (const QByteArray bytes = copy.readAll(); isWhole(bytes))
            return emit got(ticket, true, bytes);
    }
    const auto pieces = std::make_shared<Pieces>();
    pieces->missing = seqs.size();
    pieces->bytes.resize(seqs.size());
    if (seqs.isEmpty())
        return emit got(ticket, false, {});
    for (qsizetype i = 0; i < seqs.size(); ++i) {
        m_wire.ask({"$JS.API.STREAM.MSG.GET." + m_stream, {}, numbered(seqs.at(i))},
                   [=, this](const Answer &answer) {
                       pieces->ok = pieces->ok && answer.has_value();
                       if (answer)
                           pieces->bytes[i] = QByteArray::fromBase64(answer->value("message"_L1)
                                                                         .toObject()
                                                                         .value("data"_L1)
                                                                         .toString()
                                                                         .toLatin1());
                       if (--pieces->missing > 0)
                           return;
                       const QByteArray bytes = pieces->bytes.join();
                       const bool ok = pieces->ok && isWhole(bytes);
                       if (ok)
                           keepCopy(name, bytes);
                       emit got(ticket, ok, ok ? bytes : QByteArray());
                   });
    }
}

void ImageShelf::drop(quint64 ticket, const QByteArray &name, const QList<Seq> &seqs)
{
    forgetCopy(name);
    const auto pieces = std::make_shared<Pieces>();
    pieces->missing = seqs.size();
    if (seqs.isEmpty())
        return emit dropped(ticket, true);
    for (const Seq seq : seqs) {
        m_wire.ask({"$JS.API.STREAM.MSG.DELETE." + m_stream, {}, numbered(seq)},
                   [=, this](const Answer &answer) {
                       pieces->ok = pieces->ok && (answer || isGoneAlready(answer.error()));
                       if (--pieces->missing == 0)
                           emit dropped(ticket, pieces->ok);
                   });
    }
}

void ImageShelf::list()
{
    listFrom(0, {});
}

//! The servers name a hundred thousand at a time.
void ImageShelf::listFrom(qint64 offset, const QSet<QByteArray> &before)
{
    const QJsonObject wanted{{u"subjects_filter"_s, QString::fromLatin1(m_subject + '>')},
                             {u"offset"_s, offset}};
    const auto handle = [this, offset, before](const Answer &answer) {
        if (!answer)
            return; // the next time
        const QJsonObject subjects
            = answer->value("state"_L1).toObject().value("subjects"_L1).toObject();
        QSet<QByteArray> all = before;
        for (auto one = subjects.begin(); one != subjects.end(); ++one)
            all.insert(one.key().toLatin1());
        const qint64 next = offset + subjects.size();
        if (subjects.isEmpty() || next >= answer->value("total"_L1).toInteger())
            emit listed(all);
        else
            listFrom(next, all);
    };
    m_wire.ask({"$JS.API.STREAM.INFO." + m_stream,
                {},
                QJsonDocument(wanted).toJson(QJsonDocument::Compact)},
               handle);
}

void ImageShelf::drop(const QSet<QByteArray> &subjects)
{
    for (const QByteArray &subject : subjects) {
        const QJsonObject wanted{{u"last_by_subj"_s, QString::fromLatin1(subject)}};
        m_wire.ask({"$JS.API.STREAM.MSG.GET." + m_stream,
                    {},
                    QJsonDocument(wanted).toJson(QJsonDocument::Compact)},
                   [this](const Answer &answer) {
                       if (!answer)
                           return; // another broker was quicker
                       const auto seq = answer->value("message"_L1).toObject().value("seq"_L1);
                       m_wire.ask({"$JS.API.STREAM.MSG.DELETE." + m_stream,
                                   {},
                                   numbered(Seq(seq.toInteger()))},
                                  [](const Answer &) {});
                   });
    }
}

QString ImageShelf::pathOf(const QByteArray &name) const
{
    return m_directory.filePath(QString::fromLatin1(name));
}

//! One that cannot be kept is asked for again.
void ImageShelf::keepCopy(const QByteArray &name, const QByteArray &bytes)
{
    QSaveFile copy(pathOf(name));
    if (!copy.open(QIODevice::WriteOnly) || !copy.setPermissions(OursAlone)
        || copy.write(bytes) != bytes.size() || !copy.commit())
        return;
    m_copied += bytes.size();
    makeRoom();
}

void ImageShelf::makeRoom()
{
    if (m_copied <= CopiesBytes)
        return;
    const QFileInfoList oldest
        = m_directory.entryInfoList(QDir::Files, QDir::Time | QDir::Reversed);
    for (const QFileInfo &copy : oldest) {
        if (m_copied <= CopiesBytes)
            return;
        m_copied -= copy.size();
        QFile::remove(copy.filePath());
    }
}

void ImageShelf::forgetCopy(const QByteArray &name)
{
    const QString path = pathOf(name);
    const qint64 size = QFileInfo(path).size();
    if (QFile::remove(path))
        m_copied -= size;
}

} // namespace sermo::store::nats
