// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/support/probe/flushwatch.h"

#include <QJsonObject>
#include <QLocalServer>
#include <QPointer>
#include <QWidget>

namespace sermo::probe
{

//! Eyes and hands for a test outside the process: answers one JSON object a line over a local
//! socket. It sees only what a user could (visible widgets, by objectName) and acts only as he
//! could (mouse and key events through the window system's door). Lives in the GUI thread.
//!
//!     {"id":1,"do":"get","name":"composer-…","property":"plainText"} →
//!     {"id":1,"ok":true,"value":…}
//!
//! Commands: names, get, click, type, key, menu, grab, resize, watch, stamps.
class Probe final : public QObject
{
    Q_OBJECT
public:
    explicit Probe(const QString &socketName);

private:
    using Answer = QJsonObject;

    void listen();
    void handleLine(class QLocalSocket *client, const QByteArray &line);
    [[nodiscard]] Answer answer(const QJsonObject &request);
    [[nodiscard]] Answer names(const QJsonObject &request) const;
    [[nodiscard]] Answer get(const QJsonObject &request) const;
    [[nodiscard]] Answer click(const QJsonObject &request) const;
    [[nodiscard]] Answer type(const QJsonObject &request) const;
    [[nodiscard]] Answer key(const QJsonObject &request) const;
    [[nodiscard]] Answer menu(const QJsonObject &request) const;
    [[nodiscard]] Answer grab(const QJsonObject &request) const;
    [[nodiscard]] Answer resize(const QJsonObject &request) const;
    [[nodiscard]] Answer watch(const QJsonObject &request);
    [[nodiscard]] Answer stamps(const QJsonObject &request);

    QString m_socketName;
    QLocalServer m_server;
    FlushWatch m_watch;
};

//! The visible widget with that objectName, or null.
[[nodiscard]] QWidget *visibleWidget(const QString &name);

} // namespace sermo::probe
