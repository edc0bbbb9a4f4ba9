// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/settings/linesedit.h"

#include <QScopedValueRollback>
#include <QTextBlock>

namespace sermo::ui
{

namespace
{

constexpr int Height = 76; // three lines and a bit of the fourth, which says that there is more

} // namespace

LinesEdit::LinesEdit(const QString &name, QWidget *parent)
    : QPlainTextEdit(parent)
{
    setObjectName(name);
    setTabChangesFocus(true);
    setLineWrapMode(NoWrap);
    setFixedHeight(Height);
    connect(this, &QPlainTextEdit::textChanged, this, [this] {
        if (!m_filling)
            emit edited();
    });
}

void LinesEdit::setList(const QJsonArray &list)
{
    if (list == this->list())
        return; // the line that is being begun stays
    const QScopedValueRollback filling(m_filling, true);
    QStringList lines;
    for (const QJsonValue &line : list)
        lines += line.toString();
    setPlainText(lines.join(u'\n'));
}

QJsonArray LinesEdit::list() const
{
    QJsonArray list;
    for (QTextBlock block = document()->begin(); block.isValid(); block = block.next()) {
        if (const QString line = block.text().trimmed(); !line.isEmpty())
            list += line;
    }
    return list;
}

void LinesEdit::pointAt(int row)
{
    setFocus();
    int left = row;
    for (QTextBlock block = document()->begin(); block.isValid(); block = block.next()) {
        if (block.text().trimmed().isEmpty() || left-- > 0)
            continue;
        QTextCursor line(block);
        line.movePosition(QTextCursor::EndOfBlock, QTextCursor::KeepAnchor);
        setTextCursor(line);
        return;
    }
}

} // namespace sermo::ui
