// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "broker/desk/archivewriter.h"

#include <cstring>

namespace sermo::desk
{

//! What an ArchiveWriter wrote. What does not fit leaves it not ok(), and what was read so far is
//! nothing.
class ArchiveReader
{
public:
    explicit ArchiveReader(QByteArrayView bytes)
        : m_rest(bytes)
    {
    }

    template <typename... T>
    void operator()(T &...values)
    {
        (get(values), ...);
    }
    [[nodiscard]] bool isWhole() const { return m_ok && m_rest.isEmpty(); }

private:
    [[nodiscard]] QByteArrayView take(qsizetype size)
    {
        m_ok = m_ok && size >= 0 && size <= m_rest.size();
        if (!m_ok)
            return {};
        const QByteArrayView taken = m_rest.first(size);
        m_rest = m_rest.sliced(size);
        return taken;
    }
    //! Of things that take a byte each at least: more than there are bytes are none.
    [[nodiscard]] qsizetype takeCount()
    {
        qsizetype count = 0;
        get(count);
        m_ok = m_ok && count >= 0 && count <= m_rest.size();
        return m_ok ? count : 0;
    }

    template <typename T>
    [[nodiscard]] T read()
    {
        T value{};
        get(value);
        return value;
    }
    template <Scalar T>
    void get(T &value)
    {
        const QByteArrayView bytes = take(qsizetype(sizeof value));
        if (!bytes.isEmpty())
            std::memcpy(&value, bytes.data(), sizeof value);
    }
    void get(bool &value)
    {
        quint8 byte = 0;
        get(byte);
        m_ok = m_ok && byte <= 1;
        value = byte == 1;
    }
    void get(QByteArray &value) { value = take(takeCount()).toByteArray(); }
    void get(QString &value)
    {
        const qsizetype size = takeCount();
        const QByteArrayView bytes = take(size * qsizetype(sizeof(char16_t)));
        value.resize(bytes.size() / qsizetype(sizeof(char16_t)));
        if (!bytes.isEmpty())
            std::memcpy(value.data(), bytes.data(), size_t(bytes.size()));
    }
    void get(QJsonObject &value)
    {
        QDataStream in(read<QByteArray>());
        in.setVersion(QDataStream::Qt_6_4);
        QVariantMap map;
        in >> map;
        m_ok = m_ok && in.status() == QDataStream::Ok;
        value = QJsonObject::fromVariantMap(map);
    }
    template <typename Tag>
    void get(Id<Tag> &value)
    {
        value = Id<Tag>(read<QString>());
    }
    template <typename Flag>
    void get(QFlags<Flag> &value)
    {
        value = QFlags<Flag>::fromInt(read<int>());
    }
    void get(std::chrono::milliseconds &value)
    {
        value = std::chrono::milliseconds(read<qint64>());
    }
    template <typename T>
    void get(std::optional<T> &value)
    {
        const bool has = read<bool>();
        value.reset();
        if (!has || !m_ok)
            return;
        T inner{}; // not emplace(): clang 14 finds no constructor of a struct within a struct whose
                   // members have values
        get(inner);
        value = std::move(inner);
    }
    template <typename T>
    void get(QList<T> &values)
    {
        const qsizetype count = takeCount();
        values.clear();
        values.reserve(count);
        for (qsizetype i = 0; i < count && m_ok; ++i)
            get(values.emplaceBack());
    }
    template <typename Pairs>
    void getPairs(Pairs &values)
    {
        const qsizetype count = takeCount();
        values.clear();
        if constexpr (requires { values.reserve(count); })
            values.reserve(count);
        for (qsizetype i = 0; i < count && m_ok; ++i)
            get(values[read<typename Pairs::key_type>()]);
    }
    template <typename K>
    void get(QSet<K> &values)
    {
        const auto sorted = read<QList<K>>();
        values = QSet<K>(sorted.cbegin(), sorted.cend());
    }
    template <typename T>
    void get(T &value) requires std::is_class_v<T>
    {
        if constexpr (requires { typename T::mapped_type; })
            getPairs(value);
        else if constexpr (requires { T::pass(*this, value); })
            T::pass(*this, value);
        else
            pass(*this, value);
    }

    QByteArrayView m_rest;
    bool m_ok = true;
};

} // namespace sermo::desk
