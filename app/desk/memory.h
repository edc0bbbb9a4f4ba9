// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/desk/deskoptions.h"
#include "ui/model/consolecontroller.h"
#include "ui/style/theme.h"

#include <QObject>
#include <QSettings>
#include <QTimer>

#include <chrono>
#include <optional>

namespace sermo::app
{

//! What sermo-desk remembers from one start to the next: how it hosted, who the agent is, how it
//! looks. The user's own settings file, at once with each change; what cannot be written is kept
//! and written with the next one, or after a while. GUI thread.
class Memory : public QObject
{
    Q_OBJECT
public:
    explicit Memory(std::chrono::milliseconds again = std::chrono::seconds(30));

    //! The options given, and for those not given what is remembered or usual.
    [[nodiscard]] DeskOptions complete(DeskOptions given) const;
    [[nodiscard]] Endpoint endpoint() const; //!< where it hosted last, or would
    //! After a start that succeeded: the same again next time. Joining by options is not
    //! remembered; by an invitation it is, since whoever was invited has no options to give.
    void keep(const DeskOptions &options);
    void forgetInvitation(); //!< it hosts from now on
    //! Whether this desk serves a team so far to which that invitation does not lead.
    [[nodiscard]] bool hasAnotherTeam(const DeskOptions &invited) const;

    [[nodiscard]] ui::Theme::Mode themeMode() const;
    void setThemeMode(ui::Theme::Mode mode);
    //! What the agent was when he last said so himself; at first available: whoever opens a desk
    //! has come to serve, and a team of one shall see its first customer arrive without asking how.
    [[nodiscard]] model::ConsoleController::Status status() const;
    void setStatus(
        model::ConsoleController::Status status); //!< offline is how one leaves: not kept
    [[nodiscard]] QByteArray geometry() const;
    void setGeometry(const QByteArray &geometry);

signals:
    void saved();
    void saveFailed(const QString &why);

private:
    void save();
    [[nodiscard]] Result<void, QString> saveInvitation();
    [[nodiscard]] QString configFileFor(const QString &dataDir) const;
    [[nodiscard]] static QString invitationFile();
    [[nodiscard]] std::optional<DeskOptions> invited() const;
    [[nodiscard]] DeskOptions asKnown(const DeskOptions &clicked) const;

    mutable QSettings m_settings;
    std::optional<QString> m_invitation; //!< to be written; empty: to be forgotten
    QTimer m_again;
};

} // namespace sermo::app
