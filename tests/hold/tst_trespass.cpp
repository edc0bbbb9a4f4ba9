// SPDX-License-Identifier: GPL-3.0-or-later
#include "broker/protocol/eventtype.h"
#include "tests/hold/street.h"
#include "tests/support/promise.h"

#include <QJsonDocument>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace sermo;
using namespace sermo::test;

//! What a connection may cause, tried out: every type the code knows (and one it does not), in
//! every direction, at everyone, by whoever is trusted least. Generated from the table of types, so
//! that a new type is tried before anyone thinks of it. A customer causes no outbound event, no
//! internal one, and none of anybody else's.
class TrespassTest : public QObject
{
    Q_OBJECT
private slots:
    void initTestCase();
    void cleanupTestCase();
    void deliversOnlyWhatTheSenderMaySay_data();
    void deliversOnlyWhatTheSenderMaySay();
    void takesNobodysPlaceByAFirstFrame_data();
    void takesNobodysPlaceByAFirstFrame();
    void causesNoForeignImage_data();
    void causesNoForeignImage();
    void unloadsNobodyElse();
    void tellsACustomerNothingForeignAfterAllThat();

private:
    std::unique_ptr<Street> m_street;
    qsizetype m_tries = 0;
};

namespace
{

constexpr Direction Directions[] = {Direction::Inbound, Direction::Outbound, Direction::Internal};
constexpr auto Nobody = u"";

//! Who tries, and whom he speaks for.
struct Sender {
    Role role;
    QString user; //!< whom he may speak for
};
const QList<Sender> Senders{{Role::Customer, u"own"_s},
                            {Role::Channel, u"own of the channel"_s},
                            {Role::Bot, u"own"_s},
                            {Role::Agent, u"own"_s}};

QStringList allTypes()
{
    QStringList types;
    for (const EventTypeInfo &row : eventTypes())
        types.append(row.type == EventType::Opaque ? u"of_tomorrow"_s : QString(row.name));
    return types;
}

//! Where an event of the seed names an image.
QList<QJsonObject> waysToName(const QString &image)
{
    return {{{u"imageId"_s, image}},
            {{u"avatarId"_s, image}},
            {{u"agent"_s, QJsonObject{{u"avatarId"_s, image}}}}};
}

//! The contract's words (3, Routing), independent of the code; empty: he may, if the session lets
//! him.
QString forbidden(const Sender &sender, const QString &type, Direction direction,
                  const QString &target)
{
    static const QStringList deskAlone{u"session_state"_s,  u"queue_state"_s, u"presence"_s,
                                       u"presence_point"_s, u"allocation"_s,  u"session_platform"_s,
                                       u"welcome"_s,        u"ack"_s,         u"error"_s,
                                       u"claim_rejected"_s, u"hello"_s,       u"customer_erased"_s,
                                       u"broker_state"_s};
    if (deskAlone.contains(type))
        return u"forbidden_type"_s;
    if (type == "interest"_L1) // ours: a word between an application and the broker
        return direction != Direction::Internal ? u"forbidden_type"_s
            : sender.role == Role::Customer     ? u"forbidden_direction"_s
                                                : QString();
    const bool isCustomer = sender.role == Role::Customer;
    const bool isChannel = sender.role == Role::Channel;
    if ((isCustomer && direction != Direction::Inbound)
        || (isChannel && direction == Direction::Outbound)
        || (!isCustomer && !isChannel && direction == Direction::Inbound))
        return u"forbidden_direction"_s;
    if (isCustomer && target != sender.user)
        return u"foreign_user"_s;
    if (isChannel && target == Victim)
        return u"foreign_user"_s;
    return {};
}

} // namespace

void TrespassTest::initTestCase()
{
    m_street = std::make_unique<Street>();
    Street &street = *m_street;
    for (Client *application :
         {&street.bot, &street.anna, &street.boss, &street.messenger, &street.sms})
        QVERIFY(application->sync());
    for (const auto &[client, user] :
         {std::pair(&street.own, u"own"_s), std::pair(&street.victim, Victim)}) {
        const QString mark = street.tryOut(*client, u"start"_s, Direction::Inbound, user);
        QCOMPARE(street.answer(*client, mark).value("type"_L1), u"ack"_s);
    }
    for (const QByteArray &frame : street.victim.frames()) {
        if (objectOf(frame).value("type"_L1) == "welcome"_L1)
            street.welcome = objectOf(frame);
    }
    street.otherTab.send(
        QJsonObject{{u"type"_s, u"hello"_s}, {u"token"_s, street.welcome.value("token"_L1)}});
    QVERIFY(eventually([&street] { return street.otherTab.pending().contains(u"start"_s); }));
    // With an agent, so that nothing happens to the victim because somebody else moves in the line.
    QJsonObject claim{{u"type"_s, u"claim_session"_s},
                      {u"direction"_s, u"internal"_s},
                      {u"userId"_s, Victim},
                      {u"agentId"_s, u"anna"_s},
                      {u"id"_s, u"claim"_s}};
    street.anna.send(claim);
    QCOMPARE(street.answer(street.anna, u"claim"_s).value("type"_L1), u"ack"_s);
    (void)street.news();
}

