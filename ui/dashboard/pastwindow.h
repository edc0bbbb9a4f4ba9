// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/console/consolecontext.h"
#include "ui/model/pasttranscript.h"

#include <QDialog>

class QLabel;

namespace sermo::ui
{

class TranscriptView;

//! A session as it was at a moment: read-only, nothing can be done about it. Follows the moment
//! that is chosen while it is open. Objects: `past-SEQ`, in it `momentTranscript`, `momentShown`.
class PastWindow : public QDialog
{
    Q_OBJECT
public:
    //! `context` is the living desk's; like source it must outlive it.
    PastWindow(const ConsoleContext &context, model::HistorySource &source, Seq session, qint64 ms,
               QWidget *parent);

    [[nodiscard]] Seq session() const { return m_session; }
    void showMoment(qint64 ms);

private:
    void refresh();

    ConsoleContext m_context;
    const Seq m_session;
    qint64 m_ms;
    model::PastTranscript m_past;
    QLabel *m_when;
    TranscriptView *m_transcript;
};

} // namespace sermo::ui
