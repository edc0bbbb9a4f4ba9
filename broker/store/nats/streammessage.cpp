// SPDX-License-Identifier: GPL-3.0-or-later
#include "broker/store/nats/streammessage.h"

#include "broker/store/nats/names.h"

using namespace Qt::StringLiterals;

namespace sermo::store::nats
{

namespace
{

constexpr auto SenderHeader = "Sermo-Sender";
constexpr auto ReceivedHeader = "Sermo-Received";
constexpr auto WriterHeader = "Sermo-Writer";

using MetaData = std::unique_ptr<jsMsgMetaData, Destroyer<jsMsgMetaData_Destroy>>;

QByteArray headerIn(QByteArrayView headers, QByteArrayView name)
{
    for (qsizetype at = 0; at < headers.size();) {
        qsizetype end = headers.indexOf("\r\n", at);
        if (end < 0)
            end = headers.size();
        const QByteArrayView line = headers.sliced(at, end - at);
        if (line.size() > name.size() && line.startsWith(name) && line.at(name.size()) == ':')
            return line.sliced(name.size() + 1).toByteArray().trimmed();
        at = end + 2;
    }
    return {};
}

struct Marks {
    QByteArray sender, received, writer;
};

Result<Incoming, QString> assemble(Seq seq, QByteArrayView subject, const Marks &marks,
                                   QByteArray data)
{
    const auto sender = fromWord(marks.sender);
    bool isNumber = false;
    const qint64 receivedMs = marks.received.toLongLong(&isNumber);
    if (marks.sender.isEmpty() || !sender || !isNumber)
        return failure(u"message %1 of the stream was not written by this program"_s.arg(seq));
    auto frame = EventFrame::fromBroker(std::move(data));
    if (!frame)
        return failure(u"message %1 is no event: %2"_s.arg(seq).arg(frame.error().message));
    return Incoming{
        {seq, receivedMs, *sender, *std::move(frame)}, marks.writer, Subjects::isControl(subject)};
}

} // namespace

Message Outgoing::withReplyTo(const QByteArray &reply) const
{
    natsMsg *message = nullptr;
    natsMsg_Create(&message, subject.constData(), reply.isEmpty() ? nullptr : reply.constData(),
                   data.constData(), int(data.size()));
    for (const auto &[name, value] : headers)
        natsMsgHeader_Set(message, name.constData(), value.constData());
    return Message(message);
}

QList<std::pair<QByteArray, QByteArray>> headersOf(const SenderName &sender, qint64 receivedMs,
                                                   const QByteArray &writer)
{
    return {{SenderHeader, toWord(sender)},
            {ReceivedHeader, QByteArray::number(receivedMs)},
            {WriterHeader, writer}};
}

QByteArray dataOf(natsMsg *message)
{
    return {natsMsg_GetData(message), natsMsg_GetDataLength(message)};
}

QByteArray headerOf(natsMsg *message, const char *name)
{
    const char *value = nullptr;
    return natsMsgHeader_Get(message, name, &value) == NATS_OK ? QByteArray(value) : QByteArray();
}

Result<Incoming, QString> Incoming::read(Seq seq, QByteArrayView subject, QByteArrayView headers,
                                         QByteArray data)
{
    return assemble(seq, subject,
                    {headerIn(headers, SenderHeader), headerIn(headers, ReceivedHeader),
                     headerIn(headers, WriterHeader)},
                    std::move(data));
}

bool Incoming::isSame(const Incoming &other) const
{
    return event.seq == other.event.seq && writer == other.writer
        && event.receivedMs == other.event.receivedMs && event.sender == other.event.sender
        && event.frame.bytes() == other.event.frame.bytes();
}

Seq seqOf(natsMsg *message)
{
    jsMsgMetaData *raw = nullptr;
    if (natsMsg_GetMetaData(&raw, message) != NATS_OK)
        return 0;
    const MetaData meta(raw);
    return meta->Sequence.Stream;
}

Result<Incoming, QString> Incoming::read(natsMsg *message)
{
    return assemble(seqOf(message), natsMsg_GetSubject(message),
                    {headerOf(message, SenderHeader), headerOf(message, ReceivedHeader),
                     headerOf(message, WriterHeader)},
                    dataOf(message));
}

Result<Incoming, QString> Incoming::inAnswer(const QJsonObject &answer)
{
    const QJsonObject message = answer.value("message"_L1).toObject();
    const auto bytes = [&](QLatin1StringView key) {
        return QByteArray::fromBase64(message.value(key).toString().toLatin1());
    };
    return read(Seq(message.value("seq"_L1).toInteger()),
                message.value("subject"_L1).toString().toLatin1(), bytes("hdrs"_L1),
                bytes("data"_L1));
}

} // namespace sermo::store::nats
