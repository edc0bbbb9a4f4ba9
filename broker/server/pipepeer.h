// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "broker/protocol/pipe.h"
#include "broker/server/peer.h"

namespace sermo::server
{

//! An application in this process: the desk that hosts, the reception bot. Same checks, same rules.
class PipePeer final : public Peer
{
    Q_OBJECT
public:
    PipePeer(std::unique_ptr<PipeEnd> end, const desk::Sender &identity, QObject *parent);

    void send(const Parcel::Ptr &parcel) override;
    void close(CloseCode code, const QString &reason) override;
    [[nodiscard]] bool isOpen() const override { return m_open; }
    [[nodiscard]] qint64 backlog() const override { return m_end->pendingBytes(); }
    void pulse(Instant) override {} //!< both ends live and die with the process

private:
    void handleReceived(const QList<QByteArray> &frames);
    void handleClosed();

    std::unique_ptr<PipeEnd> m_end;
    bool m_open = true;
    bool m_closedTold = false;
};

} // namespace sermo::server
