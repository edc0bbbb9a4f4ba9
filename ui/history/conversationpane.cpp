// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/history/conversationpane.h"

#include "ui/console/labels.h"
#include "ui/console/transcriptview.h"
#include "ui/history/erasedialog.h"
#include "ui/model/transcriptmodel.h"
#include "ui/style/stylesheet.h"

#include <QBuffer>
#include <QDateTime>
#include <QFileDialog>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QMenu>
#include <QPushButton>
#include <QSaveFile>
#include <QTableView>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace sermo::ui
{

namespace
{

constexpr int EventWidths[] = {64, 176, 150, 76}; // number, time, type, direction

} // namespace

ConversationPane::ConversationPane(const ConsoleContext &context, model::HistorySource &source,
                                   QWidget *parent)
    : QFrame(parent)
    , m_context(context)
    , m_source(source)
    , m_past(source, context.store)
    , m_hint(plainLabel(u"third"_s, this))
    , m_transcript(new TranscriptView(context.theme, this))
    , m_eventTable(makeEvents())
{
    setObjectName(u"conversationPane"_s);
    setRole(this, u"card"_s);
    m_transcript->setObjectName(u"pastTranscript"_s);
    m_transcript->setImages(&context.images);
    m_hint->setObjectName(u"pastHint"_s);
    m_hint->setAlignment(Qt::AlignCenter);
    m_hint->setWordWrap(true);
    auto *rows = new QVBoxLayout(this);
    rows->setContentsMargins(1, 0, 1, 1);
    rows->setSpacing(0);
    rows->addWidget(makeHead());
    rows->addWidget(m_hint, 1);
    rows->addWidget(m_transcript, 1);
    rows->addWidget(m_eventTable, 1);
    connect(&m_past, &model::PastTranscript::changed, this, &ConversationPane::refresh);
    connect(&context.store, &model::SessionStore::welcomed, this,
            &ConversationPane::refreshActions);
    connect(&context.store, &model::SessionStore::forgotten, this, [this](const UserId &user) {
        if (user == m_past.about().user)
            close(); // nothing of him may be kept anywhere
    });
    refresh();
}

QWidget *ConversationPane::makeHead()
{
    auto *head = new QWidget(this);
    m_name = new ElidedLabel(u"title"_s, head);
    m_where = plainLabel(u"small"_s, head);
    m_where->setObjectName(u"pastWhere"_s);
    m_where->setWordWrap(true);
    m_asEvents = new QPushButton(tr("Events"), head);
    m_asEvents->setObjectName(u"asEventsButton"_s);
    m_asEvents->setToolTip(tr("As the log has it, event by event"));
    m_asEvents->setCheckable(true);
    connect(m_asEvents, &QPushButton::toggled, this, &ConversationPane::refresh);
    m_export = new QPushButton(tr("Export"), head);
    m_export->setObjectName(u"exportButton"_s);
    auto *menu = new QMenu(m_export);
    menu->setAccessibleName(m_export->text());
    for (const auto &[format, text] : {std::pair(Format::Pdf, tr("PDF transcript…")),
                                       {Format::Html, tr("HTML transcript…")},
                                       {Format::Csv, tr("CSV for spreadsheets…")},
                                       {Format::Json, tr("JSON, all events…")}}) {
        QAction *action
            = menu->addAction(text, this, [this, format = format] { askWhereTo(format); });
        action->setObjectName(u"export-"_s + extensionOf(format));
    }
    m_export->setMenu(menu);
    m_erase = new QPushButton(tr("Erase the customer…"), head);
    m_erase->setObjectName(u"eraseButton"_s);
    connect(m_erase, &QPushButton::clicked, this, &ConversationPane::askToErase);
    auto *words = new QVBoxLayout;
    words->setSpacing(2);
    words->addWidget(m_name);
    words->addWidget(m_where);
    auto *row = new QHBoxLayout(head);
    row->setContentsMargins(14, 10, 12, 10);
    row->addLayout(words, 1);
    row->addWidget(m_asEvents);
    row->addWidget(m_export);
    row->addWidget(m_erase);
    return head;
}

QTableView *ConversationPane::makeEvents()
{
    auto *table = new QTableView(this);
    table->setObjectName(u"pastEvents"_s);
    table->setAccessibleName(tr("Events of the conversation"));
    setKind(table, u"board"_s);
    table->setModel(&m_events);
    table->setSelectionBehavior(QAbstractItemView::SelectRows);
    table->setEditTriggers(QAbstractItemView::NoEditTriggers);
    table->setShowGrid(false);
    table->setTabKeyNavigation(false);
    table->setWordWrap(false);
    table->verticalHeader()->hide();
    for (const int column : {model::PastEvents::Number, model::PastEvents::Time,
                             model::PastEvents::Type, model::PastEvents::Direction})
        table->setColumnWidth(column, EventWidths[column]);
    table->horizontalHeader()->setStretchLastSection(true);
    return table;
}

void ConversationPane::open(Seq session, const QList<model::Behind> &behind)
{
    const bool isAnother = session != m_past.about().key || !m_past.isOpen();
    m_behind = behind;
    if (isAnother)
        m_past.open(session);
    else
        refresh();
}

//! The bubble of the first of its events, or what was said next: not all events are bubbles.
void ConversationPane::showBehind()
{
    const int line = m_events.firstBehind();
    const model::TranscriptModel *transcript = m_past.transcript();
    if (line < 0 || !transcript)
        return;
    m_eventTable->selectRow(line);
    for (int row = 0; row < transcript->rowCount(); ++row) {
        if (transcript->item(row).seq < m_behind.constFirst().from)
            continue;
        m_transcript->setCurrentRow(row);
        return;
    }
}

void ConversationPane::close()
{
    m_past.close();
    refresh();
}

void ConversationPane::refresh()
{
    const bool isOpen = m_past.isOpen();
    const model::PastConversation &about = m_past.about();
    m_transcript->setModel(m_past.transcript());
    const qint64 nowMs = m_context.clock.now().wallMs;
    m_transcript->setToday(QDateTime::fromMSecsSinceEpoch(nowMs).date());
    m_events.show(isOpen ? m_past.events() : QByteArrayList(), m_behind);
    m_transcript->setVisible(isOpen && !m_asEvents->isChecked());
    m_eventTable->setVisible(isOpen && m_asEvents->isChecked());
    m_hint->setVisible(!isOpen);
    m_hint->setText(m_past.isLoading()               ? tr("Opening…")
                        : m_past.trouble().isEmpty() ? tr("Choose a conversation to read it here.")
                                                     : m_past.trouble());
    m_name->setText(isOpen ? about.name : QString());
    m_where->setText(isOpen ? circumstancesOf(about) : QString());
    m_transcript->setAccessibleName(tr("Conversation with %1").arg(about.name));
    refreshActions();
    showBehind();
}

void ConversationPane::refreshActions()
{
    m_asEvents->setVisible(m_past.isOpen());
    m_export->setVisible(m_past.isOpen());
    m_erase->setVisible(m_past.isOpen() && m_context.store.maySupervise());
}

// --- Taking it out -------------------------------------------------------------------------------

QString ConversationPane::extensionOf(Format format)
{
    switch (format) {
    case Format::Json:
        return u"json"_s;
    case Format::Csv:
        return u"csv"_s;
    case Format::Html:
        return u"html"_s;
    case Format::Pdf:
        return u"pdf"_s;
    }
    Q_UNREACHABLE();
}

model::ExportedConversation ConversationPane::taken() const
{
    QList<model::TranscriptItem> items;
    const model::TranscriptModel *transcript = m_past.transcript();
    for (int row = 0; transcript && row < transcript->rowCount(); ++row)
        items += transcript->item(row);
    return {m_past.about(), items, m_past.aboutJson(), m_past.events(),
            QTimeZone::systemTimeZone()};
}

QByteArray ConversationPane::exported(Format format) const
{
    if (!m_past.isOpen())
        return {};
    const model::ExportedConversation conversation = taken();
    switch (format) {
    case Format::Json:
        return toJson(conversation);
    case Format::Csv:
        return toCsv(conversation);
    case Format::Html:
        return toHtml(conversation);
    case Format::Pdf:
        break;
    }
    QBuffer pages;
    pages.open(QIODevice::WriteOnly);
    return writePdf(conversation, pages) ? pages.data() : QByteArray();
}

void ConversationPane::askWhereTo(Format format)
{
    auto *dialog = new QFileDialog(this, tr("Export the conversation"));
    dialog->setObjectName(u"exportDialog"_s);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setDefaultSuffix(extensionOf(format));
    dialog->selectFile(model::fileNameOf(m_past.about(), extensionOf(format)));
    connect(dialog, &QFileDialog::fileSelected, this,
            [this, format](const QString &fileName) { save(format, fileName); });
    dialog->open();
}

void ConversationPane::save(Format format, const QString &fileName)
{
    const QByteArray bytes = exported(format);
    QSaveFile file(fileName);
    const bool isKept = !bytes.isEmpty() && file.open(QIODevice::WriteOnly)
        && file.write(bytes) == bytes.size() && file.commit();
    emit noticed(isKept ? tr("Exported to %1").arg(fileName)
                        : tr("Cannot export to %1: %2").arg(fileName, file.errorString()));
}

// --- Erasing -------------------------------------------------------------------------------------

void ConversationPane::askToErase()
{
    const model::PastConversation about = m_past.about();
    auto *dialog = new EraseDialog(about.name, this);
    connect(dialog, &EraseDialog::eraseRequested, this, [this, about] { erase(about.user); });
    dialog->open();
}

void ConversationPane::erase(const UserId &user)
{
    m_erase->setEnabled(false);
    const QByteArray target = "/api/customers/" + user.value().toUtf8().toPercentEncoding();
    m_source.ask("DELETE"_ba, target, this, [this, user](const model::HistoryAnswer &answer) {
        m_erase->setEnabled(true);
        if (!answer.isGood()) {
            emit noticed(tr("The customer was not erased. %1").arg(troubleOf(answer)));
            return;
        }
        if (user == m_past.about().user)
            close();
        emit noticed(tr("The customer is erased: nothing of him is left"));
        emit erased(user);
    });
}

} // namespace sermo::ui
