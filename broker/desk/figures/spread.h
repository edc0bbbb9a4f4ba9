// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "broker/desk/figures/cases.h"

#include <optional>

namespace sermo::figures
{

//! How a value is spread over its cases. Nothing is told of no cases. What is unlisted keeps its
//! value, eight bytes of it, so that median and p90 of a year are as exact as those of a day.
class Spread
{
public:
    void add(const Case &one) { m_cases.append(one); }
    void sort() { m_cases.sort(); }
    void merge(const Spread &more); //!< as Cases does
    void unlist(qsizetype beyond);

    [[nodiscard]] const Cases &cases() const { return m_cases; }
    [[nodiscard]] qsizetype count() const { return m_cases.size(); }
    [[nodiscard]] QList<double> values() const; //!< in the order of their cases
    [[nodiscard]] std::optional<double> mean() const;
    //! The middle one; of an even number the mean of the two in the middle.
    [[nodiscard]] std::optional<double> median() const;
    //! The smallest value that at least nine in ten do not exceed (nearest rank).
    [[nodiscard]] std::optional<double> p90() const;

    friend bool operator==(const Spread &, const Spread &) = default;

private:
    [[nodiscard]] QList<double> rising() const;

    Cases m_cases;
    QList<double> m_unlisted; //!< the values of those that are not listed, which are later
};

} // namespace sermo::figures
