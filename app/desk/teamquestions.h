// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/model/invitation.h"

#include <QObject>
#include <QPointer>

#include <functional>

class QMessageBox;
class QWidget;

namespace sermo::ui
{
class FirstStart;
}

namespace sermo::app
{

//! What a desk asks its user about whose desk it is. They open over the window where there is one,
//! each once at most. The answers come later, and never once this is gone. GUI thread.
class TeamQuestions : public QObject
{
    Q_OBJECT
public:
    using QObject::QObject;
    ~TeamQuestions() override; //!< takes away what it asks without a window

    void setWindow(QWidget *window) { m_window = window; }

    //! Host for a team or join one; not at the first start: join one, by this invitation perhaps.
    //! Where that is being asked already, the invitation is filled in.
    void askForTeam(const QString &name, const QString &invitation, bool isFirst);
    [[nodiscard]] bool isAskingForTeam() const { return !m_firstStart.isNull(); }
    //! Any page may have such a link, and one click opens it: who has a team does not lose it by
    //! that. What was asked before is asked no longer, and has no answer.
    void askBeforeJoining(const QUrl &broker, const std::function<void(bool joins)> &answered);
    //! It is one of two, and cannot end that now.
    void tellWhyItStays(const QString &why, const std::function<void()> &read);
    //! The window, and what is asked, before all others on the screen.
    void comeForward();

signals:
    void hostChosen(const QString &name, bool forTeam);
    void joinChosen(const sermo::model::Invitation &invitation);
    void noticed(const QString &text); //!< for a moment's notice

private:
    QMessageBox *boxOf(const QString &name, const QString &text, const QString &more);

    QPointer<QWidget> m_window;
    QPointer<ui::FirstStart> m_firstStart;
    QPointer<QMessageBox> m_box;
};

} // namespace sermo::app
