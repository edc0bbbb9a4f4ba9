// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "broker/protocol/result.h"
#include "ui/model/invitation.h"

#include <QObject>

#include <functional>

namespace sermo::model
{

//! Two desks that are one: what can be asked and decided of that at one of them. Implemented by the
//! application, which knows the broker; settings, the bar that offers and tests know this alone.
//! GUI thread.
class StandbyOffice : public QObject
{
    Q_OBJECT
public:
    //! What this desk can be made.
    enum class Setup : quint8 {
        Nothing, //!< it listens on this computer alone
        Inviting, //!< it hosts: another one may be invited to stand by
        StandingBy, //!< it has joined a team: it may stand by for its host
        Done, //!< it is one of two
    };
    enum class Phase : quint8 {
        Starting, //!< nothing is known yet
        Asking, //!< it hosts, and the other one, which may have taken over, is asked first
        Serving,
        Aside, //!< it hosts, and serves nobody while it does not hear the other one
        Following,
        Offering, //!< the host is gone, and somebody has to say so
    };
    struct State {
        Setup setup = Setup::Nothing;
        Phase phase = Phase::Starting;
        bool isLinked = false; //!< the other one is heard
        bool isInStep = false; //!< both have all that was acknowledged
        bool takesOver = false; //!< by itself, as the one that stands by; else it offers
        bool hasTrouble = false; //!< the two do not fit together: people must look
        qint64 silentSeconds = 0; //!< since the host was heard, when it is gone; of asking; aside
        QUrl other; //!< where the other one is; empty: it has not come yet
        QUrl otherPublic; //!< where clients reach it; empty: as this desk does
        QString apart; //!< the file of what only this desk had; empty: none
        QString settingsApart; //!< the files of what only it was set to; empty: none
        QString settingsTrouble; //!< why the host's settings are not kept here; empty: they are

        friend bool operator==(const State &, const State &) = default;
    };
    enum class Word : quint8 {
        TakeOver, //!< the host is gone
        GoOnAlone, //!< the other one is gone and has not taken over
    };
    //! The link for the other desk; or why there is none.
    using Invited = std::function<void(const Result<QString, QString> &link)>;

    using QObject::QObject;
    [[nodiscard]] virtual const State &state() const = 0;
    //! As others reach this desk: what is proposed where it is asked.
    [[nodiscard]] virtual QUrl address() const = 0;

    //! This desk is one of two when it begins anew: see begin().
    virtual void invite(QObject *context, const Invited &done) = 0;
    virtual void begin() = 0;
    //! Why not; empty: the desk begins anew as the one that stands by.
    [[nodiscard]] virtual QString standBy(const Invitation &invitation, const QUrl &here,
                                          bool takesOver)
        = 0;
    //! State::takesOver, State::otherPublic. The desk begins anew.
    virtual void change(bool takesOver, const QUrl &otherPublic) = 0;
    virtual void decide(Word word) = 0;
    virtual void end() = 0; //!< it is one alone; the desk begins anew

signals:
    void changed();
};

} // namespace sermo::model
