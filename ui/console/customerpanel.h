// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "broker/protocol/ids.h"
#include "ui/console/consolecontext.h"
#include "ui/console/sidepanel.h"

#include <QPointer>

class QGridLayout;
class QLabel;
class QPushButton;
class QVBoxLayout;

namespace sermo::model
{
class TranscriptModel;
}

namespace sermo::ui
{

class StillThere;
class TagRow;

//! The right side: who the active column's customer is, whether he is still there, what he
//! started with, and what colleagues noted.
class CustomerPanel : public SidePanel
{
    Q_OBJECT
    Q_PROPERTY(QStringList facts READ facts)
public:
    static constexpr int Width = 258;

    explicit CustomerPanel(const ConsoleContext &context, QWidget *parent = nullptr);

    void setUser(const UserId &user); //!< empty: nobody, and the panel is not seen
    [[nodiscard]] QStringList facts() const; //!< "Name: Robin Eriksson", as shown
    void offerHistory(); //!< there is one: the customer's earlier conversations can be asked for

signals:
    //! His earlier conversations: by his number, else by his id here.
    void historyRequested(const QString &customer);
    void askPresentRequested(const sermo::UserId &user); //!< by the bot

private:
    using Facts = QList<std::pair<QString, QString>>;

    void layOut();
    void leave();
    void refresh();
    void refreshNotes();
    void refreshPresence();
    [[nodiscard]] QStringList knownTags() const;
    [[nodiscard]] Facts factsOf(const UserId &user) const;
    [[nodiscard]] Facts startFactsOf(const UserId &user) const;
    void fill(QGridLayout *grid, const Facts &facts);

    ConsoleContext m_context;
    UserId m_user;
    QPointer<model::TranscriptModel> m_transcript;
    Facts m_shown, m_shownStart;
    StillThere *m_stillThere;
    QGridLayout *m_customer;
    QPushButton *m_earlier;
    QLabel *m_startTitle;
    QGridLayout *m_start;
    TagRow *m_tags;
    QLabel *m_notesTitle;
    QVBoxLayout *m_notes;
};

} // namespace sermo::ui
