// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QThread>

#include <atomic>
#include <memory>

namespace sermo::store
{

//! Looks through the structure of a database that is in use, in a thread of its own and behind all
//! others, so that a start need not wait for a big file. Lives where it was made; only reads.
class StructureCheck : public QObject
{
    Q_OBJECT
public:
    static constexpr std::chrono::seconds AtMost{5}; //!< then it is left to `sermo-broker check`

    explicit StructureCheck(QString directory, QObject *parent = nullptr);
    ~StructureCheck() override; //!< leaves off

    void start();

signals:
    void broken(const QString &why);

private:
    const QString m_directory;
    std::unique_ptr<QThread> m_thread;
    std::atomic_bool m_isCalledOff = false;
};

} // namespace sermo::store
