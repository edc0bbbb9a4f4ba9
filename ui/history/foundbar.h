// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/console/consolecontext.h"
#include "ui/model/foundexport.h"

#include <QWidget>

class QLabel;
class QPushButton;

namespace sermo::ui
{

//! Above what was found: how much it is, or why there is none, and the way to take all of it out as
//! a file. Follows the search, which like source and store must outlive it.
class FoundBar : public QWidget
{
    Q_OBJECT
public:
    FoundBar(const ConsoleContext &context, model::HistorySource &source,
             const model::PastConversations &found, QWidget *parent = nullptr);

signals:
    void noticed(const QString &text); //!< what went wrong, or what was done

private:
    using Format = model::FoundExport::Format;

    void present();
    void askWhereTo(Format format);
    void begin(Format format, const QString &fileName);
    void save(const QByteArray &bytes, int conversations);

    const model::PastConversations &m_found;
    model::FoundExport m_export;
    QString m_fileName; //!< where it goes
    QLabel *m_outcome;
    QPushButton *m_button;
};

} // namespace sermo::ui
