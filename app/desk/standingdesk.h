// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/desk/brokerthread.h"
#include "app/desk/deskoptions.h"
#include "app/desk/hostedoffice.h"
#include "app/desk/luggage.h"
#include "ui/model/knownhosts.h"
#include "ui/model/standbyoffice.h"

#include <QPointer>
#include <QTimer>

#include <functional>
#include <utility>

namespace sermo::app
{

//! Two desks that are one, as this one is told and asked of it: asks the pair in the broker's
//! thread how the two are, once a second, and keeps in the data directory what is agreed. The
//! broker thread outlives it. GUI thread.
class StandingDesk final : public model::StandbyOffice
{
    Q_OBJECT
public:
    //! `broker`: of one of two; null: this desk is none, and may become one.
    StandingDesk(const DeskOptions &options, BrokerThread *broker, QObject *parent = nullptr);

    //! Whether a host is one of the team that this desk has joined. Until it is set, none is.
    using IsOfTeam = std::function<bool(const model::KnownHosts::Host &)>;
    void setTeam(IsOfTeam isOfTeam) { m_isOfTeam = std::move(isOfTeam); }
    //! It serves, and its settings can be asked; null: it does so no longer.
    void setOffice(HostedOffice *office);
    //! Its settings have been saved here: the successor shall go by them, too.
    void handleConfigured();

    [[nodiscard]] const State &state() const override { return m_state; }
    [[nodiscard]] QUrl address() const override;
    void invite(QObject *context, const Invited &done) override;
    void begin() override { emit beginRequested(false); }
    [[nodiscard]] QString standBy(const model::Invitation &invitation, const QUrl &here,
                                  bool takesOver) override;
    void change(bool takesOver, const QUrl &otherPublic) override;
    void decide(Word word) override;
    void end() override { emit beginRequested(true); }

    void poll(); //!< asks how the two are; called every second

signals:
    void beginRequested(bool endsStanding); //!< the desk is to begin anew

private:
    void judge();
    //! Files that lie there until a person takes them away.
    struct Put {
        QStringList logs, settings;
    };
    void handleStatus(const QJsonObject &told, const Put &aside);
    void handleFound(const QUrl &at, const QByteArray &pin);
    void tellLuggage();
    void handleLuggage(const QJsonObject &luggage);
    [[nodiscard]] luggage::Place place() const { return {m_options.dataDir, m_options.configFile}; }
    [[nodiscard]] QByteArray taken() const;
    void amend(const std::function<void(Standing &)> &change);
    void keepInvited(const Standing &standing, const Invited &done);

    const DeskOptions m_options;
    QPointer<BrokerThread> m_broker;
    QPointer<HostedOffice> m_office;
    IsOfTeam m_isOfTeam;
    State m_state;
    QStringList m_files; //!< of its own settings
    QTimer m_second;
};

} // namespace sermo::app
