// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QList>
#include <QObject>

namespace sermo::model
{

//! A console's connection to a broker, whether in this process or on another machine. Frames are
//! whole events as bytes. Lives in the GUI thread and never blocks it. Once opened it comes back by
//! itself after every loss, until closed or refused.
//! Implementations: InProcessLink, WebSocketLink; one conformance suite runs over both.
class EventLink : public QObject
{
    Q_OBJECT
public:
    enum class State : quint8 {
        Offline,
        Connecting,
        Online,
        Refused, //!< key or certificate wrong: no retry
    };
    Q_ENUM(State)

    //! Where a reconnecting client resumes (contract 2: `since`, `epoch`; 0 and empty: live only,
    //! after `replay=open`).
    struct Resume {
        quint64 since = 0;
        QString epoch;

        [[nodiscard]] bool isFresh() const { return since == 0 || epoch.isEmpty(); }
        friend bool operator==(const Resume &, const Resume &) = default;
    };

    using QObject::QObject;
    virtual void open(const Resume &resume) = 0;
    virtual void close() = 0;
    virtual void send(const QByteArray &frame) = 0; //!< only while Online; otherwise dropped
    [[nodiscard]] virtual State state() const = 0;

    //! What the next reconnection shall ask for: told after each batch, since only the reader
    //! knows.
    void setResume(const Resume &resume) { m_resume = resume; }
    [[nodiscard]] const Resume &resume() const { return m_resume; }

signals:
    void framesReceived(const QList<QByteArray> &frames); //!< once a frame, at most
    //! `why`: one sentence for the agent, empty where there is nothing to explain.
    void stateChanged(sermo::model::EventLink::State state, const QString &why);

private:
    Resume m_resume;
};

} // namespace sermo::model
