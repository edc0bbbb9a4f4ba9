// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/console/consolecontext.h"
#include "ui/model/pastconversations.h"

#include <QTimer>
#include <QWidget>

namespace sermo::ui
{

class ConversationPane;
class FoundList;
class SearchBar;

//! All conversations that there ever were: looked for by words and filters, read as they were,
//! taken out as files. Asks when it is first shown, and a moment after the last letter was typed.
//! Context and source must outlive it.
class HistoryView : public QWidget
{
    Q_OBJECT
public:
    HistoryView(const ConsoleContext &context, model::HistorySource &source,
                QWidget *parent = nullptr);

    void lookFor(const QString &customer); //!< his number or id: all of his
    void lookInto(const model::FigureOrder &figure); //!< the sessions behind it, and no others

    [[nodiscard]] const model::PastConversations &found() const { return m_found; }
    [[nodiscard]] const ConversationPane &pane() const { return *m_pane; }

signals:
    void noticed(const QString &text);

protected:
    void showEvent(QShowEvent *event) override;

private:
    void search();
    void open(Seq session);

    model::PastConversations m_found;
    SearchBar *m_bar;
    FoundList *m_list;
    ConversationPane *m_pane;
    QTimer m_soon;
    bool m_hasAsked = false;
};

} // namespace sermo::ui
