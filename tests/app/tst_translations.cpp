// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/style/languages.h"

#include <QDir>
#include <QFile>
#include <QProcess>
#include <QRegularExpression>
#include <QTemporaryDir>
#include <QTest>
#include <QXmlStreamReader>

using namespace Qt::StringLiterals;

//! Every text of the interface has its Swedish, and says the same with the same places for values.
class TranslationsTest : public QObject
{
    Q_OBJECT

private slots:
    void noTextIsWithoutSwedish();
    void everyPlaceForAValueIsKept();
    void swedishIsLoadedForSwedesAlone();

private:
    static QString file()
    {
        return QStringLiteral(SERMO_SOURCE_DIR "/resources/translations/sermo_sv.ts");
    }
};

void TranslationsTest::noTextIsWithoutSwedish()
{
    // What the sources say today, not what the file was made from.
    const QTemporaryDir folder;
    const QString copy = folder.filePath(u"sermo_sv.ts"_s);
    QVERIFY(QFile::copy(file(), copy));
    QFile::setPermissions(copy, QFile::ReadOwner | QFile::WriteOwner);
    QProcess lupdate;
    lupdate.setWorkingDirectory(QStringLiteral(SERMO_SOURCE_DIR));
    lupdate.start(QStringLiteral(SERMO_LUPDATE),
                  {u"-I"_s, u"."_s, u"ui"_s, u"app"_s, u"-no-obsolete"_s, u"-locations"_s,
                   u"none"_s, u"-ts"_s, copy});
    QVERIFY(lupdate.waitForFinished());
    QCOMPARE(lupdate.exitCode(), 0);
    QFile ts(copy);
    QVERIFY(ts.open(QIODevice::ReadOnly));
    QXmlStreamReader xml(&ts);
    QString source;
    QStringList missing;
    int texts = 0;
    while (!xml.atEnd()) {
        if (xml.readNext() != QXmlStreamReader::StartElement)
            continue;
        if (xml.name() == "source"_L1) {
            source = xml.readElementText();
            ++texts;
        } else if (xml.name() == "translation"_L1 && xml.attributes().hasAttribute("type"_L1)) {
            missing += source;
        }
    }
    QVERIFY(texts > 100);
    QVERIFY2(missing.isEmpty(), qPrintable(missing.join(u'\n')));
}

void TranslationsTest::everyPlaceForAValueIsKept()
{
    QFile ts(file());
    QVERIFY(ts.open(QIODevice::ReadOnly));
    QXmlStreamReader xml(&ts);
    static const QRegularExpression place(u"%(?:\\d|n)"_s);
    const auto places = [](const QString &text) {
        QStringList found;
        for (const QRegularExpressionMatch &match : place.globalMatch(text))
            found += match.captured();
        found.sort();
        return found;
    };
    QString source;
    while (!xml.atEnd()) {
        if (xml.readNext() != QXmlStreamReader::StartElement)
            continue;
        if (xml.name() == "source"_L1) {
            source = xml.readElementText();
        } else if (xml.name() == "numerusform"_L1) {
            QCOMPARE(places(xml.readElementText()), places(source));
        } else if (xml.name() == "translation"_L1) {
            const QString text = xml.readElementText(QXmlStreamReader::IncludeChildElements);
            if (!source.contains(u"%n"_s))
                QCOMPARE(places(text), places(source));
            QVERIFY2(!text.trimmed().isEmpty(), qPrintable(source));
        }
    }
}

void TranslationsTest::swedishIsLoadedForSwedesAlone()
{
    const auto swedish = sermo::ui::translatorsFor(QLocale(QLocale::Swedish, QLocale::Sweden));
    QVERIFY(!swedish.empty());
    QCOMPARE(swedish.front()->translate("sermo::ui::WaitingCard", "Claim"), u"Ta"_s);
    QCOMPARE(swedish.front()->translate("sermo::ui::TopBar", "%n open", nullptr, 1), u"%n öppet"_s);
    QCOMPARE(swedish.front()->translate("sermo::ui::TopBar", "%n open", nullptr, 3), u"%n öppna"_s);
    QVERIFY(sermo::ui::translatorsFor(QLocale(QLocale::German)).empty());
    QVERIFY(sermo::ui::translatorsFor(QLocale(QLocale::English)).empty());
}

QTEST_GUILESS_MAIN(TranslationsTest)
#include "tst_translations.moc"
