// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/console/consolecontext.h"
#include "ui/console/sidepanel.h"
#include "ui/console/waitingcard.h"

#include <QHash>
#include <QPointer>
#include <QTimer>

class QLabel;
class QVBoxLayout;

namespace sermo::ui
{

class AsideCard;
class QueueRow;
class WaitingWindow;

//! The left side: the queues, who waits in the order of the line, who is with the bot, and
//! whom the agent has set aside.
class Rail : public SidePanel
{
    Q_OBJECT
public:
    static constexpr int Width = 246;

    explicit Rail(const ConsoleContext &context, QWidget *parent = nullptr);

    void tick(); //!< a second has passed
    void readNext(); //!< who is next in line, before he is taken; else who is with the bot

signals:
    void claimRequested(const sermo::UserId &user);

protected:
    void resizeEvent(QResizeEvent *event) override;
    void showEvent(QShowEvent *event) override;
    void hideEvent(QHideEvent *event) override;

private:
    struct Section {
        QLabel *title = nullptr;
        QLabel *count = nullptr;
        QWidget *head = nullptr;
        QVBoxLayout *rows = nullptr;
    };

    Section addSection(QVBoxLayout *into, const QString &title, int spacing);
    void look(); //!< whom of a crowd it shows, or soon will when it is scrolled
    void refresh();
    void refreshQueues();
    void refreshWaiting();
    void refreshWithBot();
    void presentWaiting(int first, int last); //!< by their places
    void presentWithBot(int first, int last);
    void refreshAside();
    void fill(Section &section, QHash<UserId, WaitingCard *> &cards,
              const QList<model::WaitingItem> &items, bool withBot);
    void present(WaitingCard *card, const QList<model::WaitingItem> &items, int place,
                 bool withBot);
    WaitingCard *makeCard(const UserId &user);
    void read(const UserId &user);

    ConsoleContext m_context;
    Section m_queues, m_waiting, m_withBot, m_aside;
    QLabel *m_nobody;
    QueueId m_frontQueue; //!< of whoever is first in line
    QHash<QueueId, QueueRow *> m_queueRows;
    QHash<UserId, WaitingCard *> m_waitingCards, m_botCards;
    QHash<UserId, AsideCard *> m_asideCards;
    QTimer m_look;
    QPointer<WaitingWindow> m_reader;
};

} // namespace sermo::ui
