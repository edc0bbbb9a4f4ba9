// SPDX-License-Identifier: GPL-3.0-or-later
#include <QDir>
#include <QFile>
#include <QSvgRenderer>
#include <QTest>

using namespace Qt::StringLiterals;

//! What the programs serve and draw is really linked into them.
class ResourcesTest : public QObject
{
    Q_OBJECT

private slots:
    void carriesTheWidgetAndTheDemoPage_data();
    void carriesTheWidgetAndTheDemoPage();
    void drawsEveryIcon();
};

void ResourcesTest::carriesTheWidgetAndTheDemoPage_data()
{
    QTest::addColumn<QString>("path");
    QTest::addColumn<QByteArray>("holds");

    QTest::newRow("the loader defines SERMO") << u":/widget/sermo.min.js"_s << QByteArray("SERMO");
    QTest::newRow("the iframe loads the app") << u":/widget/app.html"_s << QByteArray("app.js");
    QTest::newRow("the app greets the broker") << u":/widget/app.js"_s << QByteArray("hello");
    QTest::newRow("the app has a style") << u":/widget/app.css"_s << QByteArray("data-theme");
    QTest::newRow("the demo page loads the loader")
        << u":/demo/index.html"_s << QByteArray("/widget/sermo.min.js");
}

void ResourcesTest::carriesTheWidgetAndTheDemoPage()
{
    QFETCH(const QString, path);
    QFETCH(const QByteArray, holds);

    QFile file(path);
    QVERIFY2(file.open(QIODevice::ReadOnly), qUtf8Printable(path));
    QVERIFY2(file.readAll().contains(holds), qUtf8Printable(path));
}

void ResourcesTest::drawsEveryIcon()
{
    const QStringList icons = QDir(u":/icons"_s).entryList({u"*.svg"_s});
    QVERIFY(icons.contains(u"inbox.svg"_s));
    for (const QString &icon : icons)
        QVERIFY2(QSvgRenderer(u":/icons/"_s + icon).isValid(), qUtf8Printable(icon));
}

QTEST_GUILESS_MAIN(ResourcesTest)
#include "tst_resources.moc"
