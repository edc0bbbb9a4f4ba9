// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/history/foundbar.h"

#include "ui/console/labels.h"

#include <QDate>
#include <QFileDialog>
#include <QHBoxLayout>
#include <QLabel>
#include <QMenu>
#include <QPushButton>
#include <QSaveFile>

using namespace Qt::StringLiterals;

namespace sermo::ui
{

namespace
{

QString extensionOf(model::FoundExport::Format format)
{
    return format == model::FoundExport::Format::Csv ? u"csv"_s : u"json"_s;
}

} // namespace

FoundBar::FoundBar(const ConsoleContext &context, model::HistorySource &source,
                   const model::PastConversations &found, QWidget *parent)
    : QWidget(parent)
    , m_found(found)
    , m_export(source, context.store)
    , m_outcome(plainLabel(u"small"_s, this))
    , m_button(new QPushButton(tr("Export the list"), this))
{
    m_outcome->setObjectName(u"historyOutcome"_s);
    m_button->setObjectName(u"exportListButton"_s);
    auto *menu = new QMenu(m_button);
    for (const auto &[format, text] :
         {std::pair(Format::Csv, tr("CSV for spreadsheets…")), {Format::Json, tr("JSON…")}}) {
        QAction *action
            = menu->addAction(text, this, [this, format = format] { askWhereTo(format); });
        action->setObjectName(u"exportList-"_s + extensionOf(format));
    }
    m_button->setMenu(menu);
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(12, 0, 12, 0);
    row->addWidget(m_outcome, 1);
    row->addWidget(m_button);
    connect(&m_found, &model::PastConversations::answered, this, &FoundBar::present);
    connect(&m_export, &model::FoundExport::advanced, this, [this](int conversations) {
        m_outcome->setText(tr("Exporting: %n conversations so far", nullptr, conversations));
    });
    connect(&m_export, &model::FoundExport::made, this, &FoundBar::save);
    connect(&m_export, &model::FoundExport::failed, this, [this](const QString &why) {
        present();
        emit noticed(why);
    });
    present();
}

void FoundBar::present()
{
    const int rows = m_found.rowCount();
    m_button->setEnabled(rows > 0 && !m_export.isRunning());
    if (!m_found.trouble().isEmpty())
        m_outcome->setText(m_found.trouble());
    else if (rows == 0 && m_found.order() == model::HistoryOrder())
        m_outcome->setText(tr("There are no conversations yet."));
    else if (rows == 0)
        m_outcome->setText(tr("Nothing is found."));
    else if (m_found.canFetchMore({}))
        m_outcome->setText(tr("The latest %n conversations; more below", nullptr, rows));
    else
        m_outcome->setText(tr("%n conversations", nullptr, rows));
}

void FoundBar::askWhereTo(Format format)
{
    auto *dialog = new QFileDialog(this, tr("Export the list"));
    dialog->setObjectName(u"exportListDialog"_s);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setDefaultSuffix(extensionOf(format));
    dialog->selectFile(u"conversations-%1.%2"_s.arg(QDate::currentDate().toString(Qt::ISODate),
                                                    extensionOf(format)));
    connect(dialog, &QFileDialog::fileSelected, this,
            [this, format](const QString &fileName) { begin(format, fileName); });
    dialog->open();
}

//! What is found is what was looked for when the file was chosen, whatever is typed meanwhile.
void FoundBar::begin(Format format, const QString &fileName)
{
    m_fileName = fileName;
    m_export.begin(m_found.order(), format);
    present();
}

void FoundBar::save(const QByteArray &bytes, int conversations)
{
    present();
    QSaveFile file(m_fileName);
    const bool isKept
        = file.open(QIODevice::WriteOnly) && file.write(bytes) == bytes.size() && file.commit();
    emit noticed(isKept
                     ? tr("%n conversations exported to %1", nullptr, conversations).arg(m_fileName)
                     : tr("Cannot export to %1: %2").arg(m_fileName, file.errorString()));
}

} // namespace sermo::ui
