// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/style/icon.h"
#include "ui/style/motion.h"
#include "ui/style/stylesheet.h"
#include "ui/style/theme.h"

#include <QApplication>
#include <QCheckBox>
#include <QDialog>
#include <QFile>
#include <QLabel>
#include <QRadioButton>
#include <QRegularExpression>
#include <QSignalSpy>
#include <QStyle>
#include <QTest>

#include <memory>

using namespace Qt::StringLiterals;
using namespace sermo::ui;

class StyleTest : public QObject
{
    Q_OBJECT

private slots:
    void everyPairOfColoursInUseCanBeRead_data();
    void everyPairOfColoursInUseCanBeRead();
    void contrastIsMeasuredAsTheStandardDoes();
    void theSheetLeavesNoNameUnfilled_data();
    void theSheetLeavesNoNameUnfilled();
    void aChangeOfModeIsToldOnceAndReachesThePalette();
    void anIconTakesTheColourOfTheThemeOfTheMoment();
    void aKindChangesTheLookOfAWidgetAlreadyShown();
    void whatCanBeTickedIsSeen_data();
    void whatCanBeTickedIsSeen();
    void theSheetsPicturesAreThereInTheColoursOfTheTokens_data();
    void theSheetsPicturesAreThereInTheColoursOfTheTokens();
    void motionIsReducedWhenChosen();
    void theDesktopSaysWhetherMotionIsReduced_data();
    void theDesktopSaysWhetherMotionIsReduced();
};

void StyleTest::everyPairOfColoursInUseCanBeRead_data()
{
    QTest::addColumn<QColor>("words");
    QTest::addColumn<QColor>("ground");
    using Colour = QColor Tokens::*;
    struct Pair {
        const char *use;
        Colour words;
        Colour ground;
    };
    const QList<Pair> pairs = {
        {"words on a card", &Tokens::text, &Tokens::surface},
        {"words on the board", &Tokens::text, &Tokens::bg},
        {"a customer's bubble", &Tokens::text, &Tokens::line2},
        {"second words on a card", &Tokens::text2, &Tokens::surface},
        {"second words on the board", &Tokens::text2, &Tokens::bg},
        {"a chip", &Tokens::text2, &Tokens::line2},
        {"a time on a card", &Tokens::text3, &Tokens::surface},
        {"a time on the board", &Tokens::text3, &Tokens::bg},
        {"a key's cap", &Tokens::text3, &Tokens::surface2},
        {"a link", &Tokens::accent, &Tokens::surface},
        {"a chosen tab", &Tokens::accent, &Tokens::accentSoft},
        {"a chosen menu entry", &Tokens::text, &Tokens::accentSoft},
        {"a returned customer", &Tokens::good, &Tokens::goodSoft},
        {"a long wait", &Tokens::warn, &Tokens::warnSoft},
        {"silence in a head", &Tokens::warn, &Tokens::surface},
        {"trouble in the banner", &Tokens::bad, &Tokens::badSoft},
        {"End", &Tokens::bad, &Tokens::surface},
        {"a primary button", &Tokens::onColour, &Tokens::accent},
        {"a dangerous button", &Tokens::onColour, &Tokens::bad},
        {"a tooltip", &Tokens::surface, &Tokens::text},
    };
    for (const Tokens &tokens : {lightTokens(), darkTokens()}) {
        const char *mode = tokens.dark ? "dark" : "light";
        for (const Pair &pair : pairs)
            QTest::addRow("%s, %s", pair.use, mode) << tokens.*pair.words << tokens.*pair.ground;
        for (int i = 0; i < int(tokens.session.size()); ++i) {
            QTest::addRow("an agent's bubble in colour %d, %s", i + 1, mode)
                << tokens.onColour << tokens.sessionColour(i);
            QTest::addRow("a quick reply in colour %d, %s", i + 1, mode)
                << tokens.sessionColour(i) << tokens.surface;
        }
    }
}

void StyleTest::everyPairOfColoursInUseCanBeRead()
{
    QFETCH(QColor, words);
    QFETCH(QColor, ground);
    const double ratio = contrastRatio(words, ground);
    QVERIFY2(ratio >= 4.5, qPrintable(u"%1 : 1"_s.arg(ratio)));
}

