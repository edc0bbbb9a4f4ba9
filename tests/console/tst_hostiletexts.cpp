// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/console/deskscene.h"
#include "tests/support/hostile.h"
#include "ui/console/banner.h"
#include "ui/console/chatcolumn.h"
#include "ui/console/columnheader.h"
#include "ui/console/customerpanel.h"
#include "ui/console/transcriptview.h"
#include "ui/console/waitingcard.h"

#include <QAbstractButton>
#include <QApplication>
#include <QDesktopServices>
#include <QJsonArray>
#include <QJsonDocument>
#include <QLabel>
#include <QMenu>
#include <QTcpServer>
#include <QTest>
#include <QTextDocument>
#include <QTextEdit>

using namespace Qt::StringLiterals;
using namespace sermo;
using namespace sermo::ui;
using sermo::test::DeskScene;

namespace
{

const QString Robin = u"8a8b5c18"_s;
const QString Karin = u"karin"_s;
constexpr int MostOfTheBanner = 64; //!< three lines
constexpr qsizetype LongestUserId = 4000; //!< of a customer who chose it to do harm

//! An address that nobody has a reason to visit, on the wire or in a browser.
class Watch : public QObject
{
    Q_OBJECT
public:
    Watch()
    {
        m_isUp = m_server.listen(QHostAddress::LocalHost);
        connect(&m_server, &QTcpServer::newConnection, this, [this] { ++m_visits; });
        for (const char *scheme : Schemes)
            QDesktopServices::setUrlHandler(QString::fromLatin1(scheme), this, "visit");
    }
    ~Watch() override
    {
        for (const char *scheme : Schemes)
            QDesktopServices::unsetUrlHandler(QString::fromLatin1(scheme));
    }
    Q_DISABLE_COPY_MOVE(Watch)
    [[nodiscard]] QString address() const
    {
        return u"http://127.0.0.1:%1"_s.arg(m_server.serverPort());
    }
    [[nodiscard]] bool isUp() const { return m_isUp; }
    [[nodiscard]] int visits() const { return m_visits; }

public slots:
    void visit(const QUrl &) { ++m_visits; }

private:
    static constexpr std::array Schemes = {"http", "https", "file", "javascript", "data"};
    QTcpServer m_server;
    int m_visits = 0;
    bool m_isUp = false;
};

//! As JSON carries it: half a pair of surrogates becomes the replacement character.
QString asCarried(const QString &text)
{
    const QByteArray json = QJsonDocument(QJsonArray{text}).toJson();
    return QJsonDocument::fromJson(json).array().at(0).toString();
}

//! What a text may push aside: the boxes around it.
struct Boxes {
    int card = 0, header = 0, column = 0, panel = 0;
    QSize window;
};

QString wordsOf(const Boxes &boxes)
{
    return u"card %1, header %2, column %3, panel %4, window %5 by %6"_s.arg(boxes.card)
        .arg(boxes.header)
        .arg(boxes.column)
        .arg(boxes.panel)
        .arg(boxes.window.width())
        .arg(boxes.window.height());
}

} // namespace

//! The hostile texts, each in every place of the console where somebody else's words are shown.
class HostileTextsTest : public QObject
{
    Q_OBJECT
private slots:
    void initTestCase();
    void staysPlainEverywhere_data();
    void staysPlainEverywhere();

private:
    void tellOfQueuesAndColleagues(const QString &text);
    void tellOfTheCustomer(const QString &text);
    void tellWhatWasSaid(const QString &text);
    void tellEverything(const QString &text);
    void checkLabels() const;
    void checkTips() const;
    [[nodiscard]] Boxes boxes() const;

    Watch m_watch;
    std::unique_ptr<DeskScene> m_scene;
    Boxes m_usual;
};

void HostileTextsTest::initTestCase()
{
    QVERIFY(m_watch.isUp());
    m_scene = std::make_unique<DeskScene>();
    m_scene->show();
    tellEverything(u"Robin"_s);
    m_usual = boxes();
    QVERIFY2(m_usual.card > 0 && m_usual.header > 0, qPrintable(wordsOf(m_usual)));
    m_scene.reset();
}

void HostileTextsTest::tellOfQueuesAndColleagues(const QString &text)
{
    m_scene->internal({}, u"queue_state"_s,
                      {{u"queueId"_s, u"general"_s}, {u"name"_s, text}, {u"waiting"_s, 1}});
    m_scene->internal(
        {}, u"agent_status"_s,
        {{u"agentId"_s, u"sara"_s}, {u"name"_s, text}, {u"status"_s, u"available"_s}});
    m_scene->internal({}, u"agent_status"_s,
                      {{u"agentId"_s, text}, {u"name"_s, text}, {u"status"_s, text}});
}

void HostileTextsTest::tellOfTheCustomer(const QString &text)
{
    const auto start = [&](const QString &user) {
        m_scene->inbound(user, u"start"_s,
                         {{u"params"_s,
                           QJsonObject{{u"platformId"_s, u"webchat"_s},
                                       {u"name"_s, text},
                                       {u"page"_s, text},
                                       {text, text}}}});
    };
    for (const QString &user : {Robin, Karin, text.left(LongestUserId)}) {
        start(user);
        m_scene->inbound(user, u"text"_s, {{u"text"_s, text}});
        m_scene->internal(user, u"handover_to_queue"_s,
                          {{u"queueId"_s, u"general"_s}, {u"note"_s, text}});
        m_scene->inbound(user, u"typing_on"_s, {{u"text"_s, text}});
    }
    m_scene->internal(Robin, u"customer_identified"_s,
                      {{u"brandId"_s, text}, {u"customerId"_s, text}, {u"name"_s, text}});
    m_scene->internal(Robin, u"claim_session"_s, {{u"agentId"_s, u"anan01"_s}});
}

