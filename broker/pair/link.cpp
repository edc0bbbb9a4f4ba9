// SPDX-License-Identifier: GPL-3.0-or-later
#include "broker/pair/link.h"

#include "broker/standby/wording.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QTcpSocket>
#include <QWebSocket>

#include <utility>

using namespace Qt::StringLiterals;

namespace sermo::pair
{

namespace
{

constexpr qsizetype PieceBytes = 64 * 1024;
constexpr qint64 MostUnderWay = 512 * 1024;
constexpr qsizetype MostPart = 64 * 1024 * 1024; //!< an image has 8 MiB at most
constexpr quint64 MostFrame = 1024 * 1024;
constexpr char More = 0, Last = 1; //!< what a piece begins with

} // namespace

Link::Link(std::unique_ptr<QWebSocket> socket, QTcpSocket *beneath, QObject *parent)
    : QObject(parent)
    , m_socket(std::move(socket))
    , m_beneath(beneath)
{
    m_socket->setMaxAllowedIncomingFrameSize(MostFrame);
    m_socket->setMaxAllowedIncomingMessageSize(MostFrame);
    connect(m_socket.get(), &QWebSocket::textMessageReceived, this, &Link::handleText);
    connect(m_socket.get(), &QWebSocket::binaryMessageReceived, this, &Link::handlePiece);
    connect(m_socket.get(), &QWebSocket::disconnected, this, &Link::end);
}

Link::~Link()
{
    m_socket->disconnect(this);
    m_socket->abort();
    m_socket.reset();
    delete m_beneath.data(); // a QWebSocket made from a socket of someone else's does not
}

void Link::end()
{
    if (!std::exchange(m_isGone, true))
        emit gone();
}

void Link::finish()
{
    m_socket->close();
}

void Link::introduce(const Introduction &introduction)
{
    QJsonObject told{
        {u"version"_s, introduction.version},        {u"schema"_s, introduction.schema},
        {u"term"_s, qint64(introduction.term)},      {u"hosts"_s, introduction.hosts},
        {u"goneMs"_s, introduction.goneMs},          {u"epoch"_s, introduction.epoch},
        {u"epochBefore"_s, introduction.epochBefore}};
    if (!introduction.at.isEmpty())
        told.insert(u"at"_s, introduction.at.toString(QUrl::FullyEncoded));
    if (!introduction.pin.isEmpty())
        told.insert(u"pin"_s, QString::fromLatin1(introduction.pin.toHex()));
    if (!introduction.luggage.isEmpty())
        told.insert(u"luggage"_s, introduction.luggage);
    m_socket->sendTextMessage(QString::fromUtf8(
        QJsonDocument(QJsonObject{{u"introduction"_s, told}}).toJson(QJsonDocument::Compact)));
}

void Link::say(const standby::Message &message)
{
    m_socket->sendTextMessage(QString::fromUtf8(toJson(message)));
}

void Link::give(const QByteArray &part)
{
    m_queue.push_back({part, {}});
    pump();
}

void Link::sayBehind(const standby::Message &message)
{
    m_queue.push_back({{}, message});
    pump();
}

void Link::pump()
{
    const bool wasHungry = isHungry();
    while (!m_isGone && !m_queue.empty()) {
        Queued &next = m_queue.front();
        if (next.message) {
            say(*next.message);
            m_queue.pop_front();
            continue;
        }
        if (m_underWay >= MostUnderWay)
            break;
        const bool isLast = next.part.size() <= PieceBytes;
        const QByteArray piece = next.part.first(std::min(next.part.size(), PieceBytes));
        next.part.remove(0, piece.size());
        m_underWay += piece.size() + 1;
        m_socket->sendBinaryMessage((isLast ? Last : More) + piece);
        if (isLast)
            m_queue.pop_front();
    }
    if (!wasHungry && isHungry())
        emit hungry();
}

void Link::handlePiece(const QByteArray &piece)
{
    if (piece.isEmpty() || m_arriving.size() > MostPart)
        return m_socket->abort();
    m_arriving += piece.sliced(1);
    if (piece.front() != Last)
        return sendTaken(piece.size());
    m_toTake.push_back(piece.size());
    emit given(std::exchange(m_arriving, {}));
}

void Link::take()
{
    if (m_toTake.empty())
        return;
    const qint64 bytes = m_toTake.front();
    m_toTake.pop_front();
    sendTaken(bytes);
}

void Link::sendTaken(qint64 bytes)
{
    m_socket->sendTextMessage(u"{\"taken\":%1}"_s.arg(bytes));
}

void Link::handleText(const QString &text)
{
    const QByteArray bytes = text.toUtf8();
    if (const auto message = standby::messageOf(bytes)) {
        emit said(*message);
        return;
    }
    const QJsonObject object = QJsonDocument::fromJson(bytes).object();
    if (const QJsonValue taken = object.value("taken"_L1); taken.isDouble()) {
        m_underWay -= taken.toInteger();
        return pump();
    }
    const QJsonObject told = object.value("introduction"_L1).toObject();
    if (told.isEmpty())
        return m_socket->abort(); // of another program, or a later one that says other things
    emit introduced({told.value("version"_L1).toInt(), told.value("schema"_L1).toInt(),
                     quint64(told.value("term"_L1).toInteger()), told.value("hosts"_L1).toBool(),
                     told.value("goneMs"_L1).toInteger(), told.value("epoch"_L1).toString(),
                     told.value("epochBefore"_L1).toString(),
                     QUrl(told.value("at"_L1).toString(), QUrl::StrictMode),
                     QByteArray::fromHex(told.value("pin"_L1).toString().toLatin1()),
                     told.value("luggage"_L1).toObject()});
}

} // namespace sermo::pair
