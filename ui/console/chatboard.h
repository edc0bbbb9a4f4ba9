// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "broker/protocol/ids.h"
#include "ui/console/consolecontext.h"
#include "ui/console/loadbar.h"
#include "ui/model/setaside.h"

#include <QScrollArea>
#include <QSet>

class QHBoxLayout;

namespace sermo::ui
{

class ChatColumn;
class Welcome;

//! The agent's sessions side by side, all alive at once. A column comes with a session and goes
//! with it, and goes out of sight while it is set aside; columns share the width down to 300 px,
//! then the board scrolls sideways.
class ChatBoard : public QScrollArea
{
    Q_OBJECT
public:
    explicit ChatBoard(const ConsoleContext &context, QWidget *parent = nullptr);
    ~ChatBoard() override;

    [[nodiscard]] QList<ChatColumn *> columns() const { return m_columns; } //!< from the left
    [[nodiscard]] ChatColumn *active() const { return m_active; } //!< null: none
    //! The active one, as long as it is seen: what keys and the palette act on. Null: none.
    [[nodiscard]] ChatColumn *inHand() const;
    [[nodiscard]] ChatColumn *columnOf(const UserId &user) const; //!< null: none
    // What the agent asks for; another view in front makes way (wanted()).
    void focusColumn(int number); //!< from 0; nothing when there is none
    void focusColumn(const UserId &user); //!< the same
    void focusNext(bool forward); //!< the next that needs the agent, else the next
    void tick(); //!< a second has passed
    void moveActive(int by); //!< the active column, so many places to the right
    void widenActive(int steps); //!< or narrower, where negative
    [[nodiscard]] QList<LoadBar::Share> shares() const; //!< of the agent's load, from the left

signals:
    void sharesChanged();
    void activeChanged(const sermo::UserId &user); //!< empty: none
    void countChanged(int columns);
    void noticed(const QString &text); //!< why something was not done
    void wanted(); //!< the agent chose a column while another view is in front of them

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    void follow(); //!< the sessions that the agent holds
    void add(const UserId &user);
    [[nodiscard]] ChatColumn *made(const UserId &user); //!< anew, or as it was set aside
    void remove(ChatColumn *column);
    void handleAside();
    void handleBack(const UserId &user, model::SetAside::Back why);
    [[nodiscard]] bool isAskedFor(const UserId &user) const;
    void refresh(const QSet<UserId> &users);
    void handleFocus(QWidget *now);
    void activate(ChatColumn *column);
    [[nodiscard]] int freeColour() const;
    // chatboard_order.cpp
    [[nodiscard]] int placeFor(const UserId &user) const;
    void moveColumn(int from, int to);
    void dragTo(ChatColumn *column, int globalX);
    void setWidthOf(ChatColumn *column, int width); //!< 0: as there is room
    void applyWidths();
    void shareRoom();

    [[nodiscard]] bool isWriting() const;
    [[nodiscard]] bool mayTakeKeyboard(const UserId &user) const;
    void focus(ChatColumn *column);

    static constexpr int Gap = 8; //!< between columns
    static constexpr int Edge = 9; //!< around them

    ConsoleContext m_context;
    QList<ChatColumn *> m_columns;
    QHash<UserId, ChatColumn *> m_aside; //!< out of sight, as they were left
    UserId m_asked, m_returned; //!< just being brought back: by the agent, by itself
    ChatColumn *m_active = nullptr;
    bool m_wasTaken = false; //!< the column with the keyboard, and he has not chosen since
    QHBoxLayout *m_row;
    Welcome *m_welcome;
};

} // namespace sermo::ui
