// SPDX-License-Identifier: GPL-3.0-or-later
#include "broker/desk/routing.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace sermo;
using namespace sermo::desk;

Q_DECLARE_METATYPE(std::optional<sermo::ErrorCode>)

//! The whole routing table of contract 3: every role, direction and type, generated from the one
//! table of types.
class RoutingTest : public QObject
{
    Q_OBJECT
private slots:
    void letsARoleSendWhatTheContractSays_data();
    void letsARoleSendWhatTheContractSays();
    void keepsChannelsToTheirOwnUsers();
    void takesNoUserIdWithoutEnd_data();
    void takesNoUserIdWithoutEnd();
    void letsCustomersSpeakForThemselvesOnly();
    void tellsEventsToWhomTheContractSays_data();
    void tellsEventsToWhomTheContractSays();
};

namespace
{

constexpr Role Roles[]
    = {Role::Customer, Role::Bot, Role::Agent, Role::Supervisor, Role::Channel, Role::Desk};
constexpr Direction Directions[] = {Direction::Inbound, Direction::Outbound, Direction::Internal};
const UserId User(u"u"_s);
const SenderName Owner = u"customer:u"_s;

Sender senderOf(Role role)
{
    Sender sender;
    sender.role = role;
    sender.name = role == Role::Customer ? Owner : u"key:"_s + wireName(role);
    sender.user = role == Role::Customer ? User : UserId();
    return sender;
}

Envelope envelopeOf(const QString &name, Direction direction)
{
    Envelope envelope;
    envelope.direction = direction;
    envelope.typeName = name;
    envelope.type = eventType(name, direction);
    envelope.user = User;
    return envelope;
}

//! The contract's words once more, independent of the code: what each role may say.
std::optional<ErrorCode> expected(Role role, const EventTypeInfo *row, Direction direction)
{
    const QStringList deskAlone{u"session_state"_s,  u"queue_state"_s, u"presence"_s,
                                u"presence_point"_s, u"allocation"_s,  u"session_platform"_s,
                                u"welcome"_s,        u"ack"_s,         u"error"_s,
                                u"claim_rejected"_s, u"hello"_s,       u"customer_erased"_s,
                                u"broker_state"_s};
    if (role == Role::Desk)
        return std::nullopt;
    if (row && deskAlone.contains(QString(row->name)))
        return ErrorCode::ForbiddenType;
    if (row && row->name == "interest"_L1 && direction != Direction::Internal)
        return ErrorCode::ForbiddenType; // a word of the dialogue, and not said like that
    const bool isCustomers = role == Role::Customer || role == Role::Channel;
    if (direction == Direction::Inbound && !isCustomers)
        return ErrorCode::ForbiddenDirection;
    if (direction == Direction::Outbound && isCustomers)
        return ErrorCode::ForbiddenDirection;
    if (direction == Direction::Internal && role == Role::Customer)
        return ErrorCode::ForbiddenDirection;
    return std::nullopt;
}

QByteArray rowName(Role role, Direction direction, const QString &type)
{
    return (wireName(role) + u' ' + wireName(direction) + u' ' + type).toUtf8();
}

} // namespace

void RoutingTest::letsARoleSendWhatTheContractSays_data()
{
    QTest::addColumn<int>("role");
    QTest::addColumn<int>("direction");
    QTest::addColumn<QString>("type");
    QTest::addColumn<std::optional<ErrorCode>>("refused");
    for (const Role role : Roles) {
        for (const Direction direction : Directions) {
            for (const EventTypeInfo &row : eventTypes()) {
                const QString type
                    = row.type == EventType::Opaque ? u"of_tomorrow"_s : QString(row.name);
                QTest::newRow(rowName(role, direction, type).constData())
                    << int(role) << int(direction) << type
                    << expected(role, infoByName(type), direction);
            }
        }
    }
}

void RoutingTest::letsARoleSendWhatTheContractSays()
{
    QFETCH(const int, role);
    QFETCH(const int, direction);
    QFETCH(const QString, type);
    QFETCH(const std::optional<ErrorCode>, refused);
    const Sender sender = senderOf(Role(role));
    // A channel's own user, so that only role, direction and type decide.
    const SenderName owner = sender.role == Role::Channel ? sender.name : Owner;
    const auto answer = refusal(sender, envelopeOf(type, Direction(direction)), owner);
    QCOMPARE(answer.has_value(), refused.has_value());
    if (answer)
        QCOMPARE(answer->code, *refused);
}

