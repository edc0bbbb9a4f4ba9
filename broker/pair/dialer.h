// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "broker/pair/terms.h"

#include <QObject>
#include <QWebSocket>

#include <memory>

class QSslError;

namespace sermo::pair
{

//! Tries to reach the other host, one attempt at a time: over TLS only to who shows the pinned
//! certificate, so that the key is said to nobody else. Lives in the broker's thread.
class Dialer : public QObject
{
    Q_OBJECT
public:
    Dialer(const Terms &terms, QObject *parent);
    ~Dialer() override;

    //! It is somewhere else now.
    void setOther(const QUrl &other, const QByteArray &pin);
    //! Says who is calling; no harm while an attempt is under way.
    void dial(quint64 term, bool hosts);
    [[nodiscard]] bool isDialing() const { return m_socket != nullptr; }
    void giveUp();

signals:
    void reached(QWebSocket *socket); //!< whoever listens owns it

private:
    void handleConnected();
    void handleFailed();
    void judge(const QList<QSslError> &errors);

    Terms m_terms;
    std::unique_ptr<QWebSocket> m_socket;
    QString m_trouble; //!< told once
};

} // namespace sermo::pair
