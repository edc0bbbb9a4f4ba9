// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "broker/desk/presence/conversation.h"
#include "broker/desk/presence/point.h"
#include "broker/desk/presence/prior.h"

namespace sermo::presence
{

class Model;

//! Makes the points of one session: one whenever its silence enters a new bin, so that none weighs
//! more for being looked at oftener; labelled at the customer's next act, or after ten minutes
//! (allocation.md, 2.1). A plain value; times as in the Conversation.
class PointRecorder
{
public:
    //! The session is looked at from now on: the bins that were entered before are not made up.
    void begin(const Conversation &conversation, qint64 ms);
    //! Notes the bins that the silence has entered until now. Call it before telling the
    //! conversation of anything, and whenever nextMs() has come.
    void observe(const Conversation &conversation, Link link, const Model &model, qint64 ms);
    //! Something was written or typed: the silence begins again.
    void silenceBroken() { m_next = 0; }
    //! Nobody waits for him any more: the bins that this silence still enters are no lessons.
    void rest() { m_next = BinCount; }

    //! The customer acted: labels all that is waiting.
    [[nodiscard]] QList<Point> acted(qint64 ms);
    //! Labels what has waited its ten minutes.
    [[nodiscard]] QList<Point> expired(qint64 ms);
    //! The customer cannot go on (`end_session`): what could still have happened counts as nothing.
    void censor() { m_pending.clear(); }

    //! When the next bin is entered; none: this silence has no more.
    [[nodiscard]] std::optional<qint64> nextMs(const Conversation &conversation) const;
    //! When the oldest waiting point has waited its ten minutes; none: nothing waits.
    [[nodiscard]] std::optional<qint64> expiryMs() const;

    //! For an archive: of one who was only told, and has observed nothing, so that nothing waits.
    template <typename Archive, typename Self>
    static void pass(Archive &archive, Self &self)
    {
        auto &[pending, next, made] = self;
        Q_ASSERT(pending.isEmpty());
        archive(next, made);
    }

private:
    struct Pending {
        Point point;
        qint64 ms = 0;
    };
    void label(QList<Point> &to, bool came, qint64 ms);

    QList<Pending> m_pending; //!< the oldest first
    size_t m_next = 0; //!< the bin that is entered next
    int m_made = 0; //!< points labelled so far
};

} // namespace sermo::presence
