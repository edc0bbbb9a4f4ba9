// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QJsonObject>
#include <QMap>
#include <QRandomGenerator>
#include <QSet>
#include <QTimer>
#include <QUrl>
#include <QWebSocket>

#include <memory>

namespace sermo::test
{

//! A client that is cut off and comes back, as contract 3 and 4 want it to: with the number of the
//! last event it was told, and with what was not acknowledged yet. It notes what goes wrong.
class Returner : public QObject
{
    Q_OBJECT
public:
    //! An application, by its `/events?apiKey=…` address, or a customer, by `/chat`.
    Returner(const QUrl &address, quint32 seed);
    ~Returner() override;

    //! Sends it, now or when it is connected again, until it is acknowledged.
    void say(const QString &id, QJsonObject event);
    [[nodiscard]] bool isQuiet() const { return m_unanswered.isEmpty(); }
    [[nodiscard]] const QString &user() const { return m_user; } //!< a customer's, once welcome
    //! Every number it knows: told, or acknowledged.
    [[nodiscard]] const QSet<qint64> &known() const { return m_known; }
    [[nodiscard]] qint64 last() const { return m_last; }
    [[nodiscard]] int returns() const { return m_returns; }
    [[nodiscard]] const QString &complaint() const
    {
        return m_complaint;
    } //!< the first one; empty: none
    //! The network is good again: silence is no reason to leave any more.
    void trust() { m_patience.stop(), m_trusts = true; }

private:
    void open();
    void leave();
    void handleConnected();
    void handleText(const QString &text);
    void handleWelcome(const QJsonObject &welcome);
    void complain(const QString &what);

    const QUrl m_address;
    const bool m_isCustomer;
    QRandomGenerator m_dice;
    std::unique_ptr<QWebSocket> m_socket;
    QTimer m_patience, m_pause;
    bool m_trusts = false;
    QString m_user, m_token, m_epoch, m_complaint;
    qint64 m_last = 0;
    int m_returns = -1;
    QSet<qint64> m_known;
    QMap<QString, QByteArray> m_unanswered; //!< by id, in the order of their names
};

} // namespace sermo::test
