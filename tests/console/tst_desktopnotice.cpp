// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/hostile.h"
#include "ui/console/desktopnotice.h"

#include <QDBusError>
#include <QDBusServer>
#include <QRegularExpression>
#include <QSignalSpy>
#include <QTest>
#include <QXmlStreamReader>

using namespace Qt::StringLiterals;
using namespace sermo;
using namespace sermo::ui;

//! A desktop's notifications, at the other end of a bus of two.
class Desktop : public QObject
{
    Q_OBJECT
    Q_CLASSINFO("D-Bus Interface", "org.freedesktop.Notifications")
public:
    struct Shown {
        uint replaced = 0;
        QString title, body;
        QStringList actions;
        QVariantMap hints;
    };
    QList<Shown> shown;
    QStringList capabilities{u"actions"_s, u"body"_s, u"body-markup"_s};
    int asked = 0;

public slots:
    QStringList GetCapabilities()
    {
        ++asked;
        return capabilities;
    }
    uint Notify(const QString &, uint replaced, const QString &, const QString &title,
                const QString &body, const QStringList &actions, const QVariantMap &hints, int)
    {
        shown.append({replaced, title, body, actions, hints});
        return 7;
    }

signals:
    void ActionInvoked(uint id, const QString &action); // NOLINT: by the desktop's own name
};

//! What the desktop is told of an alert, and what a click on it does.
class DesktopNoticeTest : public QObject
{
    Q_OBJECT
private slots:
    void init();
    void cleanup();
    void wordsAreNoMarkup_data();
    void wordsAreNoMarkup();
    void isOfNormalUrgencyAndCanBeClicked();
    void theNextTakesItsPlace();
    void whoReadsNoMarkupIsToldNone();
    void withoutABusThereIsNone();

private:
    std::unique_ptr<QDBusServer> m_server;
    std::unique_ptr<Desktop> m_desktop;
    QDBusConnection m_bus{u"none"_s};
    bool m_isThere = false;
};

void DesktopNoticeTest::init()
{
    m_isThere = false;
    m_desktop = std::make_unique<Desktop>();
    m_server = std::make_unique<QDBusServer>();
    m_server->setAnonymousAuthenticationAllowed(true);
    connect(m_server.get(), &QDBusServer::newConnection, this, [this](QDBusConnection peer) {
        peer.registerObject(u"/org/freedesktop/Notifications"_s, m_desktop.get(),
                            QDBusConnection::ExportAllSlots | QDBusConnection::ExportAllSignals);
        m_isThere = true;
    });
    m_bus = QDBusConnection::connectToPeer(m_server->address(), u"desktop"_s);
    QVERIFY2(m_bus.isConnected(), qPrintable(m_bus.lastError().message()));
    QTRY_VERIFY(m_isThere);
}

void DesktopNoticeTest::cleanup()
{
    m_bus = QDBusConnection(u"none"_s);
    QDBusConnection::disconnectFromPeer(u"desktop"_s);
    m_server.reset();
    m_desktop.reset();
}

void DesktopNoticeTest::wordsAreNoMarkup_data()
{
    QTest::addColumn<QString>("text");
    for (const test::HostileText &hostile : test::hostileTexts(u"http://127.0.0.1:9/"_s))
        QTest::newRow(hostile.rowName().constData()) << hostile.text;
}

void DesktopNoticeTest::wordsAreNoMarkup()
{
    QFETCH(QString, text);
    text.removeIf([](QChar letter) { return letter.isSurrogate(); }); // half of one is none in XML
    QString said = text;
    static const QRegularExpression noText(u"[\\x{0}-\\x{8}\\x{b}-\\x{1f}\\x{fffe}\\x{ffff}]"_s);
    said.remove(noText);
    QXmlStreamReader reader(u"<body>"_s + DesktopNotice::body(text, true) + u"</body>"_s);
    QVERIFY(reader.readNextStartElement());
    QCOMPARE(reader.readElementText(QXmlStreamReader::ErrorOnUnexpectedElement), said);
    QCOMPARE(DesktopNotice::body(text, false), said);
}

void DesktopNoticeTest::isOfNormalUrgencyAndCanBeClicked()
{
    DesktopNotice notice(m_bus);
    QVERIFY(notice.isAvailable());
    QSignalSpy clicked(&notice, &DesktopNotice::clicked);
    notice.show(u"Sermo Desk"_s, u"<b>Robin</b>: 2 < 3 & \"så\""_s);
    QTRY_COMPARE(m_desktop->shown.size(), 1);
    const Desktop::Shown shown = m_desktop->shown.first();
    QCOMPARE(shown.title, u"Sermo Desk"_s);
    QCOMPARE(shown.body, u"&lt;b&gt;Robin&lt;/b&gt;: 2 &lt; 3 &amp; &quot;så&quot;"_s);
    QCOMPARE(shown.hints.value(u"urgency"_s), QVariant::fromValue(uchar(1)));
    QCOMPARE(shown.actions.value(0), u"default"_s);

    emit m_desktop->ActionInvoked(8, u"default"_s); // another program's
    emit m_desktop->ActionInvoked(7, u"default"_s);
    QTRY_COMPARE(clicked.count(), 1);
}

void DesktopNoticeTest::theNextTakesItsPlace()
{
    DesktopNotice notice(m_bus);
    QSignalSpy clicked(&notice, &DesktopNotice::clicked);
    notice.show(u"Sermo Desk"_s, u"one"_s);
    QTRY_COMPARE(m_desktop->shown.size(), 1);
    emit m_desktop->ActionInvoked(7, u"default"_s); // so its number has come
    QTRY_COMPARE(clicked.count(), 1);
    notice.show(u"Sermo Desk"_s, u"two"_s);
    QTRY_COMPARE(m_desktop->shown.size(), 2);
    QCOMPARE(m_desktop->shown.at(0).replaced, 0U);
    QCOMPARE(m_desktop->shown.at(1).replaced, 7U);
}

void DesktopNoticeTest::whoReadsNoMarkupIsToldNone()
{
    m_desktop->capabilities = QStringList{u"body"_s};
    DesktopNotice notice(m_bus);
    QTRY_VERIFY([&] { // the answer is on its way when it was asked
        notice.show(u"Sermo Desk"_s, u"2 < 3"_s);
        QCoreApplication::processEvents();
        return !m_desktop->shown.isEmpty() && m_desktop->shown.constLast().body == u"2 < 3"_s;
    }());
}

void DesktopNoticeTest::withoutABusThereIsNone()
{
    const DesktopNotice notice(QDBusConnection(u"none"_s));
    QVERIFY(!notice.isAvailable());
}

QTEST_GUILESS_MAIN(DesktopNoticeTest)
#include "tst_desktopnotice.moc"
