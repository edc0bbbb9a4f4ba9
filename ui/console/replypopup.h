// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/model/cannedreply.h"

#include <QFrame>
#include <QStringListModel>

class QKeyEvent;
class QListView;

namespace sermo::ui
{

class Theme;

//! The canned replies that fit what was typed after a `/`, over the composer: the keyboard stays in
//! it, and what it does not write goes here (handleKey). Part of its column, no window of its own:
//! nothing steals the focus. Hidden while nothing fits.
class ReplyPopup : public QFrame
{
    Q_OBJECT
    Q_PROPERTY(QStringList shortcuts READ shortcuts)
    Q_PROPERTY(QString current READ current)
public:
    ReplyPopup(const Theme &theme, QWidget *parent);

    //! The best first; none: hides. `keepsChoice`: who has chosen one has it still.
    void present(const QList<model::CannedReply> &replies, bool keepsChoice = false);
    //! Stands on this line of the parent, so wide; as high as it needs.
    void standOn(const QPoint &bottomLeft, int width);
    [[nodiscard]] bool handleKey(const QKeyEvent &event); //!< whether it was for the list
    [[nodiscard]] QStringList shortcuts() const; //!< shown, from the top
    [[nodiscard]] QString current() const; //!< the shortcut that Enter would take

signals:
    void chosen(const sermo::model::CannedReply &reply);
    void currentChanged(const QString &words); //!< for assistive technology

private:
    void move(int rows);
    void choose(int row);
    void place();

    QList<model::CannedReply> m_replies;
    QStringListModel m_model; //!< their shortcuts
    QListView *m_list;
    QPoint m_bottomLeft;
    int m_width = 0;
};

} // namespace sermo::ui