void StyleTest::contrastIsMeasuredAsTheStandardDoes()
{
    QCOMPARE(qRound(contrastRatio(Qt::black, Qt::white)), 21);
    QCOMPARE(contrastRatio(Qt::white, Qt::white), 1.0);
    // The example that WCAG's own tools agree on.
    QCOMPARE(qRound(contrastRatio(QColor(0x777777), Qt::white) * 100), 448);
}

void StyleTest::theSheetLeavesNoNameUnfilled_data()
{
    QTest::addColumn<bool>("dark");
    QTest::newRow("light") << false;
    QTest::newRow("dark") << true;
}

void StyleTest::theSheetLeavesNoNameUnfilled()
{
    QFETCH(bool, dark);
    QString sheet = styleSheet(dark ? darkTokens() : lightTokens());
    QVERIFY(sheet.size() > 1000);
    sheet = sheet.sliced(sheet.indexOf("*/"_L1)); // its heading speaks of @names
    QVERIFY2(!sheet.contains(u'@'),
             qPrintable(sheet.sliced(qMax(0, int(sheet.indexOf(u'@')))).left(40)));
}

void StyleTest::aChangeOfModeIsToldOnceAndReachesThePalette()
{
    Theme theme;
    theme.setMode(Theme::Mode::Light);
    theme.install();
    QCOMPARE(QApplication::palette().color(QPalette::Base), lightTokens().surface);
    const int before = theme.generation();
    const QSignalSpy changes(&theme, &Theme::changed);
    theme.setMode(Theme::Mode::Dark);
    theme.setMode(Theme::Mode::Dark);
    QCOMPARE(changes.count(), 1);
    QVERIFY(theme.generation() > before);
    QCOMPARE(theme.tokens(), darkTokens());
    QCOMPARE(QApplication::palette().color(QPalette::Base), darkTokens().surface);
    QVERIFY(qApp->styleSheet().contains(darkTokens().surface.name()));
}

void StyleTest::anIconTakesTheColourOfTheThemeOfTheMoment()
{
    Theme theme;
    theme.setMode(Theme::Mode::Light);
    const QIcon check = icon(theme, u"check"_s, &Tokens::accent);
    const auto strongest = [&check] {
        const QImage image = check.pixmap(QSize(32, 32)).toImage();
        QColor found(Qt::transparent);
        for (int y = 0; y < image.height(); ++y) {
            for (int x = 0; x < image.width(); ++x) {
                const QColor colour = image.pixelColor(x, y);
                if (colour.alpha() > found.alpha())
                    found = colour;
            }
        }
        return found.rgb();
    };
    QCOMPARE(strongest(), lightTokens().accent.rgb());
    theme.setMode(Theme::Mode::Dark);
    QCOMPARE(strongest(), darkTokens().accent.rgb());
}

void StyleTest::aKindChangesTheLookOfAWidgetAlreadyShown()
{
    Theme theme;
    theme.setMode(Theme::Mode::Light);
    theme.install();
    QLabel label(u"4:05"_s);
    setRole(&label, u"second"_s);
    label.ensurePolished();
    QCOMPARE(label.palette().color(QPalette::WindowText), lightTokens().text2);
    setKind(&label, u"warn"_s);
    label.ensurePolished();
    QCOMPARE(label.palette().color(QPalette::WindowText), lightTokens().warn);
}

void StyleTest::whatCanBeTickedIsSeen_data()
{
    QTest::addColumn<bool>("dark");
    QTest::addColumn<bool>("ticked");
    for (const bool dark : {false, true}) {
        const char *look = dark ? "dark" : "light";
        QTest::addRow("%s, not ticked", look) << dark << false;
        QTest::addRow("%s, ticked", look) << dark << true;
    }
}

