// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFrame>

class QHBoxLayout;
class QLabel;
class QVBoxLayout;

namespace sermo::ui
{

//! A card of the dashboard: a title, a remark beside it, and what it holds below.
class BoardPanel : public QFrame
{
    Q_OBJECT
public:
    BoardPanel(const QString &title, const QString &remark, QWidget *parent = nullptr);

    void add(QWidget *content, int stretch = 0);
    void addBesideTitle(QWidget *widget); //!< at the right end
    void setRemark(const QString &remark);

private:
    QLabel *m_remark;
    QHBoxLayout *m_head;
    QVBoxLayout *m_rows;
};

} // namespace sermo::ui