void HostileTextsTest::tellWhatWasSaid(const QString &text)
{
    const QJsonObject agent{{u"id"_s, text},
                            {u"name"_s, text},
                            {u"type"_s, text},
                            {u"avatarId"_s, text},
                            {u"avatarUrl"_s, text}};
    const QJsonObject reply{{u"type"_s, u"postback"_s}, {u"text"_s, text}, {u"payload"_s, text}};
    const QJsonObject link{{u"type"_s, u"web_url"_s}, {u"text"_s, text}, {u"url"_s, text}};
    m_scene->inbound(
        Robin, u"text"_s,
        {{u"text"_s, text}, {u"quickReplyPayload"_s, text}, {u"imageId"_s, text}, {u"at"_s, text}});
    m_scene->outbound(Robin, u"text"_s,
                      {{u"text"_s, text},
                       {u"agent"_s, agent},
                       {u"imageId"_s, text},
                       {u"quickReplies"_s, QJsonArray{reply, link}}});
    m_scene->outbound(Robin, u"info"_s, {{u"text"_s, text}, {u"agent"_s, agent}});
    m_scene->internal(Robin, u"note"_s, {{u"agentId"_s, text}, {u"text"_s, text}});
    m_scene->internal(Robin, u"draft"_s, {{u"agentId"_s, text}, {u"text"_s, text}});
    m_scene->internal(
        Robin, u"presence"_s,
        {{u"probability"_s, 0.5},
         {u"reasons"_s, QJsonArray{QJsonObject{{u"text"_s, text}, {u"weight"_s, 1.0}}}}});
    m_scene->internal(Robin, u"handover_to_agent"_s, {{u"agentId"_s, text}, {u"note"_s, text}});
    m_scene->inbound(Robin, u"typing_on"_s, {{u"text"_s, text}});
    m_scene->inbound(Robin, u"rating"_s, {{u"score"_s, 1}, {u"text"_s, text}});
    m_scene->inbound(Robin, u"an unknown type"_s, {{u"text"_s, text}});
    m_scene->say({{u"type"_s, u"error"_s}, {u"code"_s, text}, {u"message"_s, text}});
}

void HostileTextsTest::tellEverything(const QString &text)
{
    tellOfQueuesAndColleagues(text);
    tellOfTheCustomer(text);
    tellWhatWasSaid(text);
    m_scene->window->banner().tell(text);
    m_scene->find<QAbstractButton>(u"transferButton-"_s + Robin)->click();
    QTRY_VERIFY(m_scene->find(u"transferDialog"_s));
    m_scene->find<QAbstractButton>(u"endButton-"_s + Robin)->click();
    QTRY_VERIFY(m_scene->find(u"endDialog"_s));
    QCoreApplication::processEvents();
    for (QWidget *top : QApplication::topLevelWidgets()) {
        if (top->isVisible())
            (void)top->grab(); // painting it is showing it
    }
}

Boxes HostileTextsTest::boxes() const
{
    const auto *column = m_scene->find<ChatColumn>(u"column-"_s + Robin);
    const auto *card = m_scene->find<WaitingCard>(u"waitingCard-"_s + Karin);
    // What was told last may only be laid out in the next round.
    (void)QTest::qWaitFor([card] { return card->height() == card->sizeHint().height(); });
    return {card->height(), column->findChild<ColumnHeader *>()->height(), column->width(),
            m_scene->find(u"customerPanel"_s)->width(), m_scene->window->size()};
}

void HostileTextsTest::checkLabels() const
{
    for (const QWidget *widget : QApplication::allWidgets()) {
        if (const auto *label = qobject_cast<const QLabel *>(widget))
            QVERIFY2(label->textFormat() == Qt::PlainText,
                     qPrintable(label->objectName() + u": "_s + label->text().left(80)));
        // Its documents are rich, and load what they name.
        QVERIFY2(!qobject_cast<const QTextEdit *>(widget), qPrintable(widget->objectName()));
    }
}

//! A tool tip has no format of its own: whatever looks like markup is markup.
void HostileTextsTest::checkTips() const
{
    for (const QWidget *widget : QApplication::allWidgets()) {
        for (const QString &tip : {widget->toolTip(), widget->whatsThis(), widget->statusTip()})
            QVERIFY2(!Qt::mightBeRichText(tip), qPrintable(tip.left(80)));
        if (const auto *menu = qobject_cast<const QMenu *>(widget))
            QVERIFY2(!menu->toolTipsVisible(), "an entry's tip is its text, and would be rich");
    }
}

void HostileTextsTest::staysPlainEverywhere_data()
{
    QTest::addColumn<QString>("text");
    for (const test::HostileText &hostile : test::hostileTexts(m_watch.address()))
        QTest::newRow(hostile.rowName().constData()) << hostile.text;
}

void HostileTextsTest::staysPlainEverywhere()
{
    QFETCH(const QString, text);
    m_scene = std::make_unique<DeskScene>();
    m_scene->show();
    tellEverything(text);
    checkLabels();
    checkTips();
    const QStringList said = m_scene->find<TranscriptView>(u"transcript-"_s + Robin)->texts();
    QCOMPARE(said.count(asCarried(text)), 5); // twice by him, the bot, an info, a note
    QCOMPARE(wordsOf(boxes()), wordsOf(m_usual));
    QVERIFY(m_scene->window->banner().height() <= MostOfTheBanner);
    QCOMPARE(m_watch.visits(), 0);
    m_scene.reset();
}

QTEST_MAIN(HostileTextsTest)
#include "tst_hostiletexts.moc"
