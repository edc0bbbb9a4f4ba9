// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/desk/hostedimages.h"
#include "broker/server/controlsocket.h"
#include "tests/imaging/images.h"
#include "ui/model/httpimages.h"

#include <QCryptographicHash>
#include <QJsonObject>
#include <QSignalSpy>
#include <QTcpServer>
#include <QTcpSocket>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace sermo;
using namespace sermo::app;
using namespace sermo::test;
using model::HttpImages;
using model::ImageSource;
using model::ImageTrouble;

namespace
{

const AgentId Anna(u"anan01"_s);

enum class Way : quint8 { Socket, PinnedTls, Hosted };

//! What came of a fetch.
struct Fetch {
    std::optional<Result<QByteArray, ImageTrouble>> outcome;

    void start(ImageSource &source, const ImageId &image, QObject *context)
    {
        outcome.reset();
        source.fetch(image, context,
                     [this](const Result<QByteArray, ImageTrouble> &bytes) { outcome = bytes; });
    }
    [[nodiscard]] bool failedBy(ImageTrouble why) const
    {
        return outcome && !*outcome && outcome->error() == why;
    }
};

struct Upload {
    std::optional<Result<ImageSource::Stored, ImageTrouble>> outcome;
    double progress = 0;

    void start(ImageSource &source, const QByteArray &bytes, QObject *context)
    {
        outcome.reset();
        source.upload(
            bytes, context, [this](double part) { progress = part; },
            [this](const Result<ImageSource::Stored, ImageTrouble> &stored) { outcome = stored; });
    }
    [[nodiscard]] bool failedBy(ImageTrouble why) const
    {
        return outcome && !*outcome && outcome->error() == why;
    }
};

//! Answers every request with the same bytes, and remembers what was asked.
class RawServer : public QTcpServer
{
public:
    explicit RawServer(QByteArray answer)
        : m_answer(std::move(answer))
    {
        connect(this, &QTcpServer::newConnection, this, [this] {
            QTcpSocket *socket = nextPendingConnection();
            connect(socket, &QTcpSocket::readyRead, this, [this, socket] {
                heard += socket->readAll();
                if (!heard.endsWith("\r\n\r\n"))
                    return;
                socket->write(m_answer);
                socket->disconnectFromHost();
            });
        });
        const bool listening = listen(QHostAddress::LocalHost);
        Q_ASSERT(listening);
    }
    [[nodiscard]] QUrl address() const { return QUrl(u"http://127.0.0.1:%1"_s.arg(serverPort())); }

    QByteArray heard;

private:
    QByteArray m_answer;
};

} // namespace

//! What every place of images promises, with a real broker behind it.
class ImageSourceTest : public QObject
{
    Q_OBJECT
private slots:
    void initTestCase();
    void cleanupTestCase();
    void keepsWhatIsUploadedAndGivesItBack_data() { ways(); }
    void keepsWhatIsUploadedAndGivesItBack();
    void answersNeverOutOfTheCall_data() { ways(); }
    void answersNeverOutOfTheCall();
    void saysWhyThereIsNone_data();
    void saysWhyThereIsNone();
    void saysWhyItWasNotTaken_data();
    void saysWhyItWasNotTaken();
    void tellsNothingToTheDead_data() { ways(); }
    void tellsNothingToTheDead();
    void keepsTheKeyFromWhoIsNotTheBroker_data();
    void keepsTheKeyFromWhoIsNotTheBroker();
    void saysThatAKeyIsNotAccepted();
    void takesNoMoreThanAnImageMayHave();
    void goesNowhereElse();
    void saysThatTheBrokerIsGone(); // the last: it is gone then

private:
    struct House {
        QTemporaryDir folder;
        std::unique_ptr<BrokerThread> broker;
        QUrl address;
        QString key;
        QByteArray pin;
    };
    static void ways()
    {
        QTest::addColumn<int>("way");
        QTest::newRow("over a socket") << int(Way::Socket);
        QTest::newRow("over TLS, by a pin") << int(Way::PinnedTls);
        QTest::newRow("inside the process") << int(Way::Hosted);
    }
    static void open(House &house, bool tls);
    [[nodiscard]] std::unique_ptr<ImageSource> source() const;

    House m_plain, m_tls;
};

void ImageSourceTest::open(House &house, bool tls)
{
    house.broker = std::make_unique<BrokerThread>(server::Configuration(), house.folder.path());
    house.broker->setImageProgram(QStringLiteral(SERMO_IMAGE));
    if (tls) {
        const auto identity = server::TlsIdentity::own(
            house.folder.path(), QHostAddress(QHostAddress::LocalHost), SystemClock().now());
        QVERIFY(identity);
        house.broker->setTls(*identity);
        house.pin = identity->chain.constFirst().digest(QCryptographicHash::Sha256);
    }
    const QSignalSpy ready(house.broker.get(), &BrokerThread::ready);
    house.broker->start(QHostAddress::LocalHost, 0);
    QTRY_COMPARE(ready.count(), 1);
    house.address = ready.first().first().toUrl();
    const QJsonObject order{{u"do"_s, u"create"_s},
                            {u"name"_s, u"anna"_s},
                            {u"role"_s, u"agent"_s},
                            {u"agent"_s, Anna.value()}};
    const auto made = server::ControlSocket::ask(house.folder.path(), order);
    QVERIFY(made && *made);
    house.key = (*made)->value("key"_L1).toString();
}

