// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/console/consolecontext.h"
#include "ui/model/conversationexport.h"
#include "ui/model/pastevents.h"
#include "ui/model/pasttranscript.h"

#include <QFrame>

class QLabel;
class QPushButton;
class QTableView;

namespace sermo::ui
{

class ElidedLabel;
class TranscriptView;

//! One conversation of the past, read-only, as its column showed it; from here it is taken out as a
//! file, and its customer erased. Context and source must outlive it.
class ConversationPane : public QFrame
{
    Q_OBJECT
public:
    enum class Format : quint8 { Json, Csv, Html, Pdf };

    ConversationPane(const ConsoleContext &context, model::HistorySource &source,
                     QWidget *parent = nullptr);

    //! `behind`: where in it a figure comes from, which is shown first.
    void open(Seq session, const QList<model::Behind> &behind = {});
    void close();
    [[nodiscard]] const model::PastTranscript &past() const { return m_past; }
    //! What the file would hold and be called; empty: it cannot be made.
    [[nodiscard]] QByteArray exported(Format format) const;
    [[nodiscard]] static QString extensionOf(Format format);

signals:
    void erased(const sermo::UserId &user);
    void noticed(const QString &text); //!< what went wrong, or what was done

private:
    [[nodiscard]] QWidget *makeHead();
    [[nodiscard]] QTableView *makeEvents();
    void refresh();
    void showBehind(); //!< goes where the figure comes from
    void refreshActions();
    void askWhereTo(Format format);
    void save(Format format, const QString &fileName);
    void askToErase();
    void erase(const UserId &user);
    [[nodiscard]] model::ExportedConversation taken() const;

    ConsoleContext m_context;
    model::HistorySource &m_source;
    model::PastTranscript m_past;
    ElidedLabel *m_name = nullptr;
    QLabel *m_where = nullptr;
    QPushButton *m_asEvents = nullptr; //!< as the log has it
    QPushButton *m_export = nullptr;
    QPushButton *m_erase = nullptr;
    QLabel *m_hint;
    TranscriptView *m_transcript;
    model::PastEvents m_events;
    QTableView *m_eventTable;
    QList<model::Behind> m_behind;
};

} // namespace sermo::ui
