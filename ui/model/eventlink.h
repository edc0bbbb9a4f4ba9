// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QList>
#include <QObject>

namespace sermo::model {

//! A console's connection to a broker, whether in this process or on another machine. Frames are
//! whole events as bytes. Lives in the GUI thread and never blocks it.
//! Implementations: InProcessLink, WebSocketLink; one conformance suite runs over both.
class EventLink : public QObject
{
    Q_OBJECT
public:
    enum class State : quint8 { Offline, Connecting, Online, Refused /*!< key or certificate wrong: no retry */ };
    Q_ENUM(State)

    //! Where a reconnecting client resumes (contract 2: `since`, `epoch`; 0 and empty: live only,
    //! after `replay=open`).
    struct Resume { quint64 since = 0; QString epoch; };

    using QObject::QObject;
    virtual void open(const Resume &resume) = 0;
    virtual void close() = 0;
    virtual void send(const QByteArray &frame) = 0; //!< only while Online; otherwise dropped
    [[nodiscard]] virtual State state() const = 0;

signals:
    void framesReceived(const QList<QByteArray> &frames);
    void stateChanged(sermo::model::EventLink::State state, const QString &why);
};

} // namespace sermo::model
