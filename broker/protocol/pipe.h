// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "broker/protocol/errors.h"

#include <QByteArray>
#include <QList>
#include <QObject>

#include <memory>
#include <utility>

namespace sermo {

//! One end of a connection inside the process, for a desk that hosts its broker: frames go across
//! threads in order, as values, in batches. It knows nothing of events; the router's end is a peer
//! like a socket's and passes the same checks (architecture, rule 4).
//! Each end lives in its own thread and is used there only.
class PipeEnd : public QObject
{
    Q_OBJECT
public:
    using Pair = std::pair<std::unique_ptr<PipeEnd>, std::unique_ptr<PipeEnd>>;

    //! Two crossed ends in the calling thread; move one where it is to live.
    [[nodiscard]] static Pair make();
    ~PipeEnd() override; //!< closes, as close() does

    void send(const QByteArray &frame); //!< batched: one queued call a loop round
    void close(CloseCode code, const QString &reason = {});
    [[nodiscard]] bool isOpen() const;

signals:
    void received(const QList<QByteArray> &frames);
    void closed(sermo::CloseCode code, const QString &reason); //!< once; by the other end or this

private:
    PipeEnd() = default;
    struct Shared;
    std::shared_ptr<Shared> m_shared;
    QList<QByteArray> m_outgoing;
};

} // namespace sermo
