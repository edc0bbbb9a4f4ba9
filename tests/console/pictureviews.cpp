// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/console/pictureviews.h"

#include "tests/console/deskscene.h"
#include "tests/console/scriptedstandby.h"
#include "ui/console/standbybar.h"
#include "ui/console/transcriptview.h"

#include <QAbstractButton>
#include <QAction>
#include <QApplication>
#include <QContextMenuEvent>
#include <QMenu>
#include <QPlainTextEdit>
#include <QTest>

#include <functional>

using namespace Qt::StringLiterals;

namespace sermo::test
{

namespace
{

const QString Mikael = u"mikael"_s;

void click(DeskScene &scene, const QString &button)
{
    scene.find<QAbstractButton>(button)->click();
}

void press(DeskScene &scene, Qt::Key key, Qt::KeyboardModifiers held = {})
{
    QTest::keyClick(scene.window.get(), key, held);
}

QWidget *opened(DeskScene &scene, const QString &action, const QString &window)
{
    scene.window->findChild<QAction *>(u"action-"_s + action)->trigger();
    return scene.find(window);
}

//! As large as on a screen of usual size: the one that is not there is small.
QWidget *openGuide(DeskScene &scene, const QString &action)
{
    QWidget *window = opened(scene, action, u"guideWindow"_s);
    window->resize(980, 700);
    return window;
}

QWidget *menuOf(QAbstractScrollArea &area)
{
    QContextMenuEvent event(QContextMenuEvent::Keyboard, area.rect().center(),
                            area.mapToGlobal(area.rect().center()));
    QApplication::sendEvent(area.viewport(), &event);
    return QApplication::activePopupWidget();
}

QWidget *popped(DeskScene &scene, const QString &menu)
{
    auto *shown = scene.window->findChild<QMenu *>(menu);
    shown->popup({100, 100});
    return shown;
}

QWidget *transfer(DeskScene &scene)
{
    click(scene, u"transferButton-"_s + Mikael);
    QTest::keyClick(scene.find(u"transferTargets"_s), Qt::Key_S);
    return scene.find(u"transferDialog"_s);
}

QWidget *palette(DeskScene &scene)
{
    press(scene, Qt::Key_K, Qt::ControlModifier);
    QTest::keyClicks(scene.find(u"paletteField"_s), u"a"_s);
    return scene.window.get();
}

QWidget *undo(DeskScene &scene)
{
    scene.preferences->change(&model::Preferences::Values::undoSeconds, 3);
    press(scene, Qt::Key_2, Qt::ControlModifier);
    QTest::keyClick(scene.find(u"composer-"_s + Mikael), Qt::Key_Return);
    return scene.window.get();
}

QWidget *find(DeskScene &scene)
{
    press(scene, Qt::Key_F, Qt::ControlModifier);
    QTest::keyClicks(QApplication::focusWidget(), u"adress"_s);
    return scene.window.get();
}

QWidget *guide(DeskScene &scene)
{
    QWidget *window = openGuide(scene, u"guide"_s);
    QTest::keyClick(scene.find(u"guideList"_s), Qt::Key_Down); // its chapter for agents
    return window;
}

//! A word that no dictionary knows, with what it may have been.
QWidget *spelling(DeskScene &scene)
{
    auto *composer = scene.find<QPlainTextEdit>(u"composer-"_s + Mikael);
    composer->setPlainText(u"Please wiat a moment "_s);
    QTextCursor word = composer->textCursor();
    word.setPosition(9);
    composer->setTextCursor(word);
    (void)QTest::qWaitFor([composer] { return !composer->extraSelections().isEmpty(); }, 1000);
    return menuOf(*composer);
}

//! One customer set aside: his card in the rail.
QWidget *aside(DeskScene &scene)
{
    click(scene, u"asideButton-"_s + Mikael);
    if (auto *menu = qobject_cast<QMenu *>(QApplication::activePopupWidget())) {
        menu->actions().constFirst()->trigger();
        menu->close();
    }
    return scene.window.get();
}

QWidget *asideMenu(DeskScene &scene)
{
    click(scene, u"asideButton-"_s + Mikael);
    return QApplication::activePopupWidget();
}

//! What a customer sent, looked at closely.
QWidget *image(DeskScene &scene)
{
    auto *transcript = scene.find<ui::TranscriptView>(u"transcript-"_s + Mikael);
    emit transcript->imageOpenRequested(ImageId(u"speedtest"_s));
    const QWidget *canvas = scene.find(u"imageCanvas"_s);
    (void)QTest::qWaitFor([canvas] { return canvas->isVisible(); }, 1000);
    return scene.find(u"imageViewer"_s);
}

//! What Robin talked about before.
QWidget *earlier(DeskScene &scene)
{
    press(scene, Qt::Key_1, Qt::ControlModifier);
    press(scene, Qt::Key_L, Qt::AltModifier);
    const QWidget *transcript = scene.find(u"earlierTranscript"_s);
    (void)QTest::qWaitFor([transcript] { return transcript && transcript->isVisible(); }, 1000);
    return scene.find(u"earlierWindow"_s);
}

//! Of a bubble with an image.
QWidget *transcriptMenu(DeskScene &scene)
{
    auto *transcript = scene.find<ui::TranscriptView>(u"transcript-"_s + Mikael);
    for (int row = 0; row < transcript->texts().size(); ++row) {
        if (!transcript->imageRect(row).isEmpty())
            transcript->setCurrentRow(row);
    }
    return menuOf(*transcript);
}

//! What a person has to decide when one of two hosts is gone.
QWidget *standby(DeskScene &scene, model::StandbyOffice::Phase phase)
{
    auto *office = new ScriptedStandby;
    office->setParent(scene.window.get());
    auto state = office->state();
    state.setup = model::StandbyOffice::Setup::Done;
    state.phase = phase;
    state.silentSeconds = 23;
    office->be(state);
    scene.window->addBar(new ui::StandbyBar(*office));
    return scene.window.get();
}

using Open = std::function<QWidget *(DeskScene &)>;

QMap<QString, Open> views()
{
    return {
        {u"transfer"_s, transfer},
        {u"palette"_s, palette},
        {u"undo"_s, undo},
        {u"find"_s, find},
        {u"guide"_s, guide},
        {u"spelling"_s, spelling},
        {u"aside"_s, aside},
        {u"asidemenu"_s, asideMenu},
        {u"image"_s, image},
        {u"earlier"_s, earlier},
        {u"before"_s,
         [](DeskScene &scene) {
             press(scene, Qt::Key_P, Qt::AltModifier);
             return scene.find(u"waitingWindow"_s);
         }},
        {u"transcriptmenu"_s, transcriptMenu},
        {u"takeover"_s,
         [](DeskScene &scene) { return standby(scene, model::StandbyOffice::Phase::Offering); }},
        {u"goon"_s,
         [](DeskScene &scene) { return standby(scene, model::StandbyOffice::Phase::Aside); }},
        {u"status"_s, [](DeskScene &scene) { return popped(scene, u"statusMenu"_s); }},
        {u"settingsmenu"_s, [](DeskScene &scene) { return popped(scene, u"settingsMenu"_s); }},
        {u"shortcuts"_s, [](DeskScene &scene) { return openGuide(scene, u"shortcuts"_s); }},
        {u"replies"_s,
         [](DeskScene &scene) { return opened(scene, u"replies"_s, u"repliesDialog"_s); }},
        {u"end"_s,
         [](DeskScene &scene) {
             click(scene, u"endButton-"_s + Mikael);
             return scene.find(u"endDialog"_s);
         }},
        {u"buttons"_s,
         [](DeskScene &scene) {
             click(scene, u"quickRepliesButton-"_s + Mikael);
             return scene.find(u"quickReplyDialog"_s);
         }},
        {u"emoji"_s,
         [](DeskScene &scene) {
             click(scene, u"emojiButton-"_s + Mikael);
             return scene.find(u"emojiPicker"_s);
         }},
    };
}

} // namespace

QStringList pictureViews()
{
    return views().keys();
}

QWidget *openView(DeskScene &scene, const QString &name)
{
    const Open open = views().value(name);
    return open ? open(scene) : scene.window.get();
}

} // namespace sermo::test
