// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QToolButton>

namespace sermo::ui
{

class Theme;

//! A person's initials in a disc; a button.
class Avatar : public QToolButton
{
    Q_OBJECT
public:
    Avatar(const Theme &theme, const QString &name, QWidget *parent = nullptr);

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    const Theme &m_theme;
    QString m_initials;
};

//! The first letters of the first and the last word, for a disc. Empty for no name.
[[nodiscard]] QString initialsOf(const QString &name);

} // namespace sermo::ui
