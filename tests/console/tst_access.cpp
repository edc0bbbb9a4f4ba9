// SPDX-License-Identifier: GPL-3.0-or-later
// Every window of the desk, each dialog and each popup, as assistive technology finds it: all that
// can be used has a name and a role.
#include "tests/console/access.h"
#include "tests/console/deskscene.h"
#include "ui/console/chatboard.h"
#include "ui/console/chatcolumn.h"
#include "ui/console/composer.h"
#include "ui/console/transcriptview.h"

#include <QAbstractButton>
#include <QAction>
#include <QApplication>
#include <QContextMenuEvent>
#include <QLabel>
#include <QMenu>
#include <QPushButton>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace sermo;
using namespace sermo::ui;
using sermo::test::accessTroubles;
using sermo::test::DeskScene;
using sermo::test::mouseOnly;

class AccessTest : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void cleanup() { m_scene.reset(); }
    void theCheckFindsWhatIsWrong();
    void everyWindowCanBeRead_data();
    void everyWindowCanBeRead();
    void whatIsPaintedByHandSaysWhatItShows();
    void everyMenuEntryHasWords();

private:
    [[nodiscard]] ChatColumn *column() const
    {
        return m_scene->find<ChatBoard>(u"board"_s)->columns().constFirst();
    }
    void open(const QString &what);
    static void askMenu(const QAbstractScrollArea &area);
    void lookAtImage();
    void trigger(const QString &action) const
    {
        m_scene->window->findChild<QAction *>(u"action-"_s + action)->trigger();
    }

    std::unique_ptr<DeskScene> m_scene;
};

void AccessTest::init()
{
    m_scene = std::make_unique<DeskScene>();
    m_scene->show({1600, 1000});
    m_scene->rememberRobin();
    m_scene->fillLikeThePicture();
    m_scene->tellAllocations();
    m_scene->offer(u"offered"_s, u"Olle Ek"_s, u"Kan du ta honom?"_s);
    column()->focusComposer();
}

//! A test that finds nothing must be able to find something.
void AccessTest::theCheckFindsWhatIsWrong()
{
    QWidget window;
    auto *button = new QPushButton(&window);
    auto *painted = new QWidget(&window);
    painted->setFocusPolicy(Qt::StrongFocus);
    painted->setAccessibleName(u"something"_s);
    window.show();
    QCOMPARE(accessTroubles(window).size(), 3);
    QVERIFY(mouseOnly(window).isEmpty());
    button->setFocusPolicy(Qt::ClickFocus);
    QCOMPARE(mouseOnly(window).size(), 1);
    window.setWindowTitle(u"A window"_s);
    button->setText(u"OK"_s);
    painted->hide();
    QVERIFY(accessTroubles(window).isEmpty());
}

void AccessTest::everyWindowCanBeRead_data()
{
    QTest::addColumn<QString>("what");
    for (const char *what :
         {"the desk",    "allocation",    "palette",    "replies",       "shortcuts",       "emoji",
          "buttons",     "transfer",      "end",        "search",        "slash",           "note",
          "status menu", "settings menu", "aside menu", "composer menu", "transcript menu", "image",
          "tag",         "nothing to do", "files"})
        QTest::newRow(what) << QString::fromLatin1(what);
}

void AccessTest::askMenu(const QAbstractScrollArea &area)
{
    QContextMenuEvent event(QContextMenuEvent::Keyboard, {}, {});
    QApplication::sendEvent(area.viewport(), &event);
    QVERIFY(QApplication::activePopupWidget());
}

void AccessTest::lookAtImage()
{
    auto *transcript = m_scene->find<TranscriptView>(u"transcript-mikael"_s);
    emit transcript->imageOpenRequested(ImageId(u"speedtest"_s));
    QTRY_VERIFY(m_scene->find(u"imageCanvas"_s)->isVisible());
}

void AccessTest::open(const QString &what)
{
    const QString user = column()->user().value();
    const auto click = [this](const QString &name) {
        auto *button = m_scene->find<QAbstractButton>(name);
        QVERIFY2(button, qPrintable(name));
        button->click();
    };
    auto *composer = m_scene->find<Composer>(u"composer-"_s + user);
    static const QHash<QString, QString> buttons{
        {u"emoji"_s, u"emojiButton-"_s}, {u"buttons"_s, u"quickRepliesButton-"_s},
        {u"end"_s, u"endButton-"_s},     {u"transfer"_s, u"transferButton-"_s},
        {u"note"_s, u"noteButton-"_s},   {u"aside menu"_s, u"asideButton-"_s},
        {u"files"_s, u"attachButton-"_s}};
    if (buttons.contains(what))
        click(buttons.value(what) + user);
    else if (what == "allocation"_L1)
        click(u"allocationTab"_s);
    else if (what == "palette"_L1 || what == "replies"_L1 || what == "shortcuts"_L1)
        trigger(what);
    else if (what == "search"_L1)
        column()->perform(ColumnAct::Search);
    else if (what == "slash"_L1)
        QTest::keyClick(composer, '/');
    else if (what == "status menu"_L1)
        m_scene->window->findChild<QMenu *>(u"statusMenu"_s)->popup({100, 100});
    else if (what == "settings menu"_L1)
        m_scene->window->findChild<QMenu *>(u"settingsMenu"_s)->popup({100, 100});
    else if (what == "tag"_L1)
        click(u"addTagButton"_s);
    else if (what == "image"_L1)
        lookAtImage();
    else if (what == "composer menu"_L1)
        askMenu(*composer);
    else if (what == "transcript menu"_L1)
        askMenu(*m_scene->find<TranscriptView>(u"transcript-"_s + user));
}

void AccessTest::everyWindowCanBeRead()
{
    QFETCH(const QString, what);
    if (what == "nothing to do"_L1) {
        m_scene = std::make_unique<DeskScene>();
        m_scene->show();
    } else {
        open(what);
    }
    QStringList troubles;
    const auto windows = QApplication::topLevelWidgets();
    for (QWidget *window : windows) {
        const bool isOurs = window->isVisible() && !window->inherits("QFileDialog")
            && !window->inherits("QTipLabel");
        if (isOurs)
            troubles += accessTroubles(*window) + mouseOnly(*window);
    }
    QVERIFY2(troubles.isEmpty(), qPrintable(u'\n' + troubles.join(u'\n')));
}

void AccessTest::whatIsPaintedByHandSaysWhatItShows()
{
    for (const char *name : {"presenceRing", "loadBar", "rail", "board", "customerPanel"}) {
        const QWidget *widget = m_scene->find(QString::fromLatin1(name));
        QVERIFY2(widget, name);
        QVERIFY2(!widget->accessibleName().isEmpty(), name);
    }
}

void AccessTest::everyMenuEntryHasWords()
{
    const auto menus = m_scene->window->findChildren<QMenu *>();
    QVERIFY(menus.size() >= 2);
    for (const QMenu *menu : menus) {
        for (const QAction *action : menu->actions())
            QVERIFY(action->isSeparator() || !action->text().isEmpty());
    }
}

QTEST_MAIN(AccessTest)
#include "tst_access.moc"
