// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/server/house.h"

#include <QProcess>
#include <QTemporaryDir>

namespace sermo::test
{

//! One run of sermo-broker to its end.
struct Ran {
    int code = -1;
    QByteArray out, err;
};
[[nodiscard]] Ran run(const QStringList &words);

//! The key that `sermo-broker key create` prints.
[[nodiscard]] QByteArray createKey(const QString &data, const QString &role, const QString &name,
                                   const QString &agent = {});

//! `sermo-broker serve` as a process, on a free port of loopback unless told otherwise. Killed when
//! the scope ends.
class Running
{
public:
    //! `prepare` runs in the child, before the program.
    explicit Running(const QString &data, const QStringList &more = {}, quint16 port = 0,
                     std::function<void()> prepare = {});
    ~Running();

    //! Whether it has said so; the constructor waits for that, but not for ever.
    [[nodiscard]] bool isReady();
    [[nodiscard]] int port() const;
    [[nodiscard]] QUrl events(const QByteArray &key, const QString &more = {}) const;
    [[nodiscard]] QUrl chat() const;
    [[nodiscard]] int health() const; //!< the status that `/health` answers with; 0: none
    [[nodiscard]] qint64 processId() const { return m_process.processId(); }
    void kill() { m_process.kill(); }
    void terminate();
    //! Waits for its end: the exit code, or -1.
    [[nodiscard]] int finish();
    [[nodiscard]] const QByteArray &out() const { return m_out; }

private:
    QProcess m_process;
    QByteArray m_out;
};

} // namespace sermo::test
