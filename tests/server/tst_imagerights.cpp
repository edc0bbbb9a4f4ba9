// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/server/imagehouse.h"

using namespace Qt::StringLiterals;
using namespace sermo;
using namespace sermo::test;

//! Who may name which image, upload how much, and what is kept of it (contract 2).
class ImageRightsTest : public ImageHouse
{
    Q_OBJECT
private slots:
    void init() { begin(); }
    void cleanup() { end(); }

    void letsACustomerNameOnlyItsOwn_data();
    void letsACustomerNameOnlyItsOwn();
    void letsACustomerNameWhatItWasSent();
    void letsAChannelNameItsOwn();
    void letsACustomerUploadSoMuchAndNoMore();
    void keepsNothingOfWhoIsErasedMeanwhile();
};

void ImageRightsTest::letsACustomerNameOnlyItsOwn_data()
{
    QTest::addColumn<QString>("type");
    QTest::addColumn<QString>("field");
    // Every way in which an event of the seed names an image, and types nobody knows.
    for (const auto *type : {"text", "heartbeat", "typing_on", "something_new"}) {
        for (const auto *field : {"imageId", "avatarId", "agent"})
            QTest::addRow("%s in %s", field, type)
                << QString::fromLatin1(type) << QString::fromLatin1(field);
    }
}

void ImageRightsTest::letsACustomerNameOnlyItsOwn()
{
    QFETCH(const QString, type);
    QFETCH(const QString, field);
    Guest guest(*m_house);
    Guest other(*m_house);
    const auto naming = [&](const QString &id) {
        QJsonObject event{{u"type"_s, type}, {u"text"_s, u"look"_s}, {u"at"_s, u"2020"_s}};
        if (field == "agent"_L1)
            event.insert(field, QJsonObject{{u"avatarId"_s, id}});
        else
            event.insert(field, id);
        return event;
    };
    const QString own = idOf(uploaded(guest.bearer));
    const QString others = idOf(uploaded(other.bearer));
    const QString agents = idOf(uploaded(bearer(u"anna"_s)));
    QCOMPARE(guest.refusalOf({{u"type"_s, u"text"_s}, {u"text"_s, u"hi"_s}}), QString());
    QCOMPARE(guest.refusalOf(naming(own)), QString());
    QCOMPARE(guest.refusalOf(naming(others)), u"foreign_user"_s);
    QCOMPARE(guest.refusalOf(naming(agents)), u"foreign_user"_s);
    QCOMPARE(guest.refusalOf(naming(u"some-image-id"_s)), QString()); // never issued
}

void ImageRightsTest::letsACustomerNameWhatItWasSent()
{
    Guest guest(*m_house);
    Guest other(*m_house);
    Client anna(m_house->events(u"anna"_s));
    const QString image = idOf(uploaded(bearer(u"anna"_s)));
    const QJsonObject naming{
        {u"type"_s, u"text"_s}, {u"text"_s, u"this?"_s}, {u"imageId"_s, image}};
    for (Guest *each : {&guest, &other}) {
        QCOMPARE(each->refusalOf({{u"type"_s, u"text"_s}, {u"text"_s, u"hi"_s}}), QString());
        QCOMPARE(each->refusalOf(naming), u"foreign_user"_s);
    }
    anna.send(QJsonObject{{u"type"_s, u"text"_s},
                          {u"direction"_s, u"outbound"_s},
                          {u"userId"_s, guest.user},
                          {u"text"_s, u"look"_s},
                          {u"imageId"_s, image},
                          {u"id"_s, u"1"_s}});
    QVERIFY(!anna.takeBytes(u"ack"_s).isNull());
    QCOMPARE(guest.refusalOf(naming), QString());
    QCOMPARE(other.refusalOf(naming), u"foreign_user"_s);
}

