// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/model/earlierconversations.h"

#include <QWidget>

class QLabel;
class QPushButton;
class QVBoxLayout;

namespace sermo
{
class Clock;
}

namespace sermo::ui
{

//! What a customer talked about before this session: what it was about and when, one a row, read by
//! a click or a key. Clock, source and store must outlive it.
class EarlierList : public QWidget
{
    Q_OBJECT
    Q_PROPERTY(QStringList lines READ lines)
public:
    static constexpr qsizetype MostRows = 5; //!< the rest is in the history

    EarlierList(const Clock &clock, model::HistorySource &source, const model::SessionStore &store,
                QWidget *parent = nullptr);

    void setUser(const UserId &user); //!< empty: nobody
    void chooseFirst(); //!< as a click on it; nothing where there is none
    [[nodiscard]] QStringList lines() const; //!< "Flytt av bredband, 3 Feb", as shown

signals:
    void chosen(const sermo::model::PastConversation &conversation);
    void allRequested(const QString &customer); //!< by his number, else by his id

private:
    void refresh();
    [[nodiscard]] QPushButton *row(const model::PastConversation &one);

    const Clock &m_clock;
    model::EarlierConversations m_earlier;
    QList<model::PastConversation> m_shown;
    QVBoxLayout *m_rows;
    QLabel *m_none; //!< why there are no rows
    QPushButton *m_all;
};

} // namespace sermo::ui
