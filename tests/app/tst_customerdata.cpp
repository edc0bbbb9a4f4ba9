// SPDX-License-Identifier: GPL-3.0-or-later
#include "broker/protocol/eventbody.h"
#include "tests/app/brokerprocess.h"
#include "tests/support/files.h"
#include "tests/support/hostile.h"

#include <QJsonArray>
#include <QTest>

#include <algorithm>

using namespace Qt::StringLiterals;
using namespace sermo;
using namespace sermo::test;

//! `sermo-broker export` and `erase` from outside (contract 1), with a broker that runs and
//! without.
class CustomerDataTest : public QObject
{
    Q_OBJECT
private slots:
    void init();

    void exportsWhatIsKeptByteForByte();
    void exportsHostileTextsAsTheyWereSaid();
    void exportsNobodyElses();
    void knowsNobodyOfThatName_data();
    void knowsNobodyOfThatName();
    void erasesWhileTheBrokerRuns();
    void erasesWhenNoBrokerRuns();
    void tellsThoseWhoWereAwayThatSomeoneIsForgotten();
    void letsSomeoneNewHaveTheName();

private:
    [[nodiscard]] QString data() const { return m_directory->path(); }
    [[nodiscard]] Ran command(const QString &what, const QString &user) const;
    [[nodiscard]] QString leftOf(const QByteArrayList &bytes) const;

    std::unique_ptr<QTemporaryDir> m_directory;
    QByteArray m_key; //!< the agent Anna's
};

namespace
{

const QString Ada = u"ada-lovelace-1815"_s;
const QByteArray AdasWords
    = R"({"type":"text" , "direction":"inbound","userId":"ada-lovelace-1815",)"
      R"("text":"hemliga ord","big":12345678901234567890123,"id":"ada-text-1"})";
const QByteArray Answer = R"({"type":"text","direction":"outbound","userId":"ada-lovelace-1815",)"
                          R"("text":"svaret på det","id":"anna-text-1"})";
const QByteArray BobsWords
    = R"({"type":"text","direction":"inbound","userId":"bob","text":"andra ord","id":"bob-1"})";

//! Says it and waits until it is stored.
bool say(Client &client, const QByteArray &event)
{
    if (!client.isOpen())
        return false;
    client.send(event);
    return client.take(u"ack"_s).value("seq"_L1).toInteger() > 0;
}

//! Ada and Bob have talked, Anna has answered Ada.
struct Talk {
    Talk(const Running &broker, const QByteArray &key)
        : anna(broker.events(key))
        , ada(broker.chat())
        , bob(broker.chat())
    {
        welcome = anna.take(u"welcome"_s);
        isDone = say(ada, AdasWords) && say(anna, Answer) && say(bob, BobsWords);
        token = ada.take(u"welcome"_s).value("token"_L1).toString().toUtf8();
    }
    Client anna, ada, bob;
    QJsonObject welcome;
    QByteArray token;
    bool isDone = false;
};

} // namespace

void CustomerDataTest::init()
{
    m_directory = std::make_unique<QTemporaryDir>();
    m_key = createKey(data(), u"agent"_s, u"anna"_s, u"anna"_s);
    QVERIFY(!m_key.isEmpty());
}

Ran CustomerDataTest::command(const QString &what, const QString &user) const
{
    return run({what, u"--data"_s, data(), u"--user"_s, user});
}

//! Which of these is still in a file; empty: none.
QString CustomerDataTest::leftOf(const QByteArrayList &bytes) const
{
    for (const QByteArray &each : bytes) {
        if (const QStringList files = filesWith(data(), each); !files.isEmpty())
            return QString::fromUtf8(each) + u" in "_s + files.join(u", "_s);
    }
    return {};
}

