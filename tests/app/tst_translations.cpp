// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/style/languages.h"

#include <QDirIterator>
#include <QFile>
#include <QFileInfo>
#include <QProcess>
#include <QRegularExpression>
#include <QTemporaryDir>
#include <QTest>
#include <QXmlStreamReader>

using namespace Qt::StringLiterals;

//! Every text of the interface has its Swedish, every one that counts its English too, and each
//! says the same with the same places for values.
class TranslationsTest : public QObject
{
    Q_OBJECT

private slots:
    void noTextIsWithoutItsTranslation_data();
    void noTextIsWithoutItsTranslation();
    void everyPlaceForAValueIsKept_data() { languages(); }
    void everyPlaceForAValueIsKept();
    void swedishHasOneWordForADesk();
    void swedishIsLoadedForSwedesAlone();
    void theOthersReadEnglishThatCanCount();
    void noTextLeavesThePluralToItsReader();

private:
    static void languages();
    static QString file()
    {
        QFETCH(const QString, language);
        return QStringLiteral(SERMO_SOURCE_DIR "/resources/translations/sermo_%1.ts").arg(language);
    }
};

void TranslationsTest::languages()
{
    QTest::addColumn<QString>("language");
    QTest::newRow("Swedish") << u"sv"_s;
    QTest::newRow("English, where it counts") << u"en"_s;
}

void TranslationsTest::noTextIsWithoutItsTranslation_data()
{
    QTest::addColumn<QString>("language");
    QTest::addColumn<QStringList>("which");
    QTest::addColumn<int>("atLeast");
    QTest::newRow("Swedish") << u"sv"_s << QStringList{} << 100;
    QTest::newRow("English, where it counts") << u"en"_s << QStringList{u"-pluralonly"_s} << 5;
}

void TranslationsTest::noTextIsWithoutItsTranslation()
{
    QFETCH(const QStringList, which);
    QFETCH(const int, atLeast);
    // What the sources say today, not what the file was made from.
    const QTemporaryDir folder;
    const QString copy = folder.filePath(QFileInfo(file()).fileName());
    QVERIFY(QFile::copy(file(), copy));
    QFile::setPermissions(copy, QFile::ReadOwner | QFile::WriteOwner);
    QProcess lupdate;
    lupdate.setWorkingDirectory(QStringLiteral(SERMO_SOURCE_DIR));
    lupdate.start(QStringLiteral(SERMO_LUPDATE),
                  QStringList{u"-I"_s, u"."_s, u"ui"_s, u"app"_s, u"-no-obsolete"_s,
                              u"-locations"_s, u"none"_s}
                      + which + QStringList{u"-ts"_s, copy});
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
    QVERIFY(texts > atLeast);
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

//! A "skrivbord"; only the program's name has the English one in it.
void TranslationsTest::swedishHasOneWordForADesk()
{
    QFile ts(QStringLiteral(SERMO_SOURCE_DIR "/resources/translations/sermo_sv.ts"));
    QVERIFY(ts.open(QIODevice::ReadOnly));
    static const QRegularExpression english(u"(?<!Sermo )\\bdesk(?:en|ens|s|ar|arna)?\\b"_s,
                                            QRegularExpression::CaseInsensitiveOption);
    QXmlStreamReader xml(&ts);
    int desks = 0;
    while (!xml.atEnd()) {
        if (xml.readNext() != QXmlStreamReader::StartElement || xml.name() != "translation"_L1)
            continue;
        const QString text = xml.readElementText(QXmlStreamReader::IncludeChildElements);
        QVERIFY2(!text.contains(english), qPrintable(text));
        desks += text.contains(u"skrivbord"_s, Qt::CaseInsensitive) ? 1 : 0;
    }
    QVERIFY(desks > 30);
}

void TranslationsTest::swedishIsLoadedForSwedesAlone()
{
    const auto swedish = sermo::ui::translatorsFor(QLocale(QLocale::Swedish, QLocale::Sweden));
    QVERIFY(!swedish.empty());
    QCOMPARE(swedish.front()->translate("sermo::ui::WaitingCard", "Claim"), u"Ta"_s);
    QCOMPARE(swedish.front()->translate("sermo::ui::LoadBar", "%n open", nullptr, 1),
             u"%n öppet"_s);
    QCOMPARE(swedish.front()->translate("sermo::ui::LoadBar", "%n open", nullptr, 3),
             u"%n öppna"_s);
}

void TranslationsTest::theOthersReadEnglishThatCanCount()
{
    for (const QLocale &locale : {QLocale(QLocale::English), QLocale(QLocale::German)}) {
        const auto english = sermo::ui::translatorsFor(locale);
        QCOMPARE(english.size(), 1u);
        const auto waiting = [&](int n) {
            return english.front()->translate("sermo::ui::Welcome", "%n waiting", nullptr, n);
        };
        QCOMPARE(waiting(1), u"%n customer is waiting"_s);
        QCOMPARE(waiting(2), u"%n customers are waiting"_s);
        QCOMPARE(english.front()->translate("sermo::ui::WaitingCard", "Claim"), QString());
    }
}

//! "1 customer(s)" is what a program says that cannot count.
void TranslationsTest::noTextLeavesThePluralToItsReader()
{
    static const QRegularExpression lazy(u"\\w\\((?:s|er|en|ar|r)\\)"_s);
    int files = 0;
    for (const char *folder :
         {"app", "broker", "resources/translations", "resources/widget/src", "ui"}) {
        QDirIterator each(QStringLiteral(SERMO_SOURCE_DIR "/") + QLatin1StringView(folder),
                          {u"*.cpp"_s, u"*.h"_s, u"*.json"_s, u"*.ts"_s, u"*.tsx"_s}, QDir::Files,
                          QDirIterator::Subdirectories);
        while (each.hasNext()) {
            QFile file(each.next());
            QVERIFY(file.open(QIODevice::ReadOnly));
            ++files;
            const bool isAllText = file.fileName().contains(u"/translations/"_s);
            for (const QString &line : QString::fromUtf8(file.readAll()).split(u'\n')) {
                QVERIFY2(!isAllText || !line.contains(lazy), qPrintable(line));
                const QStringList parts = line.split(u'"'); // every second one is a text
                for (qsizetype i = 1; i < parts.size(); i += 2)
                    QVERIFY2(!parts[i].contains(lazy),
                             qPrintable(file.fileName() + u": "_s + line));
            }
        }
    }
    QVERIFY(files > 100);
}

QTEST_GUILESS_MAIN(TranslationsTest)
#include "tst_translations.moc"
