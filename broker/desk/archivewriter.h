// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "broker/protocol/ids.h"

#include <QByteArray>
#include <QDataStream>
#include <QHash>
#include <QJsonObject>
#include <QList>
#include <QMap>
#include <QSet>
#include <QVariantMap>

#include <algorithm>
#include <chrono>
#include <concepts>
#include <optional>
#include <type_traits>

//! Values as bytes and back. What a type consists of is said once, for both ways: by a static
//! `pass(archive, value)` in it, or a function of that name beside it. The same value gives the
//! same bytes: what has no order of its own is written in the order of its keys. Only for this
//! machine to read again: numbers are as it has them.
namespace sermo::desk
{

template <typename T>
concept Scalar = std::is_arithmetic_v<T> || std::is_enum_v<T>;
template <typename T, typename U>
concept Is = std::same_as<std::remove_cv_t<T>, U>; //!< U, or U that may not be changed

class ArchiveWriter
{
public:
    explicit ArchiveWriter(QByteArray &bytes)
        : m_bytes(bytes)
    {
    }

    template <typename... T>
    void operator()(const T &...values)
    {
        (put(values), ...);
    }

private:
    template <Scalar T>
    void put(T value)
    {
        m_bytes.append(reinterpret_cast<const char *>(&value), qsizetype(sizeof value));
    }
    void put(const QByteArray &value)
    {
        put(value.size());
        m_bytes.append(value);
    }
    void put(const QString &value) // UTF-16 as it is: half a pair of surrogates stays one
    {
        put(value.size());
        m_bytes.append(reinterpret_cast<const char *>(value.utf16()),
                       value.size() * qsizetype(sizeof(char16_t)));
    }
    void put(const QJsonObject &value) // not as JSON, which is UTF-8
    {
        QByteArray bytes;
        QDataStream out(&bytes, QIODeviceBase::WriteOnly);
        out.setVersion(QDataStream::Qt_6_4);
        out << value.toVariantMap();
        put(bytes);
    }
    template <typename Tag>
    void put(const Id<Tag> &value)
    {
        put(value.value());
    }
    template <typename Flag>
    void put(QFlags<Flag> value)
    {
        put(value.toInt());
    }
    void put(std::chrono::milliseconds value) { put(qint64(value.count())); }
    template <typename T>
    void put(const std::optional<T> &value)
    {
        put(value.has_value());
        if (value)
            put(*value);
    }
    template <typename T>
    void put(const QList<T> &values)
    {
        put(values.size());
        for (const T &value : values)
            put(value);
    }
    template <typename K, typename V>
    void put(const QHash<K, V> &values)
    {
        QList<K> keys = values.keys();
        std::ranges::sort(keys);
        put(keys.size());
        for (const K &key : std::as_const(keys)) {
            put(key);
            put(*values.constFind(key));
        }
    }
    template <typename K, typename V>
    void put(const QMap<K, V> &values)
    {
        put(values.size());
        for (auto it = values.cbegin(); it != values.cend(); ++it) {
            put(it.key());
            put(it.value());
        }
    }
    template <typename K>
    void put(const QSet<K> &values)
    {
        QList<K> sorted = values.values();
        std::ranges::sort(sorted);
        put(sorted);
    }
    template <typename T>
    void put(const T &value) requires std::is_class_v<T>
    {
        if constexpr (requires { T::pass(*this, value); })
            T::pass(*this, value);
        else
            pass(*this, value);
    }

    QByteArray &m_bytes;
};

} // namespace sermo::desk
