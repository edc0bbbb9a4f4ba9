// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/model/pastconversations.h"
#include "ui/model/sessionstore.h"

#include <memory>

namespace sermo::model
{

class TranscriptModel;

//! One conversation of the past, loaded whole, page by page, and folded by a SessionStore of its
//! own, so that it reads as it did in its column. Source and desk must outlive it.
class PastTranscript : public QObject
{
    Q_OBJECT
public:
    PastTranscript(HistorySource &source, const SessionStore &desk, QObject *parent = nullptr);
    ~PastTranscript() override;

    void open(Seq session); //!< closes what was open
    void close();
    //! Only what was said by then; wall time, none: all of it. Also of what is opened later.
    void showUntil(std::optional<qint64> ms);

    [[nodiscard]] bool isLoading() const { return m_isLoading; }
    [[nodiscard]] bool isOpen() const { return m_store != nullptr && !m_isLoading; }
    [[nodiscard]] const QString &trouble() const { return m_trouble; } //!< empty: none
    [[nodiscard]] const PastConversation &about() const { return m_about; }
    [[nodiscard]] TranscriptModel *transcript() const; //!< null: none; goes with the next open()
    //! As the broker delivered them.
    [[nodiscard]] const QByteArrayList &events() const { return m_events; }
    [[nodiscard]] const QByteArray &aboutJson() const { return m_aboutJson; }

signals:
    void changed(); //!< opened, loaded, failed or closed

private:
    void ask(Seq session, Seq after);
    void handle(Seq session, const HistoryAnswer &answer);
    [[nodiscard]] bool take(const QByteArray &body);
    void learnNames();
    void fold();

    HistorySource &m_source;
    const SessionStore &m_desk;
    std::unique_ptr<SessionStore> m_store;
    PastConversation m_about;
    QByteArray m_aboutJson;
    QByteArrayList m_events;
    std::optional<qint64> m_untilMs;
    Seq m_next = 0;
    quint64 m_question = 0;
    bool m_isLoading = false;
    QString m_trouble;
};

} // namespace sermo::model