void ImageSourceTest::initTestCase()
{
    open(m_plain, false);
    open(m_tls, true);
}

void ImageSourceTest::cleanupTestCase()
{
    for (House *house : {&m_plain, &m_tls}) {
        const QSignalSpy stopped(house->broker.get(), &BrokerThread::stopped);
        house->broker->stop();
        QTRY_COMPARE(stopped.count(), 1);
        house->broker.reset();
    }
}

std::unique_ptr<ImageSource> ImageSourceTest::source() const
{
    const Way way = Way(*static_cast<const int *>(QTest::qData("way", QMetaType::Int)));
    if (way == Way::Hosted)
        return std::make_unique<HostedImages>(*m_plain.broker, Anna);
    const House &house = way == Way::PinnedTls ? m_tls : m_plain;
    QUrl address = house.address;
    address.setScheme(way == Way::PinnedTls ? u"wss"_s : u"ws"_s); // as a link takes it, too
    return std::make_unique<HttpImages>(HttpImages::Address{address, house.key, house.pin});
}

void ImageSourceTest::keepsWhatIsUploadedAndGivesItBack()
{
    const auto images = source();
    Upload upload;
    upload.start(*images, encoded(picture(64, 48), "png"), this);
    QTRY_VERIFY(upload.outcome);
    QVERIFY(*upload.outcome);
    QCOMPARE((*upload.outcome)->size, QSize(64, 48));
    QCOMPARE(upload.progress, 1.0);

    Fetch fetch;
    fetch.start(*images, (*upload.outcome)->image, this);
    QTRY_VERIFY(fetch.outcome);
    QVERIFY(*fetch.outcome);
    QCOMPARE(QImage::fromData(**fetch.outcome, "png").size(), QSize(64, 48));
}

void ImageSourceTest::answersNeverOutOfTheCall()
{
    const auto images = source();
    Fetch known, odd;
    known.start(*images, ImageId(u"AAAAAAAAAAAAAAAAAAAAAA"_s), this);
    odd.start(*images, ImageId(u"../keys"_s), this);
    Upload small, large;
    small.start(*images, "x", this);
    large.start(*images, QByteArray(ImageSource::MaxUpload + 1, 'x'), this);
    QVERIFY(!known.outcome && !odd.outcome && !small.outcome && !large.outcome);
    QTRY_VERIFY(known.outcome && odd.outcome && small.outcome && large.outcome);
}

void ImageSourceTest::saysWhyThereIsNone_data()
{
    QTest::addColumn<int>("way");
    QTest::addColumn<QString>("image");
    for (const auto &[name, way] :
         {std::pair("over a socket", Way::Socket), std::pair("inside the process", Way::Hosted)}) {
        for (const auto *image :
             {"AAAAAAAAAAAAAAAAAAAAAA", "some-image-id", "../keys", "", "AAAA?apiKey=x", "a b"})
            QTest::addRow("'%s' %s", image, name) << int(way) << QString::fromLatin1(image);
    }
}

void ImageSourceTest::saysWhyThereIsNone()
{
    QFETCH(const QString, image);
    const auto images = source();
    Fetch fetch;
    fetch.start(*images, ImageId(image), this);
    QTRY_VERIFY(fetch.failedBy(ImageTrouble::Missing));
}

void ImageSourceTest::saysWhyItWasNotTaken_data()
{
    QTest::addColumn<int>("way");
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<ImageTrouble>("why");
    for (const auto &[name, way] :
         {std::pair("over a socket", Way::Socket), std::pair("over TLS", Way::PinnedTls),
          std::pair("inside the process", Way::Hosted)}) {
        QTest::addRow("words, %s", name)
            << int(way) << "Dear Sir or Madam"_ba << ImageTrouble::NotAnImage;
        QTest::addRow("a bomb, %s", name)
            << int(way) << pngBomb(30'000, 30'000) << ImageTrouble::TooLarge;
        QTest::addRow("too many bytes, %s", name)
            << int(way) << QByteArray(ImageSource::MaxUpload + 1, 'x') << ImageTrouble::TooLarge;
    }
}

void ImageSourceTest::saysWhyItWasNotTaken()
{
    QFETCH(const QByteArray, bytes);
    QFETCH(const ImageTrouble, why);
    const auto images = source();
    Upload upload;
    upload.start(*images, bytes, this);
    QTRY_VERIFY(upload.outcome);
    QVERIFY(upload.failedBy(why));
}

