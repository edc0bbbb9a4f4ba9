// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/console/bubblestyle.h"
#include "ui/console/textblock.h"

#include <QWidget>

class QPainter;

namespace sermo::ui
{

class Theme;

//! What the customer is typing, before it is sent, in a dashed bubble at the foot of the
//! transcript. A widget of its own: at 20 changes a second only its own rectangle is painted, and
//! no row of the transcript is touched. Of a long text the last lines are shown. Without text it
//! has no height; where none is ever told, one quiet line says so.
class LivePreview : public QWidget
{
    Q_OBJECT
    Q_PROPERTY(QString text READ text)
    Q_PROPERTY(bool off READ isOff)
public:
    LivePreview(const Theme &theme, QWidget *parent = nullptr);

    void setColour(int number);
    void setCustomer(const QString &name); //!< for assistive technology
    void setText(const QString &text);
    void setOff(bool isOff); //!< by the configuration
    [[nodiscard]] bool isOff() const { return m_isOff; }
    [[nodiscard]] const QString &text() const { return m_text; }
    [[nodiscard]] QRect bubbleRect() const;

    [[nodiscard]] QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    void restyle();
    void relayout();
    void paintOff(QPainter &painter) const;
    [[nodiscard]] QString offWords() const;

    const Theme &m_theme;
    BubbleStyle m_style;
    int m_colour = 0;
    QString m_customer;
    QString m_text;
    bool m_isOff = false;
    TextBlock m_block;
};

} // namespace sermo::ui
