// SPDX-License-Identifier: GPL-3.0-or-later
// The guide in its window, by keys and mouse, in both languages and both looks.
#include "tests/console/deskscene.h"
#include "ui/console/guidebrowser.h"
#include "ui/console/guidewindow.h"
#include "ui/console/shortcutslist.h"
#include "ui/style/languages.h"

#include <QImage>
#include <QLineEdit>
#include <QListView>
#include <QRegularExpression>
#include <QScrollBar>
#include <QTest>
#include <QTextBlock>

using namespace Qt::StringLiterals;
using namespace sermo;
using namespace sermo::ui;
using sermo::test::DeskScene;

class GuideTest : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void cleanup() { m_scene.reset(); }
    void everyPageIsLinkedInAndLeadsNowhereElse_data();
    void everyPageIsLinkedInAndLeadsNowhereElse();
    void aLanguageWithoutOneReadsEnglish();
    void opensByItsKeyOnce();
    void speaksTheLanguageOfTheDesk();
    void aLinkLeadsToItsChapterAndBack();
    void theListLeadsToEveryChapter();
    void nothingElseIsOpened();
    void findsAWordInWhateverChapter();
    void findsOnAndRoundToTheFirst();
    void saysWhenNothingIsFound();
    void findsAlsoFromTheShortcuts();
    void everyPageFitsInItsWidth_data() { everyPageIsLinkedInAndLeadsNowhereElse_data(); }
    void everyPageFitsInItsWidth();
    void followsTheLook();
    void thePicturesAreThereInBothLooks();
    void everyPartHasAName();

private:
    template <typename T>
    [[nodiscard]] T *find(const QString &name) const
    {
        return m_scene->window->findChild<T *>(name);
    }
    [[nodiscard]] GuideBrowser *browser() const { return find<GuideBrowser>(u"guideBrowser"_s); }
    [[nodiscard]] QLineEdit *field() const { return find<QLineEdit>(u"guideField"_s); }
    [[nodiscard]] int row() const { return find<QListView>(u"guideList"_s)->currentIndex().row(); }
    void open() const { QTest::keyClick(m_scene->window.get(), Qt::Key_F1); }

    std::unique_ptr<DeskScene> m_scene;
};

void GuideTest::init()
{
    m_scene = std::make_unique<DeskScene>();
    m_scene->show();
}

void GuideTest::everyPageIsLinkedInAndLeadsNowhereElse_data()
{
    QTest::addColumn<QString>("language");
    QTest::newRow("English") << u"en"_s;
    QTest::newRow("Swedish") << u"sv"_s;
}

void GuideTest::everyPageIsLinkedInAndLeadsNowhereElse()
{
    QFETCH(const QString, language);
    const QList<GuidePage> pages = guidePages(language);
    QStringList names;
    for (const GuidePage &page : pages) {
        names += page.name;
        QVERIFY2(!page.title.isEmpty() && !page.title.startsWith(u'#'), qPrintable(page.name));
        QVERIFY2(page.text.size() > 200, qPrintable(page.name));
        QVERIFY2(!page.text.contains("](../"_L1), qPrintable(page.name));
    }
    QCOMPARE(names,
             (QStringList{u"index.md"_s, u"agents.md"_s, u"supervisors.md"_s, u"running.md"_s,
                          u"bots.md"_s, u"code.md"_s}));
    // Said, where it cannot be followed.
    QVERIFY(pages.at(2).text.contains("\nbroker/desk/figures."_L1));
    QVERIFY(pages.at(4).text.contains("(broker/README.md)"_L1));
    QVERIFY(pages.at(4).text.contains(" resources/examples,"_L1));
}

void GuideTest::aLanguageWithoutOneReadsEnglish()
{
    QCOMPARE(guidePages(u"fi"_s).constFirst().title, guidePages(u"en"_s).constFirst().title);
}

