// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/model/standbyoffice.h"
#include "ui/settings/settingspage.h"

#include <optional>

class QLabel;
class QLineEdit;
class QPlainTextEdit;
class QPushButton;
class QRadioButton;

namespace sermo::ui
{

class InvitationCard;

//! Two desks that are one: invites another one to stand by, makes this one stand by, or tells how
//! the two are. What it changes counts at once, and the desk begins anew by it.
class StandbyPage : public SettingsPage
{
    Q_OBJECT
public:
    explicit StandbyPage(model::StandbyOffice &office, QWidget *parent = nullptr);

    //! An invitation that somebody has opened: it stands in its field, and nothing has been done
    //! yet. Where this desk cannot stand by, the page says why.
    void offer(const QString &link);
    //! Something on the other pages is not saved: the desk begins anew only when it is, or is not
    //! wanted any more.
    void setUnsaved(bool isUnsaved);
    //! The window closes: an invitation that was made counts from then on, and nothing else waits.
    void leave();

private:
    [[nodiscard]] QWidget *inviting();
    [[nodiscard]] QWidget *standingBy();
    [[nodiscard]] QWidget *done();
    [[nodiscard]] static QString aboutPublic();
    [[nodiscard]] QWidget *choice(const QString &prefix, QRadioButton *&takesOver);
    void refresh();
    void showChange();
    void showWrong(bool isWrong);
    void read();
    void invite();
    void standBy();
    void begin();
    void judge();
    void askToEnd();
    void tell(const QString &trouble);

    model::StandbyOffice &m_office;
    QLabel *m_nothing, *m_trouble, *m_state, *m_read;
    QWidget *m_inviting, *m_standingBy, *m_done;
    QPushButton *m_invite, *m_go;
    QPushButton *m_apply, *m_end;
    InvitationCard *m_card;
    QPlainTextEdit *m_link;
    QLineEdit *m_here, *m_public;
    QLabel *m_publicWrong; //!< why it cannot be
    QRadioButton *m_takesOver, *m_isToTakeOver;
    bool m_isInviting = false; //!< the link is being made
    bool m_mayApply = false, m_mayEnd = false;
    bool m_isUnsaved = false; //!< on another page
    bool m_isToBegin = false; //!< when that is done
    bool m_wasTakingOver = false; //!< when it was last shown
    std::optional<QUrl> m_wasPublic; //!< the same
};

} // namespace sermo::ui
