// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "broker/protocol/ids.h"

#include <QList>

#include <optional>

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

using Cases = QList<Case>;

//! In the order of their moments, so that the same cases are the same list.
void sort(Cases &cases);
//! Both in one list, in that order.
void merge(Cases &into, const Cases &more);

//! How a value is spread over its cases. Nothing is told of no cases.
class Spread
{
public:
    void add(const Case &one) { m_cases.append(one); }
    void merge(const Spread &more);
    void sort();

    [[nodiscard]] const Cases &cases() const { return m_cases; }
    [[nodiscard]] qsizetype count() const { return m_cases.size(); }
    [[nodiscard]] std::optional<double> mean() const;
    //! The middle one; of an even number the mean of the two in the middle.
    [[nodiscard]] std::optional<double> median() const;
    //! The smallest value that at least nine in ten do not exceed (nearest rank).
    [[nodiscard]] std::optional<double> p90() const;

    friend bool operator==(const Spread &, const Spread &) = default;

private:
    [[nodiscard]] QList<double> values() const; //!< rising

    Cases m_cases;
};

} // namespace sermo::figures