void ImageSourceTest::tellsNothingToTheDead()
{
    const auto images = source();
    Upload upload;
    Fetch fetch;
    {
        QObject asker;
        upload.start(*images, encoded(picture(64, 48), "png"), &asker);
        fetch.start(*images, ImageId(u"AAAAAAAAAAAAAAAAAAAAAA"_s), &asker);
    }
    // Whoever asks after them is answered, and they are not.
    Upload after;
    after.start(*images, encoded(picture(8, 8), "png"), this);
    QTRY_VERIFY(after.outcome);
    Fetch last;
    last.start(*images, (*after.outcome)->image, this);
    QTRY_VERIFY(last.outcome);
    QVERIFY(!upload.outcome && !fetch.outcome);
}

void ImageSourceTest::keepsTheKeyFromWhoIsNotTheBroker_data()
{
    QTest::addColumn<bool>("overTls");
    QTest::addColumn<QByteArray>("pin");
    QTest::newRow("another certificate") << true << QByteArray(32, 'x');
    QTest::newRow("a certificate that nobody vouches for") << true << QByteArray();
    QTest::newRow("a pin without TLS") << false << QByteArray(32, 'x');
}

void ImageSourceTest::keepsTheKeyFromWhoIsNotTheBroker()
{
    QFETCH(const bool, overTls);
    QFETCH(const QByteArray, pin);
    HttpImages images({overTls ? m_tls.address : m_plain.address, m_tls.key, pin});
    Upload upload;
    upload.start(images, encoded(picture(8, 8), "png"), this);
    QTRY_VERIFY(upload.failedBy(ImageTrouble::Refused));
    Fetch fetch;
    fetch.start(images, ImageId(u"AAAAAAAAAAAAAAAAAAAAAA"_s), this);
    QTRY_VERIFY(fetch.failedBy(ImageTrouble::Refused));
}

void ImageSourceTest::saysThatAKeyIsNotAccepted()
{
    HttpImages images({m_plain.address, u"sk_agent_wrong"_s, {}});
    Upload upload;
    upload.start(images, encoded(picture(8, 8), "png"), this);
    QTRY_VERIFY(upload.failedBy(ImageTrouble::Refused));
}

void ImageSourceTest::takesNoMoreThanAnImageMayHave()
{
    RawServer server("HTTP/1.1 200 OK\r\nContent-Type: image/png\r\nContent-Length: 1000000000\r\n"
                     "Connection: close\r\n\r\n"
                     + QByteArray(1000, 'x'));
    HttpImages images({server.address(), u"secret"_s, {}});
    Fetch fetch;
    fetch.start(images, ImageId(u"AAAAAAAAAAAAAAAAAAAAAA"_s), this);
    QTRY_VERIFY(fetch.outcome);
    QVERIFY(!*fetch.outcome);
    QVERIFY(!server.heard.contains("secret")); // to look at an image takes no key
}

void ImageSourceTest::goesNowhereElse()
{
    RawServer elsewhere("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n");
    RawServer server("HTTP/1.1 307 Temporary Redirect\r\nLocation: "
                     + elsewhere.address().toEncoded()
                     + "/images\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
    HttpImages images({server.address(), u"secret"_s, {}});
    Fetch fetch;
    fetch.start(images, ImageId(u"AAAAAAAAAAAAAAAAAAAAAA"_s), this);
    QTRY_VERIFY(fetch.failedBy(ImageTrouble::Unreachable));
    QVERIFY(elsewhere.heard.isEmpty());
}

void ImageSourceTest::saysThatTheBrokerIsGone()
{
    HostedImages hosted(*m_plain.broker, Anna);
    HttpImages joined({m_plain.address, m_plain.key, {}});
    const QSignalSpy stopped(m_plain.broker.get(), &BrokerThread::stopped);
    Upload underWay;
    underWay.start(hosted, encoded(picture(64, 48), "png"), this);
    m_plain.broker->stop();
    QTRY_COMPARE(stopped.count(), 1);
    QTRY_VERIFY(underWay.outcome); // whatever became of it
    for (ImageSource *images :
         {static_cast<ImageSource *>(&hosted), static_cast<ImageSource *>(&joined)}) {
        Fetch fetch;
        fetch.start(*images, ImageId(u"AAAAAAAAAAAAAAAAAAAAAA"_s), this);
        QTRY_VERIFY(fetch.failedBy(ImageTrouble::Unreachable));
        Upload upload;
        upload.start(*images, encoded(picture(8, 8), "png"), this);
        QTRY_VERIFY(upload.failedBy(ImageTrouble::Unreachable));
    }
}

QTEST_GUILESS_MAIN(ImageSourceTest)
#include "tst_imagesource.moc"
