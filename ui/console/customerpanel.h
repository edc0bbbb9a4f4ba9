// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "broker/protocol/ids.h"
#include "ui/console/consolecontext.h"
#include "ui/console/sidepanel.h"

#include <QPointer>

class QGridLayout;
class QLabel;
class QVBoxLayout;

namespace sermo::model
{
class HistorySource;
struct PastConversation;
class TranscriptModel;
} // namespace sermo::model

namespace sermo::ui
{

class EarlierList;
class EarlierWindow;
class StillThere;
class TagRow;

//! The right side: who the active column's customer is, whether he is still there, what he
//! started with, what he talked about before, and what colleagues noted.
class CustomerPanel : public SidePanel
{
    Q_OBJECT
    Q_PROPERTY(QStringList facts READ facts)
public:
    static constexpr int Width = 258;

    explicit CustomerPanel(const ConsoleContext &context, QWidget *parent = nullptr);

    void setUser(const UserId &user); //!< empty: nobody, which the panel says
    //! While there are columns it stays, whoever is chosen: what is beside it must not grow and
    //! shrink under the agent's hands. Else it is seen only with somebody in it.
    void keepPlace(bool isKept);
    [[nodiscard]] QStringList facts() const; //!< "Name: Robin Eriksson", as shown
    void offerHistory(model::HistorySource &source); //!< of earlier conversations; once
    void readLastEarlier(); //!< the newest of them, if there is any

signals:
    //! All of his earlier conversations: by his number, else by his id here.
    void historyRequested(const QString &customer);
    void askPresentRequested(const sermo::UserId &user); //!< by the bot

private:
    using Facts = QList<std::pair<QString, QString>>;

    void layOut();
    void showWhatIsThere();
    void leave();
    void read(const model::PastConversation &one);
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
    bool m_keepsPlace = false;
    QLabel *m_nobody; //!< instead of what follows
    QWidget *m_about;
    StillThere *m_stillThere;
    QGridLayout *m_customer;
    QVBoxLayout *m_earlierPlace;
    model::HistorySource *m_history = nullptr; //!< null: none is offered
    EarlierList *m_earlier = nullptr; //!< likewise
    QPointer<EarlierWindow> m_reader;
    QLabel *m_startTitle;
    QGridLayout *m_start;
    TagRow *m_tags;
    QLabel *m_notesTitle;
    QVBoxLayout *m_notes;
};

} // namespace sermo::ui
