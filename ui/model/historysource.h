// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QObject>

#include <functional>

namespace sermo::model
{

//! What the broker answered; `status` as HTTP has it, 0: nothing came.
struct HistoryAnswer {
    int status = 0;
    QByteArray body; //!< JSON; the broker's own words where it refused
    [[nodiscard]] bool isGood() const { return status >= 200 && status < 300; }
};

//! One sentence for the agent: why there is no answer.
[[nodiscard]] QString troubleOf(const HistoryAnswer &answer);

//! Where a desk asks what was: the broker's `/api/history` and `/api/customers`, here or elsewhere.
//! Never blocks, never answers out of the call itself, and answers once; not at all when the
//! context has died. GUI thread. Implementations: HttpHistory, and HostedHistory of the desk that
//! hosts; one suite over both.
class HistorySource : public QObject
{
    Q_OBJECT
public:
    using Answered = std::function<void(const HistoryAnswer &)>;

    using QObject::QObject;
    //! `target`: path and query, percent signs and all.
    virtual void ask(const QByteArray &method, const QByteArray &target, QObject *context,
                     const Answered &done)
        = 0;
};

} // namespace sermo::model
