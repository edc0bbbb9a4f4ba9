// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QLabel>

namespace sermo::ui
{

//! A label that shows its text as it is, whatever a customer wrote into it (architecture, rule 8),
//! in one of the sheet's roles.
[[nodiscard]] QLabel *plainLabel(const QString &role, QWidget *parent, const QString &text = {});

//! The small spaced capitals above a list.
[[nodiscard]] QLabel *sectionLabel(QWidget *parent, const QString &text);

//! A single line that ends in "…" where there is no room, and never asks for more.
class ElidedLabel : public QLabel
{
    Q_OBJECT
public:
    ElidedLabel(const QString &role, QWidget *parent);

    [[nodiscard]] QSize minimumSizeHint() const override;
    [[nodiscard]] QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    [[nodiscard]] QRect inside() const;
    [[nodiscard]] QString line() const;
};

} // namespace sermo::ui
