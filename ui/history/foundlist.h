// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/model/pastconversations.h"

#include <QListView>

namespace sermo::ui
{

class Theme;

//! What a search has found, a card a conversation: who and when, the words that were looked for
//! where they stand, and what became of it. Up and Down choose, and so does a click; more is
//! fetched while it is scrolled. Model and theme must outlive it.
class FoundList : public QListView
{
    Q_OBJECT
public:
    FoundList(const Theme &theme, model::PastConversations &found, QWidget *parent = nullptr);

signals:
    void chosen(sermo::Seq session);

protected:
    void keyPressEvent(QKeyEvent *event) override;

private:
    void choose(const QModelIndex &index);
};

} // namespace sermo::ui