void CustomerDataTest::exportsWhatIsKeptByteForByte()
{
    QByteArray whileItRuns;
    QByteArray token;
    {
        Running broker(data());
        Talk talk(broker, m_key);
        QVERIFY(talk.isDone);
        token = talk.token;
        const Ran ran = command(u"export"_s, Ada);
        QCOMPARE(ran.code, 0);
        QCOMPARE(ran.err, "");
        whileItRuns = ran.out;
        Client reader(broker.events(m_key, u"&since=0"_s));
        const qint64 head = reader.take(u"welcome"_s).value("seq"_L1).toInteger();
        QVERIFY(eventually([&] {
            return std::ranges::any_of(reader.frames(), [&](const QByteArray &frame) {
                return objectOf(frame).value("seq"_L1).toInteger() == head;
            });
        }));
        qsizetype his = 0;
        for (const QByteArray &frame : reader.frames()) {
            const QJsonObject event = objectOf(frame);
            if (event.value("userId"_L1) == Ada && event.contains("seq"_L1)) {
                QVERIFY2(ran.out.contains(frame), frame.constData()); // as an application got it
                ++his;
            }
        }
        QVERIFY(his >= 3);
        const QJsonObject object = objectOf(ran.out);
        QCOMPARE(object.value("userId"_L1), Ada);
        QCOMPARE(object.value("epoch"_L1), talk.welcome.value("epoch"_L1));
        QCOMPARE(object.value("events"_L1).toArray().size(), his);
        QVERIFY(object.value("images"_L1).isArray());
    }
    const Ran afterwards = command(u"export"_s, Ada);
    QCOMPARE(afterwards.code, 0);
    QVERIFY(afterwards.out.startsWith(whileItRuns.left(whileItRuns.indexOf("\n],"))));
    QVERIFY(!token.isEmpty() && !afterwards.out.contains(token));
}

//! JSON alone, so no program opens it as a table: nothing is escaped that JSON does not escape, and
//! nothing that a terminal would obey comes out.
void CustomerDataTest::exportsHostileTextsAsTheyWereSaid()
{
    const QList<HostileText> texts = hostileTexts(u"http://127.0.0.1:9"_s);
    QList<QByteArray> frames;
    {
        Running broker(data());
        Client channel(broker.events(createKey(data(), u"channel"_s, u"messenger"_s)));
        QVERIFY(channel.isOpen());
        for (const HostileText &hostile : texts) {
            event::Text said;
            said.text = hostile.text;
            // Each waits for the one before to be on the disk, so the last one's answer is theirs.
            const bool isLast = &hostile == &texts.constLast();
            const EventId id(isLast ? u"last"_s : QString());
            frames.append(compose(Direction::Inbound, UserId(Ada), said, id).bytes());
            channel.send(frames.constLast());
        }
        QCOMPARE(channel.take(u"ack"_s).value("id"_L1), u"last"_s);
    }
    const Ran ran = command(u"export"_s, Ada);
    QCOMPARE(ran.err, "");
    QCOMPARE(ran.code, 0);
    const QJsonArray events = objectOf(ran.out).value("events"_L1).toArray();
    QStringList said;
    for (const QJsonValue &event : events) {
        if (event["type"_L1] == "text"_L1 && event["direction"_L1] == "inbound"_L1)
            said.append(event["text"_L1].toString());
    }
    QCOMPARE(said.size(), texts.size());
    for (qsizetype i = 0; i < texts.size(); ++i) {
        QVERIFY2(ran.out.contains(frames.at(i).chopped(1)), qPrintable(texts.at(i).name));
        QCOMPARE(said.at(i), texts.at(i).text);
    }
    const auto isOrder = [](char c) { return uchar(c) < 0x20 && c != '\n'; };
    QVERIFY(std::ranges::none_of(ran.out, isOrder));
}

void CustomerDataTest::exportsNobodyElses()
{
    Running broker(data());
    Talk talk(broker, m_key);
    QVERIFY(talk.isDone);
    const Ran ran = command(u"export"_s, u"bob"_s);
    QCOMPARE(ran.code, 0);
    QVERIFY(ran.out.contains("andra ord"));
    QVERIFY(!ran.out.contains("hemliga") && !ran.out.contains(Ada.toUtf8()));
}

void CustomerDataTest::knowsNobodyOfThatName_data()
{
    QTest::addColumn<QString>("what");
    QTest::addColumn<bool>("runs");
    for (const char *what : {"export", "erase"}) {
        QTest::addRow("%s, while a broker runs", what) << QString::fromLatin1(what) << true;
        QTest::addRow("%s, without one", what) << QString::fromLatin1(what) << false;
    }
}

void CustomerDataTest::knowsNobodyOfThatName()
{
    QFETCH(const QString, what);
    QFETCH(const bool, runs);
    std::optional<Running> broker;
    if (runs)
        broker.emplace(data());
    const Ran ran = command(what, u"nobody"_s);
    QCOMPARE(ran.code, 1);
    QCOMPARE(ran.out, "");
    QCOMPARE(ran.err.count('\n'), 1);
    QVERIFY(ran.err.contains("nobody"));
    const QString nowhere = m_directory->filePath(u"nowhere"_s);
    QCOMPARE(run({what, u"--data"_s, nowhere, u"--user"_s, u"x"_s}).code, 1);
    QVERIFY(!QFile::exists(nowhere)); // asking makes nothing
}