void TrespassTest::cleanupTestCase()
{
    m_street.reset();
}

void TrespassTest::deliversOnlyWhatTheSenderMaySay_data()
{
    QTest::addColumn<int>("index");
    QTest::addColumn<QString>("type");
    for (int index = 0; index < Senders.size(); ++index) {
        for (const QString &type : allTypes())
            QTest::addRow("%s says %s", wireName(Senders[index].role).data(), qPrintable(type))
                << index << type;
    }
}

void TrespassTest::deliversOnlyWhatTheSenderMaySay()
{
    QFETCH(const int, index);
    QFETCH(const QString, type);
    Street &street = *m_street;
    const Sender &sender = Senders[index];
    Client &by = street.of(sender.role);
    const bool isCustomers = sender.role == Role::Customer || sender.role == Role::Channel;
    if (isCustomers) // whatever came before, there is a session
        street.tryOut(by, u"start"_s, Direction::Inbound, sender.user);

    struct Try {
        Direction direction;
        QString target;
    };
    QHash<QString, Try> tries; // by mark
    for (const Direction direction : Directions) {
        for (const QString &target : {sender.user, Victim, sender.user + u' ',
                                      sender.user.toUpper(), QString::fromUtf16(Nobody)})
            tries.insert(street.tryOut(by, type, direction, target), {direction, target});
    }
    const auto answers = street.answers(by, tries.keys());
    m_tries += tries.size();
    for (auto [mark, tried] : tries.asKeyValueRange()) {
        const QJsonObject answer = answers.value(mark);
        const QString what = wireName(tried.direction) + u" for "_s + tried.target;
        QVERIFY2(!answer.isEmpty(), qPrintable(what));
        const QString code = forbidden(sender, type, tried.direction, tried.target);
        if (!code.isEmpty() && !tried.target.isEmpty())
            QVERIFY2(answer.value("code"_L1) == code, qPrintable(what));
        if (sender.role == Role::Customer && tried.target.isEmpty())
            QVERIFY2(answer.value("type"_L1) == "error"_L1, qPrintable(what));
    }

    const auto news = street.news();
    for (Client *reader : street.all()) {
        QHash<QString, int> times;
        for (const QJsonObject &event : news.value(reader)) {
            const QByteArray said = QJsonDocument(event).toJson(QJsonDocument::Compact);
            const QString user = event.value("userId"_L1).toString();
            const QString direction = event.value("direction"_L1).toString();
            const QString mark = event.value("mark"_L1).toString();
            if (!mark.isEmpty())
                ++times[mark];
            if (direction.isEmpty())
                continue; // an answer, to its sender alone
            if (reader == &street.victim || reader == &street.otherTab) {
                QVERIFY2(!isCustomers, said.constData()); // nothing at all
                QVERIFY2(user == Victim && direction == "outbound"_L1, said.constData());
            }
            if (reader == &street.own)
                QVERIFY2(user == "own"_L1 && direction != "internal"_L1, said.constData());
            if (reader == &street.sms)
                QVERIFY2(false, said.constData()); // it has no user at all
            if (sender.role == Role::Customer && !mark.isEmpty())
                QVERIFY2(direction == "inbound"_L1 && user == sender.user, said.constData());
            if (isCustomers)
                QVERIFY2(user != Victim, said.constData());
        }
        if (reader != &street.boss)
            continue;
        for (auto [mark, answer] :
             answers.asKeyValueRange()) { // and the test sees what is delivered
            const bool wasTaken = answer.value("type"_L1) == "ack"_L1;
            if (wasTaken && answer.contains("seq"_L1))
                QCOMPARE(times.value(mark), 1);
            if (!wasTaken)
                QCOMPARE(times.value(mark), 0);
        }
    }
}

void TrespassTest::takesNobodysPlaceByAFirstFrame_data()
{
    QTest::addColumn<QString>("type");
    QTest::addColumn<int>("direction");
    for (const QString &type : allTypes()) {
        for (const Direction direction : Directions)
            QTest::addRow("%s %s", wireName(direction).data(), qPrintable(type))
                << type << int(direction);
    }
}