void ImageRightsTest::letsAChannelNameItsOwn()
{
    Guest guest(*m_house);
    Client messenger(m_house->events(u"messenger"_s));
    const QString own = idOf(uploaded(bearer(u"messenger"_s)));
    const QString foreign = idOf(uploaded(guest.bearer));
    const auto send = [&messenger](const QString &image) {
        messenger.send(QJsonObject{{u"type"_s, u"text"_s},
                                   {u"direction"_s, u"inbound"_s},
                                   {u"userId"_s, u"psid.1*2 3"_s},
                                   {u"text"_s, u"look"_s},
                                   {u"imageId"_s, image},
                                   {u"id"_s, image}});
    };
    send(own);
    QVERIFY(!messenger.takeBytes(u"ack"_s).isNull());
    send(foreign);
    QCOMPARE(messenger.take(u"error"_s).value("code"_L1).toString(), u"foreign_user"_s);
}

//! Words cost as much as a picture: each of them takes a process to see that it is none.
void ImageRightsTest::letsACustomerUploadSoMuchAndNoMore()
{
    using server::ImageQuota;
    Guest guest(*m_house);
    Guest other(*m_house);
    const QByteArray raw = "Content-Type: image/png\r\n";
    // Of what is left of his bytes most is announced at once, and never sent.
    for (int i = 0; i < 24; ++i) {
        QTcpSocket socket;
        socket.connectToHost(QHostAddress(QHostAddress::LocalHost), m_house->port());
        socket.write(request("POST", "/images",
                             guest.bearer + raw + "Expect: 100-continue\r\nContent-Length: "
                                 + QByteArray::number(8 * 1024 * 1024) + "\r\n"));
        QVERIFY(eventually([&socket] { return socket.bytesAvailable() > 0; }));
        QVERIFY(socket.readAll().startsWith("HTTP/1.1 100 "));
    }
    QCOMPARE(upload(guest.bearer + raw, m_png).status(), 201); // a little is left
    const RawAnswer tooMuch = exchange(m_house->port(),
                                       request("POST", "/images",
                                               guest.bearer + raw + "Content-Length: "
                                                   + QByteArray::number(8 * 1024 * 1024) + "\r\n"));
    QCOMPARE(tooMuch.status(), 429);
    QVERIFY(tooMuch.header("Retry-After").toInt() > 0);
    QCOMPARE(upload(other.bearer + raw, m_png).status(), 201);
    QCOMPARE(upload(bearer(u"anna"_s) + raw, m_png).status(), 201);
    const QByteArray metrics = look("GET", "/metrics", bearer(u"boss"_s)).body();
    QVERIFY(metrics.contains("sermo_image_uploads_total{outcome=\"over_quota\"} 1\n"));
    QVERIFY(metrics.contains("sermo_image_uploads_total{outcome=\"kept\"} 3\n"));
    QVERIFY(metrics.contains("sermo_images 3\n"));
    m_house->clock().advance(ImageQuota::Customer.bytesIn); // all of it again
    QCOMPARE(upload(guest.bearer + raw, m_png).status(), 201);
}

//! His image was on its way when he was erased: half of it had come.
void ImageRightsTest::keepsNothingOfWhoIsErasedMeanwhile()
{
    const Guest guest(*m_house);
    QTcpSocket socket;
    socket.connectToHost(QHostAddress(QHostAddress::LocalHost), m_house->port());
    socket.write(request("POST", "/images",
                         guest.bearer + "Content-Type: image/png\r\nExpect: 100-continue\r\n"
                             + "Content-Length: " + QByteArray::number(m_png.size()) + "\r\n"));
    QVERIFY(eventually([&socket] { return socket.bytesAvailable() > 0; }));
    QVERIFY(socket.readAll().startsWith("HTTP/1.1 100 "));
    socket.write(m_png.first(m_png.size() / 2));
    QCOMPARE(
        exchange(m_house->port(),
                 request("DELETE", "/api/customers/" + guest.user.toLatin1(), bearer(u"boss"_s)))
            .status(),
        204);
    socket.write(m_png.sliced(m_png.size() / 2));
    QByteArray answer;
    QVERIFY(eventually([&] {
        answer += socket.readAll();
        return socket.state() == QAbstractSocket::UnconnectedState;
    }));
    QVERIFY2(answer.startsWith("HTTP/1.1 401 "), answer.constData());
    const QByteArray metrics = look("GET", "/metrics", bearer(u"boss"_s)).body();
    QVERIFY(metrics.contains("sermo_images 0\n"));
}

QTEST_GUILESS_MAIN(ImageRightsTest)
#include "tst_imagerights.moc"
