// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "broker/protocol/result.h"

#include <QJsonObject>
#include <QLocalServer>
#include <QObject>

#include <chrono>
#include <functional>
#include <memory>
#include <optional>

class QLocalSocket;

namespace sermo::server
{

class SocketPath;

//! Lets `sermo-broker key …` speak to a broker that runs (contract 1): a local socket in the data
//! directory, for its owner alone, however long the directory's name is. One JSON object a line,
//! one line back. Lives in the broker's thread.
class ControlSocket : public QObject
{
    Q_OBJECT
public:
    using Answer = std::function<void(const QJsonObject &)>; //!< may come later, once
    using Handler = std::function<void(const QJsonObject &order, const Answer &answer)>;

    explicit ControlSocket(Handler handler, QObject *parent = nullptr);
    ~ControlSocket() override;

    //! False: nobody can be heard there, for the reason said.
    [[nodiscard]] Result<void, QString> listen(const QString &dataDirectory);

    //! The other side: one order to the broker that runs on this directory. The error is one line
    //! for a person; nothing: no broker runs there. Blocks, for command lines.
    [[nodiscard]] static std::optional<Result<QJsonObject, QString>> ask(
        const QString &dataDirectory, const QJsonObject &order,
        std::chrono::milliseconds patience = std::chrono::seconds(10));

private:
    void handleConnection();
    void handleLine(QLocalSocket *socket);

    const Handler m_handler;
    std::unique_ptr<SocketPath> m_path; //!< as long as the server listens there
    QLocalServer m_server;
};

} // namespace sermo::server