void GuideTest::opensByItsKeyOnce()
{
    open();
    open();
    QCOMPARE(m_scene->window->findChildren<GuideWindow *>().size(), 1);
    QVERIFY(find<GuideWindow>(u"guideWindow"_s)->isVisible());
    QVERIFY(!find<GuideWindow>(u"guideWindow"_s)->isModal());
    QCOMPARE(browser()->page(), u"index.md"_s);
    QTest::keyClick(browser(), Qt::Key_Escape);
    QTRY_VERIFY(!find<GuideWindow>(u"guideWindow"_s));
}

void GuideTest::speaksTheLanguageOfTheDesk()
{
    const auto words = translatorsFor(QLocale(QLocale::Swedish));
    for (const auto &each : words)
        QCoreApplication::installTranslator(each.get());
    open();
    QCOMPARE(browser()->pages().constFirst().title, u"Handboken"_s);
    QVERIFY(browser()->toPlainText().contains(u"För agenter"_s));
    QCOMPARE(find<GuideWindow>(u"guideWindow"_s)->windowTitle(), u"Handboken"_s);
}

void GuideTest::aLinkLeadsToItsChapterAndBack()
{
    open();
    QTest::keyClick(browser(), Qt::Key_Tab); // to the first link
    QTest::keyClick(browser(), Qt::Key_Return);
    QCOMPARE(browser()->page(), u"agents.md"_s);
    QCOMPARE(row(), 1);
    QVERIFY(browser()->toPlainText().startsWith("For agents"_L1));
    QTest::keyClick(browser(), Qt::Key_Left, Qt::AltModifier);
    QCOMPARE(browser()->page(), u"index.md"_s);
    QCOMPARE(row(), 0);
}

void GuideTest::theListLeadsToEveryChapter()
{
    open();
    auto *list = find<QListView>(u"guideList"_s);
    for (const GuidePage &page : browser()->pages()) {
        QCOMPARE(browser()->page(), page.name);
        QCOMPARE(list->currentIndex().data().toString(), page.title);
        QTest::keyClick(list, Qt::Key_Down);
    }
    auto *shortcuts = find<ShortcutsList>(u"shortcutsList"_s);
    QVERIFY(shortcuts->isVisible());
    QVERIFY(!browser()->isVisible());
    QTest::keyClick(list, Qt::Key_Up);
    QVERIFY(browser()->isVisible());
    QCOMPARE(browser()->page(), u"code.md"_s);
}

void GuideTest::nothingElseIsOpened()
{
    open();
    for (const char *address :
         {"https://example.com/index.html", "file:///etc/passwd", "guide:/none.md", "../README.md"})
        browser()->setSource(QUrl(QString::fromLatin1(address)));
    QCOMPARE(browser()->page(), u"index.md"_s);
    QVERIFY(!browser()->loadResource(QTextDocument::ImageResource, QUrl(u"x.png"_s)).isValid());
    QVERIFY(!browser()->openExternalLinks());
}

void GuideTest::findsAWordInWhateverChapter()
{
    open();
    QTest::keyClicks(field(), u"overload.minutes"_s);
    QCOMPARE(browser()->page(), u"supervisors.md"_s);
    QCOMPARE(row(), 2);
    QCOMPARE(browser()->textCursor().selectedText(), u"overload.minutes"_s);
    QVERIFY(!find<QWidget>(u"guideFound"_s)->isVisible());
    QVERIFY(field()->text().endsWith("minutes"_L1)); // the keyboard stays there
}

