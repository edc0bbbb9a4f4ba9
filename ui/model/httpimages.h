// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/model/certificatepin.h"
#include "ui/model/imagesource.h"

#include <QNetworkAccessManager>
#include <QUrl>

class QNetworkReply;

namespace sermo::model
{

//! Images of a broker anywhere, over the same address, with the same key and the same trust as a
//! WebSocketLink's. The key goes nowhere else: no redirection is followed, and nothing is sent to
//! who does not show the pinned certificate.
class HttpImages final : public ImageSource
{
    Q_OBJECT
public:
    struct Address {
        QUrl broker; //!< `http(s)://` or `ws(s)://` HOST:PORT
        QString key;
        QByteArray pin; //!< as WebSocketLink::Address has it
    };
    explicit HttpImages(const Address &address, QObject *parent = nullptr);

    void fetch(const ImageId &image, QObject *context, const Fetched &done) override;
    void upload(const QByteArray &bytes, QObject *context, const Progress &progress,
                const Uploaded &done) override;

private:
    using Answered = std::function<void(QNetworkReply &)>;

    [[nodiscard]] QNetworkRequest request(const QString &path) const;
    [[nodiscard]] bool isForbidden() const; //!< the key would travel where anybody reads it
    void watch(QNetworkReply *reply, QObject *context, const Answered &answered);
    [[nodiscard]] static ImageTrouble whyNot(const QNetworkReply &reply);

    QUrl m_broker;
    const QByteArray m_key;
    const CertificatePin m_pin;
    QNetworkAccessManager m_network;
};

} // namespace sermo::model
