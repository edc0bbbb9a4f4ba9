// SPDX-License-Identifier: GPL-3.0-or-later
// The broker as one of several that share a log.
#include "broker/protocol/eventbody.h"
#include "broker/server/brokerparts.h"

using namespace Qt::StringLiterals;

namespace sermo::server
{

void Broker::setCluster(std::unique_ptr<store::Cluster> cluster)
{
    m_parts->cluster = cluster.release();
    m_parts->cluster->setParent(this);
    connect(m_parts->cluster, &store::Cluster::leads, this, &Broker::leads);
}

//! Whom other brokers let in and shut out, and which images they were sent. One that is alone hears
//! of nobody.
void Broker::followOthers()
{
    Parts &parts = *m_parts;
    using store::Credentials;
    const auto endConnections = [this](const KeyName &name) {
        if (m_parts->router)
            m_parts->router->closeConnectionsOf(senderNameOf(name), CloseCode::NotAuthorised,
                                                u"the key was revoked"_s);
    };
    connect(parts.credentials, &Credentials::keySaved, this,
            [this, endConnections](const store::KeyRecord &key) {
                // Of one that was revoked and made anew at once only this may have been told.
                if (m_parts->keys.replace(key))
                    endConnections(key.name);
            });
    connect(parts.credentials, &Credentials::keyRemoved, this,
            [this, endConnections](const KeyName &name) {
                if (m_parts->keys.remove(name))
                    endConnections(name);
            });
    connect(parts.credentials, &Credentials::tokenSaved, parts.tokens.get(), &Tokens::learn);
    connect(parts.credentials, &Credentials::tokenRemoved, parts.tokens.get(), &Tokens::forget);
    const ImageLedger *ledger = parts.ledger.get();
    connect(parts.blobs, &store::BlobStore::imageSaved, ledger, &ImageLedger::learnImage);
    connect(parts.blobs, &store::BlobStore::imageLinked, ledger, &ImageLedger::learnLink);
    connect(parts.blobs, &store::BlobStore::imageRemoved, ledger, &ImageLedger::drop);
}

//! Told to the others, and heard of them.
void Broker::shareErasures()
{
    Parts &parts = *m_parts;
    Sealings &sealings = parts.router->sealings();
    connect(parts.erasures.get(), &Erasures::erased, &sealings, &Sealings::tellErased);
    connect(&sealings, &Sealings::erasedElsewhere, this, &Broker::handleErasedElsewhere);
}

//! Another broker has erased him in the log; what is remembered of him here goes too.
void Broker::handleErasedElsewhere(const UserId &user)
{
    Parts &parts = *m_parts;
    parts.desk->forget(user);
    parts.ledger->forget(user);
    parts.tally->forget(user);
    if (parts.lookback)
        parts.lookback->forget(user);
    parts.router->announce(
        compose(Direction::Internal, user, event::CustomerErased{parts.log->erasures()}));
}

} // namespace sermo::server
