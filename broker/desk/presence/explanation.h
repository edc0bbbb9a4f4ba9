// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "broker/desk/presence/layer.h"

#include <QJsonArray>
#include <QJsonObject>
#include <QList>

namespace sermo::presence
{

//! What speaks for or against a customer's being there. The names on the wire are for translating;
//! the English is for who does not.
enum class Reason : quint8 {
    Typing, //!< he types this moment
    Left, //!< he closed the conversation
    Silence, //!< how long nobody has written, and who did last
    Connection, //!< his heartbeats are missing
    Experience, //!< what others did in the same place
    Habit, //!< what the whole desk's customers do, beside the table
    Pace, //!< his own pace
    Turns,
    SinceAct,
    Unanswered,
    Length,
    Answered,
    InARow,
    Gap,
    Asks,
    WasAsked,
    Read,
    Hidden,
    Unloading,
    Mobile,
};

//! Why the model says what it says, in parts that add up to its log-odds (all but the smallest of
//! which are left out), and in words: "silent for 95 s after your last answer; of 412 such cases
//! 46 % came back" (allocation.md, 2.5).
class Explanation
{
public:
    struct Part {
        Reason reason;
        double weight = 0; //!< in log-odds: above 0 it speaks for his being there
    };

    Explanation(const Glimpse &glimpse, double probability);

    void add(Reason reason, double weight); //!< one without weight says nothing and is left out
    void addExperience(double weight, double cases, double came);
    void addCorrections(const Layer &layer, const Layer::Values &features);
    //! Keeps the silence and the two others that weigh most, experience first among equals.
    void keepStrongest();

    [[nodiscard]] double probability() const { return m_probability; }
    [[nodiscard]] const QList<Part> &parts() const { return m_parts; }
    [[nodiscard]] QString text(const Part &part) const; //!< in English
    [[nodiscard]] QString text() const; //!< all of it: `0.42: silent for 95 s …; of 412 …`
    //! For a `presence` event: `text`, `weight`, `reason` and the figures to say it in other words.
    [[nodiscard]] QJsonArray toJson() const;

private:
    [[nodiscard]] QString silence() const;
    [[nodiscard]] QJsonObject figures(Reason reason) const;

    Glimpse m_glimpse;
    double m_probability = 0;
    double m_cases = 0, m_came = 0;
    QList<Part> m_parts;
};

} // namespace sermo::presence