//! Its box itself, without its words; 3 : 1 is what WCAG asks of a control.
void StyleTest::whatCanBeTickedIsSeen()
{
    QFETCH(const bool, dark);
    QFETCH(const bool, ticked);
    Theme theme;
    theme.setMode(dark ? Theme::Mode::Dark : Theme::Mode::Light);
    theme.install();
    const Tokens tokens = dark ? darkTokens() : lightTokens();
    QDialog dialog;
    const std::unique_ptr<QAbstractButton> buttons[]
        = {std::make_unique<QCheckBox>(&dialog), std::make_unique<QRadioButton>(&dialog)};
    for (const auto &button : buttons) {
        button->setChecked(ticked);
        const QImage image = button->grab().toImage();
        double best = 1;
        for (int y = 0; y < image.height(); ++y) {
            for (int x = 0; x < image.width(); ++x)
                best = qMax(best, contrastRatio(image.pixelColor(x, y), tokens.surface));
        }
        QVERIFY2(best >= 3, qPrintable(QString::number(best)));
    }
}

void StyleTest::theSheetsPicturesAreThereInTheColoursOfTheTokens_data()
{
    QTest::addColumn<bool>("dark");
    QTest::newRow("light") << false;
    QTest::newRow("dark") << true;
}

//! A sheet cannot tint a picture, so each palette has its own.
void StyleTest::theSheetsPicturesAreThereInTheColoursOfTheTokens()
{
    QFETCH(const bool, dark);
    const Tokens tokens = dark ? darkTokens() : lightTokens();
    static const QRegularExpression url(u"url\\(([^)]+)\\)"_s);
    const QString sheet = styleSheet(tokens);
    int pictures = 0;
    for (const QRegularExpressionMatch &match : url.globalMatch(sheet)) {
        QFile picture(match.captured(1));
        QVERIFY2(picture.open(QIODevice::ReadOnly), qPrintable(picture.fileName()));
        const bool isOnColour = picture.fileName().contains(u"check"_s); // a tick stands on accent
        const QColor &colour = isOnColour ? tokens.onColour : tokens.text2;
        QVERIFY(picture.readAll().contains(colour.name().toLatin1()));
        ++pictures;
    }
    QVERIFY(pictures >= 3);
}

void StyleTest::motionIsReducedWhenChosen()
{
    Theme theme;
    theme.install();
    const int flash = QApplication::cursorFlashTime();
    {
        Motion motion;
        QSignalSpy changes(&motion, &Motion::changed);
        motion.choose(false);
        QVERIFY(!motion.isReduced());
        motion.choose(true);
        QVERIFY(motion.isReduced());
        QVERIFY(!QApplication::isEffectEnabled(Qt::UI_AnimateMenu));
        QCOMPARE(QApplication::cursorFlashTime(), 0);
        QCOMPARE(QApplication::style()->styleHint(QStyle::SH_Widget_Animation_Duration), 0);
        QVERIFY(!qApp->styleSheet().isEmpty()); // it looks as before
        QCOMPARE(changes.size(), 1);
    }
    QCOMPARE(QApplication::cursorFlashTime(), flash);
    QVERIFY(QApplication::style()->styleHint(QStyle::SH_Widget_Animation_Duration) > 0);
}

void StyleTest::theDesktopSaysWhetherMotionIsReduced_data()
{
    QTest::addColumn<QString>("group");
    QTest::addColumn<QString>("key");
    QTest::addColumn<QVariant>("value");
    QTest::addColumn<std::optional<bool>>("isReduced");
    using Said = std::optional<bool>;
    const QString common = u"org.freedesktop.appearance"_s;
    const QString gnome = u"org.gnome.desktop.interface"_s;
    QTest::newRow("reduced") << common << u"reduced-motion"_s << QVariant(1U) << Said(true);
    QTest::newRow("not reduced") << common << u"reduced-motion"_s << QVariant(0U) << Said(false);
    QTest::newRow("no animations")
        << gnome << u"enable-animations"_s << QVariant(false) << Said(true);
    QTest::newRow("animations") << gnome << u"enable-animations"_s << QVariant(true) << Said(false);
    QTest::newRow("something else") << common << u"color-scheme"_s << QVariant(1U) << Said();
}

void StyleTest::theDesktopSaysWhetherMotionIsReduced()
{
    QFETCH(const QString, group);
    QFETCH(const QString, key);
    QFETCH(const QVariant, value);
    QTEST(Motion::reducedBy(group, key, value), "isReduced");
}

QTEST_MAIN(StyleTest)
#include "tst_style.moc"