void RoutingTest::keepsChannelsToTheirOwnUsers()
{
    const Sender channel = senderOf(Role::Channel);
    const Envelope text = envelopeOf(u"text"_s, Direction::Inbound);
    const Envelope answer = envelopeOf(u"text"_s, Direction::Outbound);
    const auto foreign = refusal(channel, text, Owner);
    QVERIFY(foreign);
    QCOMPARE(foreign->code, ErrorCode::ForeignUser);
    QVERIFY(!refusal(channel, text,
                     {})); // nobody's yet: its first inbound event makes it the channel's
    QVERIFY(hears(channel, answer, channel.name));
    QVERIFY(!hears(channel, answer, Owner));
    QVERIFY(!hears(channel, answer, u"key:another"_s));
    QVERIFY(!hears(channel, text, channel.name));
    QVERIFY(!hears(channel, envelopeOf(u"note"_s, Direction::Internal), channel.name));
}

void RoutingTest::takesNoUserIdWithoutEnd_data()
{
    QTest::addColumn<qsizetype>("size");
    QTest::addColumn<SenderName>("owner");
    QTest::addColumn<bool>("good");
    const SenderName channel = senderOf(Role::Channel).name;
    QTest::newRow("as long as it may be") << MaxNewUserId << SenderName() << true;
    QTest::newRow("longer") << MaxNewUserId + 1 << SenderName() << false;
    QTest::newRow("longer, but known since long ago") << MaxNewUserId + 1 << channel << true;
}

void RoutingTest::takesNoUserIdWithoutEnd()
{
    QFETCH(const qsizetype, size);
    QFETCH(const SenderName, owner);
    QFETCH(const bool, good);
    Envelope text = envelopeOf(u"text"_s, Direction::Inbound);
    text.user = UserId(QString(size, u'x'));
    const auto refused = refusal(senderOf(Role::Channel), text, owner);
    QCOMPARE(!refused, good);
    if (refused)
        QCOMPARE(refused->code, ErrorCode::BadEvent);
}

void RoutingTest::letsCustomersSpeakForThemselvesOnly()
{
    Envelope text = envelopeOf(u"text"_s, Direction::Inbound);
    text.user = UserId(u"another"_s);
    const auto foreign = refusal(senderOf(Role::Customer), text, {});
    QVERIFY(foreign);
    QCOMPARE(foreign->code, ErrorCode::ForeignUser);
    QVERIFY(!hears(senderOf(Role::Customer), text, {}));
}

void RoutingTest::tellsEventsToWhomTheContractSays_data()
{
    QTest::addColumn<int>("role");
    QTest::addColumn<int>("direction");
    QTest::addColumn<QString>("type");
    QTest::addColumn<bool>("heard");
    for (const Direction direction : Directions) {
        for (const EventTypeInfo &row : eventTypes()) {
            const QString type
                = row.type == EventType::Opaque ? u"of_tomorrow"_s : QString(row.name);
            const bool stored = row.keeping == Keeping::Stored;
            for (const Role role : {Role::Bot, Role::Agent, Role::Supervisor})
                QTest::newRow(rowName(role, direction, type).constData())
                    << int(role) << int(direction) << type << true;
            const bool customerHears
                = direction == Direction::Outbound || (direction == Direction::Inbound && stored);
            QTest::newRow(rowName(Role::Customer, direction, type).constData())
                << int(Role::Customer) << int(direction) << type << customerHears;
        }
    }
}

void RoutingTest::tellsEventsToWhomTheContractSays()
{
    QFETCH(const int, role);
    QFETCH(const int, direction);
    QFETCH(const QString, type);
    QFETCH(const bool, heard);
    QCOMPARE(hears(senderOf(Role(role)), envelopeOf(type, Direction(direction)), Owner), heard);
}

QTEST_GUILESS_MAIN(RoutingTest)
#include "tst_routing.moc"
