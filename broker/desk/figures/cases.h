// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "broker/protocol/ids.h"

#include <QList>

namespace sermo::figures
{

//! One thing behind a figure: where in the log it is to be seen. The way back from every number.
struct Case {
    UserId user;
    Seq session = 0; //!< its first event
    Seq from = 0, to = 0; //!< the events that make it; `to` 0: nothing has ended it yet
    qint64 ms = 0; //!< the moment it belongs to
    double value = 0; //!< seconds, a score or a probability, as the figure has it
    friend bool operator==(const Case &, const Case &) = default;
};

//! Some of them, in the order of their moments, so that the same cases are the same list. Of a long
//! time only the first may be listed: the others are counted, no more, and cost no memory. A value.
class Cases
{
public:
    void append(const Case &one) { m_listed.append(one); }
    void sort();
    //! Both in one, in that order; into what is unlisted in part, what comes after it only.
    void merge(const Cases &more);
    void unlist(qsizetype beyond); //!< lists the first `beyond` at most from now on

    [[nodiscard]] qsizetype size() const { return m_listed.size() + m_unlisted; }
    [[nodiscard]] bool isEmpty() const { return size() == 0; }
    [[nodiscard]] const QList<Case> &listed() const { return m_listed; }

    // Of those that are listed.
    [[nodiscard]] auto begin() const { return m_listed.cbegin(); }
    [[nodiscard]] auto end() const { return m_listed.cend(); }
    [[nodiscard]] const Case &first() const { return m_listed.first(); }
    [[nodiscard]] const Case &at(qsizetype index) const { return m_listed.at(index); }

    friend bool operator==(const Cases &, const Cases &) = default;

private:
    QList<Case> m_listed;
    qsizetype m_unlisted = 0;
};

} // namespace sermo::figures
