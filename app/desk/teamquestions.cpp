// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/desk/teamquestions.h"

#include "ui/settings/firststart.h"

#include <QApplication>
#include <QMessageBox>
#include <QProcess>
#include <QPushButton>

#include <cstdio>

using namespace Qt::StringLiterals;

namespace sermo::app
{

TeamQuestions::~TeamQuestions()
{
    delete m_box;
}

void TeamQuestions::askForTeam(const QString &name, const QString &invitation, bool isFirst)
{
    const bool isOpen = isAskingForTeam();
    if (!isOpen) {
        m_firstStart = new ui::FirstStart(name, m_window);
        connect(m_firstStart, &ui::FirstStart::hostChosen, this, &TeamQuestions::hostChosen);
        connect(m_firstStart, &ui::FirstStart::joinChosen, this, &TeamQuestions::joinChosen);
        connect(m_firstStart, &ui::FirstStart::tryRequested, this, [this] {
            // A program of its own, so that nothing of it comes near what is here.
            if (!QProcess::startDetached(QCoreApplication::applicationFilePath(), {u"--demo"_s}))
                emit noticed(tr("The demonstration could not be started."));
        });
    }
    if (!isFirst)
        m_firstStart->askForInvitation(invitation);
    m_firstStart->open();
}

QMessageBox *TeamQuestions::boxOf(const QString &name, const QString &text, const QString &more)
{
    if (m_box) { // perhaps it is speaking yet
        m_box->disconnect(this);
        m_box->close();
    }
    m_box = new QMessageBox(QMessageBox::NoIcon, tr("Sermo Desk"), text, QMessageBox::NoButton,
                            m_window);
    m_box->setObjectName(name);
    m_box->setTextFormat(Qt::PlainText);
    m_box->setInformativeText(more);
    m_box->setAttribute(Qt::WA_DeleteOnClose);
    return m_box;
}

void TeamQuestions::askBeforeJoining(const QUrl &broker,
                                     const std::function<void(bool joins)> &answered)
{
    const QString where = broker.toDisplayString();
    std::fprintf(stderr, "sermo-desk: asks whether to leave its team for %s\n",
                 qUtf8Printable(where));
    QMessageBox *box
        = boxOf(u"joinQuestion"_s, tr("Join the team at %1?").arg(where),
                tr("An invitation has opened this. Your desk serves another team so far, and "
                   "leaves it when you join."));
    box->setIcon(QMessageBox::Question);
    QPushButton *yes = box->addButton(tr("Join"), QMessageBox::AcceptRole);
    QPushButton *no = box->addButton(tr("Cancel"), QMessageBox::RejectRole);
    box->setDefaultButton(no);
    box->setEscapeButton(no);
    connect(box, &QMessageBox::finished, this,
            [box, yes, answered] { answered(box->clickedButton() == yes); });
    box->open();
}

void TeamQuestions::tellWhyItStays(const QString &why, const std::function<void()> &read)
{
    std::fprintf(stderr, "sermo-desk: cannot leave its team: %s\n", qUtf8Printable(why));
    QMessageBox *box
        = boxOf(u"joinRefused"_s, tr("Your desk cannot leave its team now"),
                tr("It is one of two desks, and open already. Quit it, then open the invitation "
                   "again. What stands in the way: %1")
                    .arg(why));
    box->setIcon(QMessageBox::Warning);
    connect(box, &QMessageBox::finished, this, read);
    box->open();
}

void TeamQuestions::comeForward()
{
    const QList<QWidget *> all{m_window, m_firstStart, m_box};
    for (QWidget *each : all) {
        if (!each)
            continue;
        each->setWindowState(each->windowState() & ~Qt::WindowMinimized);
        each->show();
        each->raise();
        each->activateWindow();
        QApplication::alert(each); // where the desktop lets nobody step before another
    }
}

} // namespace sermo::app
