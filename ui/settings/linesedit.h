// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QJsonArray>
#include <QPlainTextEdit>

namespace sermo::ui
{

//! A list of the configuration's that holds texts (`origins`), one a line. Tab leaves it.
class LinesEdit : public QPlainTextEdit
{
    Q_OBJECT
public:
    explicit LinesEdit(const QString &name, QWidget *parent);

    void setList(const QJsonArray &list); //!< without edited(); what says the same already stays
    [[nodiscard]] QJsonArray list() const; //!< trimmed, without the empty ones
    void pointAt(int row); //!< chooses that one of list(), and takes the keyboard

signals:
    void edited();

private:
    bool m_filling = false;
};

} // namespace sermo::ui
