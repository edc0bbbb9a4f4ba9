// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "broker/demo/colleague.h"

#include <QObject>
#include <QUrl>
#include <QWebSocket>

namespace sermo::demo
{

//! A colleague's application: a WebSocket of its own to `/events`, with an agent's key. Comes back
//! when it is cut.
class Workplace : public QObject
{
    Q_OBJECT
public:
    Workplace(const QUrl &broker, const QString &key, Person person, Colleague::Answers answers,
              QObject *parent = nullptr);
    ~Workplace() override;

    void advance(qint64 now); //!< of the demonstration's clock
    void comeBack(); //!< where the connection is gone

private:
    void open();
    void enter();
    void carryOut(const Colleague::Act &act);
    void send(const QString &type, const QString &direction, QJsonObject more);

    const QUrl m_address;
    Colleague m_colleague;
    QWebSocket m_socket;
    qint64 m_now = 0;
};

} // namespace sermo::demo
