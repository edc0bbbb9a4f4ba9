// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/model/brokerhttp.h"
#include "ui/model/historysource.h"

namespace sermo::model
{

//! The history of a broker anywhere.
class HttpHistory final : public HistorySource
{
    Q_OBJECT
public:
    explicit HttpHistory(const BrokerHttp::Address &address, QObject *parent = nullptr);
    void setHost(const QUrl &broker, const QByteArray &pin) { m_http.setHost(broker, pin); }

    void ask(const QByteArray &method, const QByteArray &target, QObject *context,
             const Answered &done) override;

private:
    BrokerHttp m_http;
};

} // namespace sermo::model
