// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/model/standbyoffice.h"

#include <QStringList>

namespace sermo::test
{

//! Two desks that are one, as a test says they are; remembers what it is asked.
class ScriptedStandby final : public model::StandbyOffice
{
    Q_OBJECT
public:
    [[nodiscard]] const State &state() const override { return m_state; }
    [[nodiscard]] QUrl address() const override
    {
        return QUrl(QStringLiteral("https://192.168.1.9:8080"));
    }
    void invite(QObject *, const Invited &done) override { done(link); }
    void begin() override { asked += QStringLiteral("begin"); }
    [[nodiscard]] QString standBy(const model::Invitation &invitation, const QUrl &here,
                                  bool takesOver) override
    {
        asked += QStringLiteral("stand by for %1 at %2%3")
                     .arg(invitation.broker.toString(), here.toString(),
                          takesOver ? QStringLiteral(", take over") : QString());
        return trouble;
    }
    void change(bool takesOver, const QUrl &otherPublic) override
    {
        asked += (takesOver ? QStringLiteral("take over by itself") : QStringLiteral("offer"))
            + (otherPublic.isEmpty() ? QString() : QStringLiteral(", ") + otherPublic.toString());
    }
    void decide(Word word) override
    {
        asked += word == Word::TakeOver ? QStringLiteral("take over") : QStringLiteral("go on");
    }
    void end() override { asked += QStringLiteral("end"); }

    void be(const State &state)
    {
        m_state = state;
        emit changed();
    }
    void be(Phase phase)
    {
        State state = m_state;
        state.setup = Setup::Done;
        state.phase = phase;
        be(state);
    }

    QStringList asked;
    Result<QString, QString> link = QStringLiteral("sermo://stand-by?at=x");
    QString trouble; //!< what standBy() answers

private:
    State m_state;
};

} // namespace sermo::test
