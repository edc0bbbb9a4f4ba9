// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

class QWidget;

namespace sermo::ui
{

struct ConsoleContext;
class TranscriptView;

//! What is clicked in a transcript opens: a link in the browser, an image closer, in front of
//! `owner`, for as long as that one lives. GUI thread.
void openWhatIsClicked(const TranscriptView &transcript, const ConsoleContext &context,
                       QWidget *owner);

} // namespace sermo::ui
