// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/model/pastconversations.h"

#include <QJsonArray>

namespace sermo::model
{

//! All that a search finds, to be taken out as a file, however many pages that is: a line for each
//! conversation, not what was said in it. One at a time; a new one gives the former up. Never
//! blocks. Source and store must outlive it. GUI thread.
class FoundExport : public QObject
{
    Q_OBJECT
public:
    enum class Format : quint8 { Csv, Json };

    FoundExport(HistorySource &source, const SessionStore &store, QObject *parent = nullptr);

    void begin(const HistoryOrder &order, Format format);
    void giveUp(); //!< nothing more is told of it
    [[nodiscard]] bool isRunning() const { return m_isRunning; }

signals:
    void advanced(int conversations); //!< so many are here
    void made(const QByteArray &file, int conversations);
    void failed(const QString &why); //!< a sentence for the agent; nothing is half made

private:
    void ask(Seq before);
    void take(const HistoryAnswer &answer);

    HistorySource &m_source;
    const SessionStore &m_store;
    HistoryOrder m_order;
    Format m_format = Format::Csv;
    QJsonArray m_found; //!< as the broker told
    quint64 m_question = 0; //!< the last one: answers to others come too late
    bool m_isRunning = false;
};

//! RFC 4180, UTF-8 with its mark, for spreadsheets; no field is a formula. Times in UTC.
[[nodiscard]] QByteArray foundAsCsv(const QJsonArray &found, const SessionStore &store);
//! `{"conversations":[…]}`, each as the broker told it.
[[nodiscard]] QByteArray foundAsJson(const QJsonArray &found);

} // namespace sermo::model
