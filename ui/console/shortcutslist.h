// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QScrollArea>

class QGridLayout;

namespace sermo::ui
{

class DeskActions;

//! The list of shortcuts: what DeskActions knows by keys, and what holds where one writes and
//! reads.
class ShortcutsList : public QScrollArea
{
    Q_OBJECT
    Q_PROPERTY(QStringList lines READ lines)
public:
    explicit ShortcutsList(const DeskActions &actions, QWidget *parent = nullptr);

    [[nodiscard]] QStringList lines() const { return m_lines; } //!< "Ctrl+K: Find and do"

private:
    void addTitle(const QString &title);
    void addLine(const QString &keys, const QString &text);

    QGridLayout *m_grid;
    QStringList m_lines;
};

} // namespace sermo::ui
