// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "broker/protocol/errors.h"
#include "broker/protocol/eventtype.h"

#include <QByteArray>
#include <QMap>

#include <array>
#include <chrono>

namespace sermo::server
{

//! What `GET /metrics` tells of the past (contract 2): counters that only rise. To count is to add
//! to a number in an array; all words are found when somebody asks. Every label comes from a closed
//! set, so that no customer can make it grow. A plain value of the broker's thread.
class Metrics
{
public:
    //! Upper bounds of the buckets of commit times, in milliseconds; the last has none.
    static constexpr std::array CommitBounds{1, 2, 5, 10, 25, 50, 100, 250, 500, 1000, 2500};

    //! An event that was accepted; what neither seed nor contract names counts as `other`.
    void countEvent(EventType type, Direction direction)
    {
        ++m_events[static_cast<size_t>(type)][static_cast<size_t>(direction)];
    }
    //! One event to one reader.
    void countDelivery(bool toCustomer) { ++(toCustomer ? m_toCustomers : m_toApplications); }
    //! An `error` event that somebody got.
    void countRefusal(ErrorCode code) { ++m_refusals[static_cast<size_t>(code)]; }
    void countFlood() { ++m_floods; } //!< closed with 4429
    void countSlowReader() { ++m_slowReaders; } //!< cut with 4408
    //! A request answered by this HTTP status; an upgrade that was granted is 101.
    void countHttp(int status) { ++m_http[status]; }
    //! An upload that ended with this HTTP status, whatever way it came; `bytes` as kept.
    void countImage(int status, qint64 bytes);
    //! From being asked for to being durable.
    void countCommit(std::chrono::milliseconds took);

    //! These in Prometheus' text format 0.0.4, each family whole.
    [[nodiscard]] QByteArray text() const;

private:
    [[nodiscard]] QByteArray imagesText() const;

    static constexpr size_t Types = static_cast<size_t>(EventType::Interest) + 1;
    static constexpr size_t Codes = static_cast<size_t>(ErrorCode::StorageUnavailable) + 1;

    std::array<std::array<quint64, 3>, Types> m_events{};
    std::array<quint64, Codes> m_refusals{};
    std::array<quint64, CommitBounds.size() + 1> m_commits{};
    std::chrono::milliseconds m_commitTime{0};
    quint64 m_toCustomers = 0, m_toApplications = 0;
    quint64 m_floods = 0, m_slowReaders = 0;
    QMap<int, quint64> m_images; //!< uploads, by status
    quint64 m_imageBytes = 0;
    QMap<int, quint64> m_http; //!< the statuses that this broker knows
};

//! What is true now, taken when somebody asks.
struct Gauges {
    QMap<QByteArray, qsizetype> connections; //!< by role
    QMap<QByteArray, qsizetype> waiting; //!< by queue
    qsizetype openSessions = 0;
    qsizetype images = 0; //!< that can be looked at
    qint64 backlogBytes = 0; //!< of all readers
    quint64 head = 0; //!< the last number of the log
    bool isHealthy = true;

    [[nodiscard]] QByteArray text() const;
};

//! As the format wants the value of a label.
[[nodiscard]] QByteArray labelValue(const QByteArray &text);

} // namespace sermo::server