void CustomerDataTest::erasesWhileTheBrokerRuns()
{
    Running broker(data());
    Talk talk(broker, m_key);
    QVERIFY(talk.isDone);
    const QByteArrayList his{Ada.toUtf8(), "hemliga ord", "svaret p", "ada-text-1", "anna-text-1"};
    for (const QByteArray &bytes : his)
        QVERIFY2(!filesWith(data(), bytes).isEmpty(), bytes.constData());

    const Ran ran = command(u"erase"_s, Ada);
    QCOMPARE(ran.err, "");
    QCOMPARE(ran.code, 0);
    QCOMPARE(talk.ada.closeCode(), 4401);
    QCOMPARE(talk.anna.take(u"end_session"_s).value("userId"_L1), Ada);
    const QJsonObject erased = talk.anna.take(u"customer_erased"_s);
    QCOMPARE(erased.value("userId"_L1), Ada);
    QVERIFY(erased.value("erasures"_L1).toInteger() > 0);
    QCOMPARE(leftOf(his), QString());
    QVERIFY(talk.bob.sync()); // stays
    QCOMPARE(run({u"check"_s, u"--data"_s, data()}).code, 0);
    QCOMPARE(command(u"erase"_s, Ada).code, 1); // he is nobody now
    QCOMPARE(command(u"export"_s, Ada).code, 1);

    Client back(broker.chat());
    back.send(QJsonObject{{u"type"_s, u"hello"_s}, {u"token"_s, QString::fromLatin1(talk.token)}});
    QCOMPARE(back.closeCode(), 4401);

    // Whoever replays hears nothing of him, and is told of no gap.
    Client reader(broker.events(m_key, u"&since=0"_s));
    const QJsonObject welcome = reader.take(u"welcome"_s);
    QCOMPARE(welcome.value("reset"_L1), false);
    QVERIFY(welcome.value("seq"_L1).toInteger() >= 4); // his numbers stay taken
    QCOMPARE(reader.take(u"text"_s).value("text"_L1), u"andra ord"_s);
    QVERIFY(reader.sync());
    for (const QByteArray &frame : reader.frames())
        QVERIFY(!frame.contains(Ada.toUtf8()));

    broker.terminate();
    QCOMPARE(broker.finish(), 0);
    QCOMPARE(leftOf(his), QString());
}

void CustomerDataTest::erasesWhenNoBrokerRuns()
{
    {
        Running broker(data());
        Talk talk(broker, m_key);
        QVERIFY(talk.isDone);
    }
    const Ran ran = command(u"erase"_s, Ada);
    QCOMPARE(ran.err, "");
    QCOMPARE(ran.code, 0);
    QCOMPARE(leftOf({Ada.toUtf8(), "hemliga ord", "svaret p", "ada-text-1"}), QString());
    QCOMPARE(run({u"check"_s, u"--data"_s, data()}).code, 0);
    QCOMPARE(command(u"erase"_s, Ada).code, 1);

    Running broker(data());
    Client reader(broker.events(m_key, u"&since=0"_s));
    QCOMPARE(reader.take(u"welcome"_s).value("reset"_L1), false);
    QCOMPARE(reader.take(u"text"_s).value("text"_L1), u"andra ord"_s);
    const QJsonObject audit = reader.take(u"audit"_s);
    QCOMPARE(audit.value("what"_L1), u"customer_erased"_s);
    QCOMPARE(audit.value("by"_L1), u"sermo-broker"_s);
}

void CustomerDataTest::tellsThoseWhoWereAwayThatSomeoneIsForgotten()
{
    qint64 before = 0;
    {
        Running broker(data());
        Talk talk(broker, m_key);
        QVERIFY(talk.isDone);
        before = talk.welcome.value("erasures"_L1).toInteger();
    }
    QCOMPARE(command(u"erase"_s, Ada).code, 0);
    Running broker(data());
    Client anna(broker.events(m_key));
    QVERIFY(anna.take(u"welcome"_s).value("erasures"_L1).toInteger() > before);
}

void CustomerDataTest::letsSomeoneNewHaveTheName()
{
    Running broker(data());
    Talk talk(broker, m_key);
    QVERIFY(talk.isDone);
    QCOMPARE(command(u"erase"_s, Ada).code, 0);
    Client another(broker.chat());
    QVERIFY(say(another, AdasWords)); // the same id too: it is a new event
    QCOMPARE(talk.anna.take(u"customer_erased"_s).value("userId"_L1), Ada);
    QVERIFY(talk.anna.sync());
}

QTEST_GUILESS_MAIN(CustomerDataTest)
#include "tst_customerdata.moc"
