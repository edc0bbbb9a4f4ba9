// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/desk/followedhosts.h"

namespace sermo::app
{

using namespace std::chrono_literals;

FollowedHosts::FollowedHosts(const QString &file, model::WebSocketLink &link,
                             model::HttpImages &images, model::HttpHistory &history,
                             QObject *parent)
    : QObject(parent)
    , m_link(link)
    , m_file(file, 0ms, [&link] { return link.hosts().toJson(); })
{
    connect(&m_file, &model::PrivateFile::saved, this, &FollowedHosts::saved);
    connect(&m_file, &model::PrivateFile::saveFailed, this, &FollowedHosts::saveFailed);
    if (const auto known = m_file.read())
        link.rememberHosts(*known);
    connect(&link, &model::WebSocketLink::hostsTold, this,
            [this, &images, &history](const model::KnownHosts::Host &host) {
                images.setHost(host.broker, host.pin);
                history.setHost(host.broker, host.pin);
                m_file.change();
            });
}

void FollowedHosts::know(const model::KnownHosts::Host &host)
{
    m_link.knowHost(host);
    m_file.change();
}

} // namespace sermo::app
