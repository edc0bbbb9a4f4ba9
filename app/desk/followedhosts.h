// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/model/httphistory.h"
#include "ui/model/httpimages.h"
#include "ui/model/privatefile.h"
#include "ui/model/websocketlink.h"

namespace sermo::app
{

//! At which of two hosts the link is: whatever else is asked of the broker goes there, too, and
//! where the hosts are is known in another life of this desk, whose host may be gone by then. GUI
//! thread; all of them outlive it.
class FollowedHosts : public QObject
{
    Q_OBJECT
public:
    FollowedHosts(const QString &file, model::WebSocketLink &link, model::HttpImages &images,
                  model::HttpHistory &history, QObject *parent = nullptr);

    //! One of them is there now, by this certificate.
    void know(const model::KnownHosts::Host &host);
    [[nodiscard]] bool knows(const model::KnownHosts::Host &host) const
    {
        return m_link.hosts().knows(host);
    }
    void flush() { m_file.flush(); }

signals:
    void saved();
    void saveFailed(const QString &why);

private:
    model::WebSocketLink &m_link;
    model::PrivateFile m_file;
};

} // namespace sermo::app
