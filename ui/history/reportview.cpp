// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/history/reportview.h"

#include "ui/console/labels.h"
#include "ui/history/reportbar.h"
#include "ui/model/historysource.h"
#include "ui/style/stylesheet.h"

#include <QFileDialog>
#include <QFrame>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QMenu>
#include <QPushButton>
#include <QSaveFile>
#include <QShowEvent>
#include <QSortFilterProxyModel>
#include <QTableView>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace sermo::ui
{

namespace
{

constexpr auto AfterChange = 250ms;
constexpr int Gap = 12;
constexpr int DayWidth = 118, WhoseWidth = 150, FigureWidth = 78;

} // namespace

ReportView::ReportView(const ConsoleContext &context, model::HistorySource &source, QWidget *parent)
    : QWidget(parent)
    , m_source(source)
    , m_rows(source, context.store)
    , m_sorted(new QSortFilterProxyModel(this))
    , m_bar(new ReportBar(context, this))
    , m_statement(plainLabel(u"small"_s, this))
    , m_table(makeTable())
{
    setObjectName(u"reportView"_s);
    setAccessibleName(tr("Reports"));
    setRole(this, u"board"_s);
    setAttribute(Qt::WA_StyledBackground);
    m_statement->setObjectName(u"reportStatement"_s);
    m_statement->setWordWrap(true);
    auto *head = new QHBoxLayout;
    head->addWidget(m_bar, 1);
    head->addWidget(makeExport());
    auto *card = new QFrame(this);
    setRole(card, u"card"_s);
    auto *cardRows = new QVBoxLayout(card);
    cardRows->setContentsMargins(12, 10, 1, 1);
    cardRows->addWidget(m_statement);
    cardRows->addWidget(m_table, 1);
    auto *rows = new QVBoxLayout(this);
    rows->setContentsMargins(14, 14, 14, 14);
    rows->setSpacing(Gap);
    rows->addLayout(head);
    rows->addWidget(card, 1);
    m_soon.setSingleShot(true);
    m_soon.setInterval(AfterChange);
    connect(&m_soon, &QTimer::timeout, this, &ReportView::ask);
    connect(m_bar, &ReportBar::changed, &m_soon, qOverload<>(&QTimer::start));
    connect(m_bar, &ReportBar::splitChanged, this, [this] { m_rows.setSplit(m_bar->split()); });
    connect(&m_rows, &model::ReportRows::answered, this, &ReportView::present);
}

QTableView *ReportView::makeTable()
{
    m_sorted->setSourceModel(&m_rows);
    m_sorted->setSortRole(model::ReportRows::SortRole);
    auto *table = new QTableView(this);
    table->setObjectName(u"reportTable"_s);
    table->setAccessibleName(tr("Report"));
    setKind(table, u"board"_s);
    table->setModel(m_sorted);
    table->setEditTriggers(QAbstractItemView::NoEditTriggers);
    table->setSelectionMode(QAbstractItemView::SingleSelection);
    table->setShowGrid(false);
    table->setTabKeyNavigation(false); // Tab leaves it, as it leaves everything else
    table->setToolTip(tr("Enter or a double click opens the sessions behind a figure"));
    table->verticalHeader()->hide();
    QHeaderView *columns = table->horizontalHeader();
    columns->setHighlightSections(false);
    const QFontMetrics metrics(columns->font());
    for (int column = 0; column < m_sorted->columnCount(); ++column) {
        const QString title = m_sorted->headerData(column, Qt::Horizontal).toString();
        const int least = column == model::ReportRows::Day ? DayWidth
            : column == model::ReportRows::Whose           ? WhoseWidth
                                                           : FigureWidth;
        columns->resizeSection(column, std::max(least, metrics.horizontalAdvance(title) + 2 * Gap));
    }
    columns->setSortIndicator(-1, Qt::AscendingOrder); // day by day, until somebody wishes else
    table->setSortingEnabled(true);
    connect(table, &QTableView::activated, this, &ReportView::openBehind);
    return table;
}

QPushButton *ReportView::makeExport()
{
    auto *button = new QPushButton(tr("Export"), this);
    button->setObjectName(u"reportExportButton"_s);
    auto *menu = new QMenu(button);
    for (const auto &[format, text] : {std::pair("csv"_ba, tr("CSV for spreadsheets…")),
                                       {"json"_ba, tr("JSON with the sessions behind…")},
                                       {"html"_ba, tr("HTML to read and print…")}}) {
        QAction *action
            = menu->addAction(text, this, [this, format = format] { askWhereTo(format); });
        action->setObjectName(u"reportExport-"_s + QString::fromLatin1(format));
    }
    button->setMenu(menu);
    return button;
}

void ReportView::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    if (event->spontaneous())
        return;
    m_bar->refill();
    ask(); // today goes on
}

void ReportView::ask()
{
    m_soon.stop();
    m_rows.ask(m_bar->order());
    present();
}

void ReportView::present()
{
    m_statement->setText(m_rows.isAsking()                ? tr("Counting…")
                             : m_rows.trouble().isEmpty() ? m_rows.statement()
                                                          : m_rows.trouble());
}

void ReportView::openBehind(const QModelIndex &cell)
{
    const auto figure = cell.data(model::ReportRows::BehindRole).value<model::FigureOrder>();
    if (!figure.name.isEmpty())
        emit figureChosen(figure);
}

void ReportView::askWhereTo(const QByteArray &format)
{
    const model::ReportOrder order = m_bar->order();
    const QString suffix = QString::fromLatin1(format);
    auto *dialog = new QFileDialog(this, tr("Export the report"));
    dialog->setObjectName(u"reportExportDialog"_s);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setDefaultSuffix(suffix);
    dialog->selectFile(u"report-%1-%2.%3"_s.arg(order.from.toString(Qt::ISODate),
                                                order.to.toString(Qt::ISODate), suffix));
    connect(dialog, &QFileDialog::fileSelected, this,
            [this, order, format](const QString &fileName) {
                m_source.ask("GET"_ba, order.target(format), this,
                             [this, fileName](const model::HistoryAnswer &answer) {
                                 if (answer.isGood())
                                     save(answer.body, fileName);
                                 else
                                     emit noticed(troubleOf(answer));
                             });
            });
    dialog->open();
}

void ReportView::save(const QByteArray &bytes, const QString &fileName)
{
    QSaveFile file(fileName);
    const bool isKept
        = file.open(QIODevice::WriteOnly) && file.write(bytes) == bytes.size() && file.commit();
    emit noticed(isKept ? tr("The report is in %1").arg(fileName)
                        : tr("Cannot export to %1: %2").arg(fileName, file.errorString()));
}

} // namespace sermo::ui
