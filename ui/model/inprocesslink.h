// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "broker/protocol/clock.h"
#include "broker/protocol/pipe.h"
#include "ui/model/eventlink.h"
#include "ui/model/framepacer.h"
#include "ui/model/reconnection.h"

#include <QTimer>

#include <functional>
#include <memory>

namespace sermo::model
{

//! A link to the broker of this very process, through a pipe that the broker treats like any
//! socket (architecture, rule 4).
class InProcessLink : public EventLink
{
    Q_OBJECT
public:
    //! Makes a pipe, gives the far end to the broker (in its thread) and returns the near one;
    //! null: there is no broker now.
    using Connector = std::function<std::unique_ptr<PipeEnd>(const Resume &resume)>;

    explicit InProcessLink(Connector connector, Reconnection reconnection = Reconnection(),
                           QObject *parent = nullptr);
    ~InProcessLink() override;

    void open(const Resume &resume) override;
    void close() override;
    void send(const QByteArray &frame) override;
    [[nodiscard]] State state() const override { return m_state; }

private:
    void connectNow();
    void handleClosed(CloseCode code, const QString &reason);
    void retryLater(const QString &why);
    void setState(State state, const QString &why = {});

    Connector m_connector;
    Reconnection m_reconnection;
    SystemClock m_clock;
    FramePacer m_pacer{m_clock};
    std::unique_ptr<PipeEnd> m_end;
    QTimer m_retry;
    State m_state = State::Offline;
};

} // namespace sermo::model
