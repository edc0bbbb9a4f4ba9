// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace sermo::ui
{

//! What it costs to lay out a text, in letters: most of a stranger's signs cost as much as one of
//! ours, but an emoji of a colour font is a picture that Qt decodes anew each time. Texts are laid
//! out in pieces of no more than this, one a frame, so that no message can hold up the desk.
inline constexpr int WorkInAFrame = 16'000; //!< about 10 ms of letters, or 64 emoji
inline constexpr int WorkInALine = 2'000; //!< where one line is shown and the rest elided

[[nodiscard]] int workOf(QStringView text);

//! What one frame has had of it, and what the hardest had. A value.
class FrameWork
{
public:
    void begin() { m_spent = 0; } //!< another frame
    void spend(int work) { m_hardest = qMax(m_hardest, m_spent += work); }
    [[nodiscard]] bool isLeft() const { return m_spent < WorkInAFrame; }
    [[nodiscard]] int hardest() const { return m_hardest; }

private:
    int m_spent = 0, m_hardest = 0;
};

//! How much of the text from a place on that work is enough for: never a part of what is one sign
//! to who reads it, and never nothing.
[[nodiscard]] qsizetype piece(QStringView text, qsizetype from, int work);

//! The beginning of it, and "…" when that is not all.
[[nodiscard]] QString cut(const QString &text, int work);

//! The end of it, as much as that work is enough for.
[[nodiscard]] QStringView endOf(QStringView text, int work);

} // namespace sermo::ui
