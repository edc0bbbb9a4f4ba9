// SPDX-License-Identifier: GPL-3.0-or-later
#include "broker/store/nats/keptimage.h"

#include "broker/store/nats/names.h"

#include <QCryptographicHash>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

using namespace Qt::StringLiterals;

namespace sermo::store::nats
{

namespace
{

QString toText(const QString &name) // odd names are no UTF-8
{
    return QString::fromLatin1(toWord(name));
}

QString fromText(const QJsonValue &text)
{
    return fromWord(text.toString().toLatin1()).value_or(QString());
}

QByteArray compact(const QJsonObject &object)
{
    return QJsonDocument(object).toJson(QJsonDocument::Compact);
}

} // namespace

QByteArray wordOf(const ImageId &image)
{
    return toWord(image.value());
}

QByteArray nameOf(const ImageId &image)
{
    return ImageWord.toByteArray() + wordOf(image);
}

//! No name of a customer stands in a subject: those are kept for longer than he may be.
QByteArray nameOf(const ImageLink &link)
{
    const QByteArray all = wordOf(link.image) + '.' + toWord(link.user.value()) + '.'
        + QByteArray::number(int(link.use));
    return LinkWord.toByteArray()
        + QCryptographicHash::hash(all, QCryptographicHash::Sha256).toHex();
}

QByteArray toBytes(const ImageLink &link)
{
    return compact({{u"image"_s, toText(link.image.value())},
                    {u"user"_s, toText(link.user.value())},
                    {u"use"_s, int(link.use)},
                    {u"used"_s, link.usedMs}});
}

std::optional<ImageLink> linkIn(const QByteArray &bytes)
{
    const QJsonObject object = QJsonDocument::fromJson(bytes).object();
    if (object.isEmpty())
        return std::nullopt;
    return ImageLink{ImageId(fromText(object.value("image"_L1))),
                     UserId(fromText(object.value("user"_L1))),
                     ImageUse(object.value("use"_L1).toInt()), object.value("used"_L1).toInteger()};
}

QByteArray toBytes(const KeptImage &image)
{
    QJsonArray pieces;
    for (const Seq piece : image.pieces)
        pieces.append(qint64(piece));
    const ImageRecord &record = image.record;
    return compact({{u"id"_s, toText(record.id.value())},
                    {u"type"_s, QString::fromLatin1(record.type)},
                    {u"width"_s, record.width},
                    {u"height"_s, record.height},
                    {u"uploader"_s, toText(record.uploader)},
                    {u"created"_s, record.createdMs},
                    {u"pieces"_s, pieces},
                    {u"sum"_s, QString::fromLatin1(image.sum.toHex())}});
}

std::optional<KeptImage> imageIn(const QByteArray &bytes)
{
    const QJsonObject object = QJsonDocument::fromJson(bytes).object();
    if (object.isEmpty())
        return std::nullopt;
    KeptImage image;
    image.record
        = {ImageId(fromText(object.value("id"_L1))), object.value("type"_L1).toString().toLatin1(),
           object.value("width"_L1).toInt(),         object.value("height"_L1).toInt(),
           fromText(object.value("uploader"_L1)),    object.value("created"_L1).toInteger()};
    const QJsonArray pieces = object.value("pieces"_L1).toArray();
    for (const QJsonValue &piece : pieces)
        image.pieces.append(Seq(piece.toInteger()));
    image.sum = QByteArray::fromHex(object.value("sum"_L1).toString().toLatin1());
    return image;
}

} // namespace sermo::store::nats
