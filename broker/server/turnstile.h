// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QHash>
#include <QObject>
#include <QString>

#include <deque>
#include <functional>

namespace sermo::server
{

//! Lets so many through at a time, in all and of one name; the others wait, in order, a name that
//! has its share being passed over. What takes a place is an object: it leaves when it dies.
class Turnstile : public QObject
{
    Q_OBJECT
public:
    struct Limits {
        int inAll;
        int perName;
    };
    explicit Turnstile(Limits limits, QObject *parent = nullptr);

    //! Calls `go` when it is this one's turn: now, or later unless it dies before.
    void enter(const QString &name, QObject *who, std::function<void()> go);

private:
    struct Waiting {
        QString name;
        QObject *who;
        std::function<void()> go;
    };

    [[nodiscard]] bool isOpenTo(const QString &name) const;
    void leave(const QString &name, QObject *who);
    void admitWaiting();

    const Limits m_limits;
    int m_inside = 0;
    QHash<QString, int> m_byName;
    std::deque<Waiting> m_waiting;
};

} // namespace sermo::server
