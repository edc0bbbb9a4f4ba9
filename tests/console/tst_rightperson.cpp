// SPDX-License-Identifier: GPL-3.0-or-later
// What is typed reaches the one it was meant for, or nobody: whatever goes, comes or is in front
// while the agent types.
#include "tests/console/writingscene.h"
#include "tests/imaging/images.h"
#include "ui/console/attachmentstrip.h"
#include "ui/console/chatboard.h"
#include "ui/console/chatcolumn.h"
#include "ui/console/palette.h"
#include "ui/console/transcriptview.h"
#include "ui/model/cannedreply.h"

#include <QAction>
#include <QApplication>
#include <QClipboard>
#include <QContextMenuEvent>
#include <QDialog>
#include <QJsonArray>
#include <QLineEdit>
#include <QMenu>
#include <QPointer>
#include <QTimer>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using namespace sermo;
using namespace sermo::ui;
using sermo::test::WritingScene;

class RightPersonTest : public WritingScene
{
    Q_OBJECT

private slots:
    void init();
    void cleanup() { end(); }
    void aMenuGoesWithItsTranscript();

private:
    void bringTwo(); //!< Robin and Karin; the keyboard is with Robin
    [[nodiscard]] QWidget *keyboard() const //!< where keys go
    {
        QWidget *focus = QApplication::focusWidget();
        return focus ? focus : m_scene->window.get();
    }
    void type(const QString &text) { QTest::keyClicks(keyboard(), text); }
    void hit(Qt::Key key, Qt::KeyboardModifiers held = {})
    {
        QTest::keyClick(keyboard(), key, held);
    }
    void loseToSara(const QString &user)
    {
        m_scene->internal(user, u"claim_session"_s,
                          {{u"agentId"_s, u"sara"_s}, {u"force"_s, true}});
    }
    [[nodiscard]] QStringList sentTo(const QString &user) const
    {
        QStringList texts;
        for (const QJsonObject &text : m_scene->link.sentOfType(u"text"_s)) {
            if (text["userId"_L1] == user)
                texts += text["text"_L1].toString();
        }
        return texts;
    }
    [[nodiscard]] QStringList states() const
    {
        return m_scene->find<AttachmentStrip>(u"attachments-robin"_s)->states();
    }
    void attachPicture();
    void openConsole() { click(u"consoleTab"_s); }
    QLineEdit *openElsewhere(); //!< another view with a field that has the keyboard
    void act(const QString &name)
    {
        auto *action = m_scene->window->findChild<QAction *>(u"action-"_s + name);
        QVERIFY2(action, qPrintable(name));
        action->trigger();
    }
};

void RightPersonTest::init()
{
    begin();
}

void RightPersonTest::bringTwo()
{
    m_scene->bringToAgent(Karin, u"Karin Lund"_s);
    composer()->setFocus();
    m_scene->acknowledgeAll();
    m_scene->link.forgetSent();
}

QLineEdit *RightPersonTest::openElsewhere()
{
    auto *view = new QWidget;
    auto *field = new QLineEdit(view);
    m_scene->window->insertView(1, u"elsewhereTab"_s, u"Elsewhere"_s, view);
    m_scene->window->showView(view);
    field->resize(200, 30);
    field->setFocus();
    return field;
}

void RightPersonTest::attachPicture()
{
    m_scene->images.isHeld = true;
    QGuiApplication::clipboard()->setImage(test::picture(64, 48));
    composer()->setFocus();
    press(Qt::Key_V, Qt::ControlModifier);
    QTRY_COMPARE(states(), QStringList{u"uploading"_s});
    QTRY_COMPARE(m_scene->images.uploads.size(), 1);
}

void RightPersonTest::aMenuGoesWithItsTranscript()
{
    auto *transcript = m_scene->find<TranscriptView>(u"transcript-robin"_s);
    const QPointer<QWidget> column = m_scene->find(u"column-robin"_s);
    QTimer::singleShot(0, this, [this] { m_scene->outbound(Robin, u"end_session"_s); });
    QContextMenuEvent asked(QContextMenuEvent::Mouse, QPoint(20, 20),
                            transcript->viewport()->mapToGlobal(QPoint(20, 20)));
    QApplication::sendEvent(transcript->viewport(), &asked);
    const QPointer<QMenu> menu = m_scene->window->findChild<QMenu *>(u"transcriptMenu"_s);
    QVERIFY(menu && menu->isVisible());
    QTRY_VERIFY(!column);
    QVERIFY(!menu);
}

QTEST_MAIN(RightPersonTest)
#include "tst_rightperson.moc"
