// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/console/twocolumns.h"

#include "tests/imaging/images.h"
#include "ui/console/attachmentstrip.h"

#include <QAction>
#include <QApplication>
#include <QClipboard>
#include <QLineEdit>

using namespace Qt::StringLiterals;

namespace sermo::test
{

void TwoColumns::bringTwo()
{
    m_scene->bringToAgent(Karin, u"Karin Lund"_s);
    composer()->setFocus();
    m_scene->acknowledgeAll();
    m_scene->link.forgetSent();
}

QWidget *TwoColumns::keyboard() const
{
    QWidget *focus = QApplication::focusWidget();
    return focus ? focus : m_scene->window.get();
}

void TwoColumns::act(const QString &name)
{
    auto *action = m_scene->window->findChild<QAction *>(u"action-"_s + name);
    QVERIFY2(action, qPrintable(name));
    action->trigger();
}

void TwoColumns::loseToSara(const QString &user)
{
    m_scene->internal(user, u"claim_session"_s, {{u"agentId"_s, u"sara"_s}, {u"force"_s, true}});
}

QLineEdit *TwoColumns::openElsewhere()
{
    auto *view = new QWidget;
    auto *field = new QLineEdit(view);
    m_scene->window->insertView(1, u"elsewhereTab"_s, u"Elsewhere"_s, view);
    m_scene->window->showView(view);
    field->resize(200, 30);
    field->setFocus();
    return field;
}

QStringList TwoColumns::sentTo(const QString &user) const
{
    QStringList texts;
    for (const QJsonObject &text : m_scene->link.sentOfType(u"text"_s)) {
        if (text["userId"_L1] == user)
            texts += text["text"_L1].toString();
    }
    return texts;
}

void TwoColumns::attachPicture()
{
    m_scene->images.isHeld = true;
    QGuiApplication::clipboard()->setImage(picture(64, 48));
    composer()->setFocus();
    press(Qt::Key_V, Qt::ControlModifier);
    QTRY_COMPARE(attachments(), QStringList{u"uploading"_s});
    QTRY_COMPARE(m_scene->images.uploads.size(), 1);
}

QStringList TwoColumns::attachments() const
{
    return m_scene->find<ui::AttachmentStrip>(u"attachments-robin"_s)->states();
}

} // namespace sermo::test
