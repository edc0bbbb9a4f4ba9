// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/model/figurecards.h"

#include <QAbstractButton>

class QGridLayout;
class QLabel;

namespace sermo::ui
{

//! One large figure with its name above and what goes with it below. A button: it opens the
//! sessions behind the figure.
class FigureTile : public QAbstractButton
{
    Q_OBJECT
    Q_PROPERTY(QString value READ value)
    Q_PROPERTY(QString detail READ detail)
public:
    explicit FigureTile(QWidget *parent = nullptr);

    void present(const model::FigureCard &card, const QString &spoken);
    [[nodiscard]] QString value() const;
    [[nodiscard]] QString detail() const;

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    QLabel *m_name;
    QLabel *m_value;
    QLabel *m_suffix;
    QLabel *m_detail;
};

//! The dashboard's figures side by side, in one row or two. Follows the cards, which must outlive
//! it. Objects: `figure-KEY`.
class FigureStrip : public QWidget
{
    Q_OBJECT
public:
    explicit FigureStrip(const model::FigureCards &cards, QWidget *parent = nullptr);

    void setColumns(int columns);

signals:
    void chosen(const sermo::model::FigureOrder &figure);

private:
    void present(int first, int last);

    const model::FigureCards &m_cards;
    QList<FigureTile *> m_tiles;
    QGridLayout *m_grid;
    int m_columns = 0;
};

} // namespace sermo::ui
