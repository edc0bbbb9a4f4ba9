// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFlags>
#include <QString>

#include <optional>

//! Is the customer still there? The probability that he acts within ten minutes, learned from what
//! customers of this desk did (allocation.md, section 2).
namespace sermo::presence
{

//! Within what time an act counts: the label of every point.
inline constexpr qint64 HorizonMs = 600'000;

//! Who spoke last, and how: the conversation's state. `Again` of `Wrote`: an agent has written
//! before; of the others: the customer has answered an agent before. A bot is an agent here.
enum class Turn : quint8 { WroteFirst, WroteAgain, AskedFirst, AskedAgain, ToldFirst, ToldAgain };
inline constexpr size_t TurnCount = 6;

//! How the customer's connection is: proved within 15 s, not for 15 to 60 s, longer.
enum class Link : quint8 { Ok, Shaky, Gone };
inline constexpr size_t LinkCount = 3;

//! What else is known of him. Neutral until the desk's own customers have taught what it is worth.
enum class Signal : quint8 {
    Read = 1, //!< he has read the last message (`messages_read`)
    Hidden = 2, //!< his tab is in the background
    Unloading = 4, //!< `client_unload`, and he may be back in a moment
    Mobile = 8, //!< a telephone, whose system stops pages
};
Q_DECLARE_FLAGS(Signals, Signal)
Q_DECLARE_OPERATORS_FOR_FLAGS(Signals)
inline constexpr size_t SignalCount = 4;

//! What can be seen of one conversation at one moment: all that the model looks at. A plain value.
struct Glimpse {
    Turn turn = Turn::WroteFirst;
    Link link = Link::Ok;
    Signals signs;
    bool isTyping = false; //!< his `typing_on` is younger than 6 s
    bool hasLeft = false; //!< `client_left`, and no text since
    bool isWaiting = false; //!< he stands in line, where nobody answers: shown, not learned from
    double silence = 0; //!< seconds since either side wrote or typed
    double sinceAct = 0; //!< seconds since the customer did
    double tempo = 60; //!< his own median time to answer, in seconds; 60 before his first answer
    int turns = 0; //!< texts of his
    int unanswered = 0; //!< agents' texts since he did anything
    int length = 0; //!< of the last text, in characters
    int inARow = 0; //!< texts of his since anybody else's
    double gap = 60; //!< seconds between the last two texts; 60 before the second
    bool asks = false; //!< his last text asked something
    bool wasAsked = false; //!< an agent's did, between his last answer and his next

    [[nodiscard]] bool hasAnswered() const
    {
        return turn == Turn::AskedAgain || turn == Turn::ToldAgain || turn == Turn::WroteAgain;
    }
};

// As `presence_point` writes them: W0 W1 Q0 Q1 S0 S1; ok shaky gone.
[[nodiscard]] QLatin1StringView wireName(Turn turn);
[[nodiscard]] QLatin1StringView wireName(Link link);
[[nodiscard]] QLatin1StringView wireName(Signal signal);
[[nodiscard]] std::optional<Turn> turnNamed(QStringView name);
[[nodiscard]] std::optional<Link> linkNamed(QStringView name);
[[nodiscard]] std::optional<Signal> signalNamed(QStringView name);

//! All of them, in the order of their bits.
inline constexpr Signal AllSignals[]
    = {Signal::Read, Signal::Hidden, Signal::Unloading, Signal::Mobile};

} // namespace sermo::presence
