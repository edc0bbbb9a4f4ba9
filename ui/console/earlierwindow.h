// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/console/consolecontext.h"
#include "ui/model/pasttranscript.h"

#include <QDialog>

class QLabel;

namespace sermo::ui
{

class ElidedLabel;
class TranscriptSearch;
class TranscriptView;

//! One of a customer's earlier conversations, to be read while he is written to: it stands beside
//! the desk, and nothing can be said in it. Esc closes it; so does the erasing of whom it shows.
//! Deletes itself. GUI thread; context and source must outlive it.
class EarlierWindow : public QDialog
{
    Q_OBJECT
public:
    EarlierWindow(const ConsoleContext &context, model::HistorySource &source, QWidget *parent);

    void read(const model::PastConversation &one); //!< instead of what was read before

private:
    void compose();
    void refresh();
    void moveBeside(const QWidget &desk);

    ConsoleContext m_context;
    model::PastTranscript m_past;
    model::PastConversation m_about; //!< as the list had it, until the whole of it is here
    ElidedLabel *m_name;
    QLabel *m_where;
    QLabel *m_hint;
    TranscriptView *m_transcript;
    TranscriptSearch *m_search;
};

} // namespace sermo::ui
