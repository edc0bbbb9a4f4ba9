// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "broker/server/configuration.h"

#include <QJsonObject>
#include <QJsonValue>

#include <functional>
#include <optional>

namespace sermo::server
{

//! Reads one JSON object key by key, keeping the path and the first thing that is wrong. What was
//! not asked for by finish() is an unknown key. Used on the stack, by Configuration::parse() only.
class ConfigReader
{
public:
    //! What all readers of one file share.
    struct Reading {
        std::optional<Configuration::Error>
            error; //!< the first: what comes after it may follow from it
        QStringList asked; //!< the paths of all keys that were asked for, there or not
    };

    ConfigReader(QJsonValue value, QString path, Reading &reading);

    void read(QLatin1StringView key, QString &out);
    void read(QLatin1StringView key, bool &out);
    void read(QLatin1StringView key, double &out, double atLeast);
    void read(QLatin1StringView key, int &out, int atLeast, int atMost = 1'000'000'000);
    void read(QLatin1StringView key, QStringList &out,
              const std::function<bool(const QString &)> &isGood, QLatin1StringView expected);

    //! A nested object; `body` is not called when the key is absent.
    void object(QLatin1StringView key, const std::function<void(ConfigReader &)> &body);
    //! An array of objects; true when the key is there.
    bool list(QLatin1StringView key, const std::function<void(ConfigReader &)> &body);

    [[nodiscard]] QStringList keys() const { return m_object.keys(); }
    [[nodiscard]] bool has(QLatin1StringView key) const { return m_object.contains(key); }
    void fail(QLatin1StringView key, const QString &message);
    //! Refuses every key that nobody asked for.
    void finish();

private:
    [[nodiscard]] QJsonValue take(QLatin1StringView key);
    [[nodiscard]] QString pathOf(QStringView key) const;
    void failAt(const QString &path, const QString &message);

    QJsonObject m_object;
    QString m_path;
    QStringList m_asked;
    Reading &m_reading;
};

} // namespace sermo::server
