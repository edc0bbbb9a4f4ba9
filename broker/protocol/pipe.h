// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "broker/protocol/errors.h"

#include <QByteArray>
#include <QList>
#include <QObject>

#include <memory>
#include <utility>

namespace sermo
{

//! One end of a connection inside the process, for a desk that hosts its broker: frames go across
//! threads in order, as values, in batches. It knows nothing of events; the router's end is a peer
//! like a socket's and passes the same checks (architecture, rule 4).
//! Each end lives in its own thread and is used there only; either may be destroyed at any time.
class PipeEnd : public QObject
{
    Q_OBJECT
public:
    using Pair = std::pair<std::unique_ptr<PipeEnd>, std::unique_ptr<PipeEnd>>;

    //! Two crossed ends in the calling thread; move one where it is to live.
    [[nodiscard]] static Pair make();
    ~PipeEnd() override; //!< closes, as close() does

    //! Never blocks. What is sent until the other end wakes up arrives there as one batch; what is
    //! sent when the pipe is closed is dropped.
    void send(const QByteArray &frame);
    //! What was sent before still arrives there, then closed(); what was not received here does
    //! not.
    void close(CloseCode code, const QString &reason = {});
    [[nodiscard]] bool isOpen() const; //!< neither end was closed

    //! Bytes sent and not yet received by the other end: what its slowness is judged by.
    [[nodiscard]] qsizetype pendingBytes() const;

signals:
    void received(const QList<QByteArray> &frames); //!< waits until someone is connected
    void closed(sermo::CloseCode code, const QString &reason); //!< once; by the other end or this
    void taken(); //!< the other end has received all that was pending when it woke up

protected:
    void connectNotify(const QMetaMethod &signal) override;

private:
    struct Shared;
    enum Side : quint8 { Left, Right };
    PipeEnd(std::shared_ptr<Shared> shared, Side side);
    void drain();
    void tellClosed();

    const std::shared_ptr<Shared> m_shared;
    const Side m_side;
    bool m_toldClosed = false;
};

} // namespace sermo
