// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QColor>
#include <QList>
#include <QWidget>

#include <optional>

class QPainter;
class QRectF;

namespace sermo::ui
{

class Theme;
struct Tokens;

//! One session's part of an agent's load.
struct LoadPart {
    QColor colour;
    double probability = 0;

    friend bool operator==(const LoadPart &, const LoadPart &) = default;
};

//! The bar alone, its parts side by side, with a mark at the bound. It is as long as the bound and
//! one customer more: the most that is ever given.
void paintLoad(QPainter &painter, const Tokens &tokens, const QRectF &bar,
               const QList<LoadPart> &parts, double bound);

//! The agent's load in the top bar: the probabilities that his customers are still there, their
//! sum, and the bound under which he is given another. Before any is known, how many are open.
class LoadBar : public QWidget
{
    Q_OBJECT
    Q_PROPERTY(QString text READ text)
public:
    struct Share //!< a column
    {
        int colour = 0;
        std::optional<double> weight; //!< none: not known

        friend bool operator==(const Share &, const Share &) = default;
    };

    explicit LoadBar(const Theme &theme, QWidget *parent = nullptr);

    //! `sum`: as the allocator counts; none while a probability is not known.
    void present(const QList<Share> &shares, std::optional<double> sum, double bound);
    [[nodiscard]] QString text() const { return m_words; }
    [[nodiscard]] QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    const Theme &m_theme;
    QList<Share> m_shares;
    std::optional<double> m_sum;
    double m_bound = 0;
    QString m_words; //!< "1.99 / 2.00", "3 open"
};

} // namespace sermo::ui
