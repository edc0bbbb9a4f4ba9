// SPDX-License-Identifier: GPL-3.0-or-later
#include "broker/desk/presence/explanation.h"

#include <algorithm>
#include <cmath>

using namespace Qt::StringLiterals;

namespace sermo::presence
{

namespace
{

constexpr double Negligible = 0.005; // log-odds: an eighth of a percent at the most
constexpr qsizetype Shown = 3; // the silence, and two more

//! What a reason is called on the wire; and what it says, where that takes no figures.
struct Naming {
    QLatin1StringView name, words;
};

const Naming &namingOf(Reason reason)
{
    static constexpr Naming All[] = {{"typing"_L1, "typing now"_L1},
                                     {"left"_L1, "has left the conversation"_L1},
                                     {"silence"_L1, {}},
                                     {"connection"_L1, {}},
                                     {"experience"_L1, {}},
                                     {"habit"_L1, {}},
                                     {"pace"_L1, {}},
                                     {"turns"_L1, {}},
                                     {"sinceAct"_L1, {}},
                                     {"unanswered"_L1, {}},
                                     {"length"_L1, {}},
                                     {"answered"_L1, "has answered before"_L1},
                                     {"inARow"_L1, {}},
                                     {"gap"_L1, {}},
                                     {"asks"_L1, "has asked something"_L1},
                                     {"asked"_L1, "was asked something"_L1},
                                     {"read"_L1, "message read"_L1},
                                     {"hidden"_L1, "tab in the background"_L1},
                                     {"unloading"_L1, "page closed a moment ago"_L1},
                                     {"mobile"_L1, "on a telephone"_L1}};
    static_assert(std::size(All) == static_cast<size_t>(Reason::Mobile) + 1);
    return All[static_cast<size_t>(reason)];
}

//! What a weight of the layer is called.
Reason reasonOf(size_t feature)
{
    static constexpr Reason Reasons[]
        = {Reason::Habit,    Reason::Habit,      Reason::Pace,      Reason::Turns,
           Reason::SinceAct, Reason::Unanswered, Reason::Length,    Reason::Answered,
           Reason::InARow,   Reason::Gap,        Reason::Asks,      Reason::WasAsked,
           Reason::Read,     Reason::Hidden,     Reason::Unloading, Reason::Mobile};
    static_assert(std::size(Reasons) == Layer::FeatureCount);
    return Reasons[feature];
}

QString whole(double value)
{
    return QString::number(std::lround(value));
}

} // namespace

Explanation::Explanation(const Glimpse &glimpse, double probability)
    : m_glimpse(glimpse)
    , m_probability(probability)
{
    if (glimpse.hasLeft)
        m_parts.append({Reason::Left, -9});
    else if (glimpse.isTyping)
        m_parts.append({Reason::Typing, std::log(probability / (1 - probability))});
}

void Explanation::add(Reason reason, double weight)
{
    if (std::abs(weight) >= Negligible || reason == Reason::Silence)
        m_parts.append({reason, weight});
}

void Explanation::addExperience(double weight, double cases, double came)
{
    m_cases = cases;
    m_came = came;
    if (cases >= 1)
        m_parts.append({Reason::Experience, weight});
}

void Explanation::addCorrections(const Layer &layer, const Layer::Values &features)
{
    const Layer::Values &weights = layer.weights();
    double habit = weights[Layer::Constant] + (weights[Layer::Table] - 1) * features[Layer::Table];
    add(Reason::Habit, habit);
    for (size_t i = Layer::Pace; i < Layer::FeatureCount; ++i)
        add(reasonOf(i), weights[i] * features[i]);
}

void Explanation::keepStrongest()
{
    const auto isSilence = [](const Part &part) { return part.reason == Reason::Silence; };
    std::ranges::stable_sort(m_parts, [&](const Part &a, const Part &b) {
        if (isSilence(a) || isSilence(b))
            return isSilence(a) && !isSilence(b);
        return std::abs(a.weight) > std::abs(b.weight);
    });
    if (m_parts.size() > Shown)
        m_parts.resize(Shown);
}

QString Explanation::silence() const
{
    const QString seconds = whole(m_glimpse.silence);
    switch (m_glimpse.turn) {
    case Turn::WroteFirst:
        return u"silent for %1 s, waiting for a first answer"_s.arg(seconds);
    case Turn::WroteAgain:
        return u"silent for %1 s, waiting for an answer"_s.arg(seconds);
    case Turn::AskedFirst:
    case Turn::AskedAgain:
        return u"silent for %1 s after your last question"_s.arg(seconds);
    case Turn::ToldFirst:
    case Turn::ToldAgain:
        return u"silent for %1 s after your last answer"_s.arg(seconds);
    }
    Q_UNREACHABLE();
}

QString Explanation::text(const Part &part) const
{
    const bool isFor = part.weight > 0;
    switch (part.reason) {
    case Reason::Silence:
        return silence();
    case Reason::Connection:
        return m_glimpse.link == Link::Gone ? u"no sign of the browser for a minute"_s
                                            : u"connection shaky"_s;
    case Reason::Experience:
        return u"of %1 such cases %2 % came back"_s.arg(whole(m_cases),
                                                        whole(100 * m_came / m_cases));
    case Reason::Habit:
        return isFor ? u"customers here come back oftener"_s : u"customers here come back less"_s;
    case Reason::Pace:
        return m_glimpse.silence < m_glimpse.tempo ? u"often takes longer to answer"_s
                                                   : u"answers quicker than this as a rule"_s;
    case Reason::Turns:
        return u"has written %1 times"_s.arg(m_glimpse.turns);
    case Reason::SinceAct:
        return u"last did something %1 s ago"_s.arg(whole(m_glimpse.sinceAct));
    case Reason::Unanswered:
        return u"%1 messages unanswered"_s.arg(m_glimpse.unanswered);
    case Reason::Length:
        return isFor ? u"the last message asks for an answer by its length"_s
                     : u"the last message hardly asks for an answer by its length"_s;
    case Reason::InARow:
        return u"has written %1 in a row"_s.arg(m_glimpse.inARow);
    case Reason::Gap:
        return u"the last two messages are %1 s apart"_s.arg(whole(m_glimpse.gap));
    default:
        return namingOf(part.reason).words;
    }
}

QString Explanation::text() const
{
    QStringList texts;
    for (const Part &part : m_parts)
        texts.append(text(part));
    return u"%1: %2"_s.arg(QString::number(m_probability, 'f', 2), texts.join("; "_L1));
}

//! What to say a reason by in another language.
QJsonObject Explanation::figures(Reason reason) const
{
    const auto seconds = [](double value) {
        return QJsonObject{{u"seconds"_s, std::round(value)}};
    };
    const auto count = [](int value) { return QJsonObject{{u"count"_s, value}}; };
    switch (reason) {
    case Reason::Silence: {
        QJsonObject silence = seconds(m_glimpse.silence);
        silence.insert(u"state"_s, QString(wireName(m_glimpse.turn)));
        return silence;
    }
    case Reason::Connection:
        return {{u"link"_s, QString(wireName(m_glimpse.link))}};
    case Reason::Experience:
        return {{u"cases"_s, std::round(m_cases)}, {u"came"_s, std::round(m_came)}};
    case Reason::SinceAct:
        return seconds(m_glimpse.sinceAct);
    case Reason::Gap:
        return seconds(m_glimpse.gap);
    case Reason::Pace:
        return {{u"tempo"_s, std::round(m_glimpse.tempo)}};
    case Reason::Turns:
        return count(m_glimpse.turns);
    case Reason::Unanswered:
        return count(m_glimpse.unanswered);
    case Reason::InARow:
        return count(m_glimpse.inARow);
    default:
        return {};
    }
}

QJsonArray Explanation::toJson() const
{
    QJsonArray all;
    for (const Part &part : m_parts) {
        QJsonObject one = figures(part.reason);
        one.insert(u"text"_s, text(part));
        one.insert(u"weight"_s, std::round(part.weight * 100) / 100);
        one.insert(u"reason"_s, QString(namingOf(part.reason).name));
        all.append(one);
    }
    return all;
}

} // namespace sermo::presence