void TrespassTest::takesNobodysPlaceByAFirstFrame()
{
    QFETCH(const QString, type);
    QFETCH(const int, direction);
    Street &street = *m_street;
    Client stranger(street.house.chat());
    const QString mark = street.tryOut(stranger, type, Direction(direction), Victim);
    const QString code = forbidden({Role::Customer, Victim}, type, Direction(direction), Victim);
    if (type == "hello"_L1) // with whatever else in it: someone new
        QVERIFY(stranger.take(u"welcome"_s).value("userId"_L1) != Victim);
    else if (code.isEmpty())
        QCOMPARE(street.answer(stranger, mark).value("code"_L1), u"user_id_taken"_s);
    else
        QCOMPARE(stranger.closeCode(), 4400);
    const auto news = street.news();
    for (const QList<QJsonObject> &told : news) {
        for (const QJsonObject &event : told)
            QVERIFY(event.value("mark"_L1) != mark);
    }
}

void TrespassTest::causesNoForeignImage_data()
{
    QTest::addColumn<QString>("type");
    for (const QString &type : allTypes())
        QTest::newRow(qPrintable(type)) << type;
}

//! An image that is somebody else's is named by no event of a customer's or channel's that anyone
//! hears, whatever its type and wherever it stands.
void TrespassTest::causesNoForeignImage()
{
    QFETCH(const QString, type);
    Street &street = *m_street;
    QVERIFY(!street.foreignImages().contains(QString())); // they were all uploaded
    for (const Role role : {Role::Customer, Role::Channel}) {
        Client &by = street.of(role);
        const QString user = role == Role::Customer ? u"own"_s : u"own of the channel"_s;
        street.tryOut(by, u"start"_s, Direction::Inbound, user);
        QStringList marks;
        for (const QString &image : street.foreignImages()) {
            for (const Direction direction : Directions) {
                if (role == Role::Channel && direction == Direction::Internal)
                    continue; // an application's own talk: no customer hears it
                for (const QJsonObject &naming : waysToName(image))
                    marks += street.tryOut(by, type, direction, user, naming);
            }
        }
        const auto answers = street.answers(by, marks);
        const auto news = street.news();
        QCOMPARE(answers.size(), marks.size());
        for (const QJsonObject &answer : answers)
            QVERIFY2(answer.value("type"_L1) == "error"_L1,
                     QJsonDocument(answer).toJson(QJsonDocument::Compact).constData());
        for (const QList<QJsonObject> &told : news) {
            for (const QJsonObject &event : told)
                QVERIFY(!marks.contains(event.value("mark"_L1).toString()));
        }
    }
}

void TrespassTest::unloadsNobodyElse()
{
    Street &street = *m_street;
    Client stranger(street.house.chat());
    stranger.send(QJsonObject{{u"type"_s, u"hello"_s}});
    const QJsonObject welcome = stranger.take(u"welcome"_s);
    const QJsonObject body{{u"token"_s, welcome.value("token"_L1)},
                           {u"userId"_s, Victim},
                           {u"direction"_s, u"internal"_s},
                           {u"type"_s, u"end_session"_s}};
    const QByteArray json = QJsonDocument(body).toJson(QJsonDocument::Compact);
    const RawAnswer answer = exchange(street.house.port(),
                                      "POST /chat/unload HTTP/1.1\r\nHost: x\r\nContent-Length: "
                                          + QByteArray::number(json.size()) + "\r\n\r\n" + json);
    QCOMPARE(answer.status(), 204);
    QVERIFY(eventually([&street] { return street.boss.pending().contains(u"client_unload"_s); }));
    const auto news = street.news();
    for (const QList<QJsonObject> &told : news) {
        for (const QJsonObject &event : told) {
            QVERIFY(event.value("userId"_L1) != Victim);
            QVERIFY(event.value("type"_L1) != "end_session"_L1);
        }
    }
}

void TrespassTest::tellsACustomerNothingForeignAfterAllThat()
{
    Street &street = *m_street;
    Client again(street.house.chat());
    again.send(QJsonObject{{u"type"_s, u"hello"_s},
                           {u"token"_s, street.welcome.value("token"_L1)},
                           {u"since"_s, 0},
                           {u"epoch"_s, street.welcome.value("epoch"_L1)}});
    QVERIFY(eventually([&again] { return again.pending().contains(u"start"_s); }));
    QVERIFY(again.sync());
    int replayed = 0;
    for (const QByteArray &frame : again.frames()) {
        const QJsonObject event = objectOf(frame);
        if (!event.contains("direction"_L1))
            continue;
        QCOMPARE(event.value("userId"_L1), Victim);
        QVERIFY(event.value("direction"_L1) != "internal"_L1);
        ++replayed;
    }
    QVERIFY(replayed > 1);
    keptPromise("a customer causes nothing outbound, internal or foreign; nobody more than he may",
                u"every type in every direction at everyone, %1 events"_s.arg(m_tries),
                u"0 delivered that should not have been"_s);
}

QTEST_GUILESS_MAIN(TrespassTest)
#include "tst_trespass.moc"
