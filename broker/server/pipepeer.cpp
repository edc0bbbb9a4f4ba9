// SPDX-License-Identifier: GPL-3.0-or-later
#include "broker/server/pipepeer.h"

using namespace Qt::StringLiterals;

namespace sermo::server
{

PipePeer::PipePeer(std::unique_ptr<PipeEnd> end, const desk::Sender &identity, QObject *parent)
    : Peer(parent)
    , m_end(std::move(end))
{
    setIdentity(identity);
    connect(m_end.get(), &PipeEnd::received, this, &PipePeer::handleReceived);
    connect(m_end.get(), &PipeEnd::closed, this, &PipePeer::handleClosed);
    connect(m_end.get(), &PipeEnd::taken, this, &Peer::drained);
}

void PipePeer::send(const Parcel::Ptr &parcel)
{
    if (!m_open)
        return;
    m_end->send(parcel->payload());
    if (backlog() <= ApplicationBacklog)
        return;
    emit cutOff();
    close(CloseCode::TooSlow, u"too slow a reader"_s);
}

void PipePeer::close(CloseCode code, const QString &reason)
{
    if (!m_open)
        return;
    m_open = false;
    m_end->close(code, reason);
    // Whether or not the pipe tells its own side too: closed() comes once, and never out of this
    // call.
    QMetaObject::invokeMethod(this, &PipePeer::handleClosed, Qt::QueuedConnection);
}

void PipePeer::handleReceived(const QList<QByteArray> &frames)
{
    for (const QByteArray &frame : frames) {
        if (!m_open)
            return;
        if (frame.size() > EventFrame::MaxBytes)
            return close(CloseCode::TooLarge, u"a frame may hold 64 KiB"_s);
        emit received(frame);
    }
}

void PipePeer::handleClosed()
{
    m_open = false;
    if (std::exchange(m_closedTold, true))
        return;
    emit closed();
}

} // namespace sermo::server
