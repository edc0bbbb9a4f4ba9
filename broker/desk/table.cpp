// SPDX-License-Identifier: GPL-3.0-or-later
#include "broker/desk/table.h"

#include <algorithm>
#include <iterator>

namespace sermo::desk
{

namespace
{

struct Row {
    EventType type;
    Direction direction;
    std::array<Cell, StageCount> cells;
};

using enum Cell;
using enum EventType;
using enum Direction;

// clang-format off
// Contract 5, as it stands there. Adding a row: see README.md.
constexpr Row Table[] = {
    //                              bot                  queued         assigned   bot_closing  done        ended
    {Start,           Inbound,     {Pass,                Pass,          Pass,      Pass,        Pass,       Begin}},
    {EventType::Text, Inbound,     {Pass,                Pass,          Speak,     Pass,        Return,     BeginAgain}},
    {HandoverToQueue, Internal,    {EnterLast,           ChangeLine,    EnterLast, EnterLast,   EnterLast,  Wrong}},
    {HandoverToAgent, Internal,    {EnterLastOfPlatform, Confirm,       Offer,     ComeBack,    EnterFirst, Wrong}},
    {ClaimSession,    Internal,    {Claim,               ClaimFromLine, TakeOver,  TakeBack,    Claim,      Wrong}},
    {AgentDone,       Internal,    {Wrong,               Wrong,         Finish,    Finish,      Pass,       Wrong}},
    {HandoverToBot,   Internal,    {Wrong,               Wrong,         LendToBot, Pass,        Wrong,      Wrong}},
    {EndSession,      Outbound,    {End,                 End,           End,       End,         End,        Pass}},
    {ClientLeft,      Inbound,     {End,                 End,           Leave,     End,         End,        Pass}},
    {SessionPlatform, Internal,    {SetPlatform,         SetPlatform,   SetPlatform, SetPlatform, SetPlatform, Wrong}},
};

constexpr Lapses LapseTable{
    //                bot               queued         assigned         bot_closing            done             ended
    .linkLost     = {{Lapse::None,    Lapse::Park,    Lapse::None,    Lapse::None,          Lapse::None,    Lapse::None}},
    .gone         = {{Lapse::EndSoon, Lapse::EndSoon, Lapse::None,    Lapse::EndSoon,       Lapse::EndLate, Lapse::None}},
    .botMissing   = {{Lapse::ToLine,  Lapse::None,    Lapse::None,    Lapse::GiveBack,      Lapse::None,    Lapse::None}},
    .agentOffline = {{Lapse::None,    Lapse::None,    Lapse::ToFront, Lapse::FrontOnReturn, Lapse::None,    Lapse::None}},
};
// clang-format on

const Row *rowOf(const EventFrame &frame)
{
    const auto row = std::ranges::find_if(Table, [&](const Row &candidate) {
        return candidate.type == frame.type() && candidate.direction == frame.direction();
    });
    return row == std::end(Table) ? nullptr : row;
}

} // namespace

Cell cellOf(const EventFrame &frame, Stage stage)
{
    const Row *row = rowOf(frame);
    return row ? row->cells[static_cast<size_t>(stage)] : Cell::Pass;
}

bool isControl(const EventFrame &frame)
{
    const Row *row = rowOf(frame);
    return row && row->direction != Direction::Inbound;
}

const Lapses &lapses()
{
    return LapseTable;
}

} // namespace sermo::desk
