// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/console/emoji.h"

#include <QFrame>
#include <QStandardItemModel>

class QLabel;
class QLineEdit;
class QListView;

namespace sermo::ui
{

//! A small board of emoji with a search line: letters find, arrows choose, Enter takes, Escape
//! leaves. A popup over its button. Deletes itself when it closes.
class EmojiPicker : public QFrame
{
    Q_OBJECT
    Q_PROPERTY(QStringList signs READ signs)
public:
    explicit EmojiPicker(QWidget *parent);

    void openOver(const QWidget *button);
    [[nodiscard]] QStringList signs() const; //!< shown, from the top left

signals:
    void chosen(const QString &sign);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void search(const QString &typed);
    void showCurrent();
    void choose(const QModelIndex &index);

    QLineEdit *m_search;
    QListView *m_board;
    QLabel *m_name;
    QStandardItemModel m_model;
};

} // namespace sermo::ui