void GuideTest::findsOnAndRoundToTheFirst()
{
    open();
    QTest::keyClicks(field(), u"CHANGELOG.MD"_s); // whatever its case
    QVERIFY(browser()->textCursor().hasSelection());
    const int first = browser()->textCursor().selectionStart();
    QTest::keyClick(field(), Qt::Key_Return);
    QCOMPARE(browser()->page(), u"code.md"_s);
    QCOMPARE(browser()->textCursor().selectionStart(), first); // there is but one
    field()->setText(u"stored"_s);
    QStringList met;
    do {
        met += u"%1 %2"_s.arg(browser()->page()).arg(browser()->textCursor().selectionStart());
        QTest::keyClick(field(), Qt::Key_Return);
    } while (
        met.size() < 100
        && met.first()
            != u"%1 %2"_s.arg(browser()->page()).arg(browser()->textCursor().selectionStart()));
    QVERIFY(met.size() > 2 && met.size() < 100);
    QVERIFY(QSet<QString>(met.begin(), met.end()).size() == met.size());
}

void GuideTest::saysWhenNothingIsFound()
{
    open();
    field()->setText(u"nobody wrote this"_s);
    QVERIFY(find<QWidget>(u"guideFound"_s)->isVisible());
    QCOMPARE(browser()->page(), u"index.md"_s);
    field()->clear();
    QVERIFY(!find<QWidget>(u"guideFound"_s)->isVisible());
}

void GuideTest::findsAlsoFromTheShortcuts()
{
    QTest::keyClick(m_scene->window.get(), Qt::Key_F1, Qt::ShiftModifier);
    QVERIFY(find<ShortcutsList>(u"shortcutsList"_s)->isVisible());
    QTest::keyClicks(field(), u"overload.minutes"_s);
    QVERIFY(browser()->isVisible());
    QCOMPARE(row(), 2);
}

void GuideTest::everyPageFitsInItsWidth()
{
    QFETCH(const QString, language);
    GuideBrowser alone(m_scene->theme, guidePages(language), nullptr);
    alone.resize(680, 640);
    alone.show();
    for (const GuidePage &page : alone.pages()) {
        alone.open(page.name);
        QVERIFY2(alone.horizontalScrollBar()->maximum() == 0, qPrintable(page.name));
    }
}

void GuideTest::followsTheLook()
{
    open();
    browser()->open(u"bots.md"_s);
    const auto codeColour = [this] {
        for (QTextBlock block = browser()->document()->begin(); block.isValid();
             block = block.next()) {
            if (block.blockFormat().hasProperty(QTextFormat::BlockCodeFence))
                return block.blockFormat().background().color();
        }
        return QColor();
    };
    for (const Theme::Mode mode : {Theme::Mode::Dark, Theme::Mode::Light}) {
        m_scene->theme.setMode(mode);
        QCOMPARE(codeColour(), m_scene->theme.tokens().surface2);
    }
    QCOMPARE(browser()->page(), u"bots.md"_s);
}

void GuideTest::thePicturesAreThereInBothLooks()
{
    open();
    const auto picture = [this](const QString &name) {
        return browser()->loadResource(QTextDocument::ImageResource, QUrl(name)).value<QImage>();
    };
    static const QRegularExpression shown(u"!\\[[^\\]]+\\]\\(([^)]+)\\)"_s);
    int pictures = 0;
    for (const GuidePage &page : browser()->pages()) {
        for (const auto &match : shown.globalMatch(page.text)) {
            ++pictures;
            m_scene->theme.setMode(Theme::Mode::Light);
            const QImage light = picture(match.captured(1));
            m_scene->theme.setMode(Theme::Mode::Dark);
            const QImage dark = picture(match.captured(1));
            QVERIFY2(!light.isNull() && light.size() == dark.size(), qPrintable(match.captured(1)));
            QVERIFY(light != dark);
        }
    }
    QCOMPARE(pictures, 2);
}

void GuideTest::everyPartHasAName()
{
    open();
    const QList<QWidget *> parts{browser(), field(), find<QWidget>(u"guideList"_s),
                                 find<QWidget>(u"shortcutsList"_s)};
    for (const QWidget *part : parts)
        QVERIFY2(!part->accessibleName().isEmpty(), qPrintable(part->objectName()));
}

QTEST_MAIN(GuideTest)
#include "tst_guide.moc"
