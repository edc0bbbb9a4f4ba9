// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace sermo::ui
{

class TranscriptView;

//! Lets assistive technology read transcripts as lists with a child for each row. Idempotent.
void installTranscriptAccessibility();

//! Tells assistive technology of a new row, and of that one only (a whole log read anew would be
//! unbearable). Cheap when nobody listens.
void announceRow(TranscriptView *view, int row);

} // namespace sermo::ui
