// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/model/brokerhttp.h"
#include "ui/model/imagesource.h"

namespace sermo::model
{

//! Images of a broker anywhere.
class HttpImages final : public ImageSource
{
    Q_OBJECT
public:
    using Address = BrokerHttp::Address;

    explicit HttpImages(const Address &address, QObject *parent = nullptr);
    void setHost(const QUrl &broker, const QByteArray &pin) { m_http.setHost(broker, pin); }

    void fetch(const ImageId &image, QObject *context, const Fetched &done) override;
    void upload(const QByteArray &bytes, QObject *context, const Progress &progress,
                const Uploaded &done) override;

private:
    [[nodiscard]] static ImageTrouble whyNot(const QNetworkReply &reply);

    BrokerHttp m_http;
};

} // namespace sermo::model
