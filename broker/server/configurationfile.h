// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "broker/server/configuration.h"

#include <QJsonObject>

namespace sermo::server
{

//! The configuration file as settings change it: read, and written again as a whole, atomically,
//! after the same strict reading as at a start. What a person wrote into it stays as he wrote it,
//! but for what differs. Blocks for the disk: for a thread that may. No thread's own.
class ConfigurationFile
{
public:
    //! `botUsually`: whether the reception bot is on where the file leaves it open.
    ConfigurationFile(QString path, bool botUsually)
        : m_path(std::move(path))
        , m_botUsually(botUsually)
    {
    }

    //! What the file says with what counts where it is silent: platforms, queues, allocation, bot,
    //! announcements. A file that is not there says nothing.
    struct State {
        QJsonObject whole;
        QByteArray text; //!< as it was read
    };
    [[nodiscard]] Result<State, Configuration::Error> read() const;

    //! The text that says what `wanted.whole` does, and the configuration that it is. Refused where
    //! the file says something else by now than when `wanted` was read.
    struct Draft {
        QByteArray text;
        Configuration configuration;
    };
    [[nodiscard]] Result<Draft, Configuration::Error> draft(const State &wanted) const;
    //! For its owner's eyes: platforms have secrets in it.
    [[nodiscard]] Result<void, Configuration::Error> write(const QByteArray &text) const;

    [[nodiscard]] const QString &path() const { return m_path; }

private:
    [[nodiscard]] Result<QByteArray, Configuration::Error> contents() const;
    [[nodiscard]] QJsonObject filled(const QJsonObject &written) const;

    const QString m_path;
    const bool m_botUsually;
};

} // namespace sermo::server
