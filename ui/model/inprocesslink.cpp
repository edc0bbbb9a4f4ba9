// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/model/inprocesslink.h"

namespace sermo::model
{

InProcessLink::InProcessLink(Connector connector, Reconnection reconnection, QObject *parent)
    : EventLink(parent)
    , m_connector(std::move(connector))
    , m_reconnection(std::move(reconnection))
{
    m_retry.setSingleShot(true);
    connect(&m_retry, &QTimer::timeout, this, &InProcessLink::connectNow);
    connect(&m_pacer, &FramePacer::due, this, &InProcessLink::framesReceived);
}

InProcessLink::~InProcessLink()
{
    if (m_end)
        m_end->disconnect(this);
}

void InProcessLink::open(const Resume &resume)
{
    if (m_state == State::Connecting || m_state == State::Online)
        return;
    setResume(resume);
    setState(State::Connecting);
    m_retry.start(0); // like a socket: nobody is told of success while still in open()
}

void InProcessLink::close()
{
    m_retry.stop();
    m_pacer.clear();
    if (m_end) {
        m_end->disconnect(this);
        m_end->close(CloseCode::Normal);
        m_end.reset();
    }
    setState(State::Offline);
}

void InProcessLink::send(const QByteArray &frame)
{
    if (m_state == State::Online)
        m_end->send(frame);
}

void InProcessLink::connectNow()
{
    setState(State::Connecting);
    m_end = m_connector(resume());
    if (!m_end) {
        retryLater(tr("The broker is not running"));
        return;
    }
    connect(m_end.get(), &PipeEnd::received, this, [this](const QList<QByteArray> &frames) {
        m_reconnection.succeeded(); // it talks: a broker that hangs up at once is none
        m_pacer.add(frames);
    });
    connect(m_end.get(), &PipeEnd::closed, this, &InProcessLink::handleClosed);
    setState(State::Online);
}

void InProcessLink::handleClosed(CloseCode code, const QString &reason)
{
    m_end->disconnect(this);
    m_end.release()->deleteLater(); // it is telling us right now
    m_pacer.flush(); // what came before the loss came
    if (code == CloseCode::NotAuthorised)
        setState(State::Refused,
                 reason.isEmpty() ? tr("The broker does not accept this desk") : reason);
    else
        retryLater(code == CloseCode::Draining ? tr("The broker is shutting down") : reason);
}

void InProcessLink::retryLater(const QString &why)
{
    m_retry.start(m_reconnection.next());
    setState(State::Offline, why);
}

void InProcessLink::setState(State state, const QString &why)
{
    if (m_state == state)
        return;
    m_state = state;
    emit stateChanged(state, why);
}

} // namespace sermo::model
