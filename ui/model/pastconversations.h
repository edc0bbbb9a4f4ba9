// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "broker/protocol/ids.h"
#include "ui/model/figureorder.h"
#include "ui/model/historysource.h"
#include "ui/model/rowsmodel.h"

#include <QDate>
#include <QJsonObject>
#include <QStringList>

#include <optional>

namespace sermo::model
{

class SessionStore;

//! What is looked for among all conversations; what is empty does not narrow.
struct HistoryOrder {
    QString text;
    QDate from, to; //!< both included, of this machine's time zone
    QString queue, agent, brand, customer, tag, reason;
    int ratingFrom = 0, ratingTo = 0; //!< 0: none
    //! Only the sessions behind it, of `queue` and `agent`; without days its own time counts.
    std::optional<FigureOrder> figure;

    //! As the broker's `/api/history` wants it; `before`: the next page.
    [[nodiscard]] QByteArray target(Seq before = 0) const;
    friend bool operator==(const HistoryOrder &, const HistoryOrder &) = default;
};

//! What in a conversation is behind a figure.
struct Behind {
    Seq from = 0, to = 0; //!< the events that make it; `to` 0: nothing has ended it yet
    qint64 ms = 0; //!< the moment it belongs to
    double value = 0;
    friend bool operator==(const Behind &, const Behind &) = default;
};

//! One conversation of the past, as a list shows it; all of it plain text.
struct PastConversation {
    Seq key = 0; //!< its first event
    UserId user;
    QString name; //!< the customer's, else "Visitor 8a8b5c"
    QString customerNumber, brand;
    qint64 beganMs = 0, lastMs = 0;
    bool hasEnded = false;
    QString queue, agent; //!< as shown
    int rating = 0; //!< 0: none
    QString reason;
    QStringList tags;
    QString opening; //!< the customer's first words
    QString excerpt;
    QList<std::pair<int, int>> found; //!< in the excerpt: where the words are, and how long
    QList<Behind> behind; //!< the figure that was asked for

    //! From the broker's JSON; names from the store.
    [[nodiscard]] static PastConversation of(const QJsonObject &told, const SessionStore &store);
    friend bool operator==(const PastConversation &, const PastConversation &) = default;
};

[[nodiscard]] QString topicOf(const PastConversation &one); //!< what it was about, in a line
//! When it was, in which line, with whom, how it was rated and why it ended.
[[nodiscard]] QString circumstancesOf(const PastConversation &one);

//! What a search has found, the one that began last first; more comes by fetchMore(), as a list
//! view asks for it. `ItemRole` is a PastConversation. Source and store must outlive it.
class PastConversations : public RowsModel<PastConversation>
{
    Q_OBJECT
public:
    PastConversations(HistorySource &source, const SessionStore &store, QObject *parent = nullptr);

    void search(const HistoryOrder &order); //!< what was found before stays until the answer
    void forget(const UserId &user); //!< he was erased
    [[nodiscard]] const HistoryOrder &order() const { return m_order; }
    [[nodiscard]] bool isSearching() const { return m_isAsking; }
    [[nodiscard]] const QString &trouble() const { return m_trouble; } //!< empty: none

    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;
    [[nodiscard]] bool canFetchMore(const QModelIndex &parent) const override;
    void fetchMore(const QModelIndex &parent) override;

signals:
    void answered(); //!< rows, trouble

private:
    void ask(Seq before);
    void handle(const HistoryAnswer &answer, bool isFirst);

    HistorySource &m_source;
    const SessionStore &m_store;
    HistoryOrder m_order;
    Seq m_next = 0; //!< 0: there are no more
    quint64 m_question = 0; //!< the last one: answers to others come too late
    bool m_isAsking = false;
    QString m_trouble;
};

} // namespace sermo::model

Q_DECLARE_METATYPE(sermo::model::PastConversation)
