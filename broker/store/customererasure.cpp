// SPDX-License-Identifier: GPL-3.0-or-later
#include "broker/store/customererasure.h"

#include <algorithm>
#include <utility>

using namespace Qt::StringLiterals;

namespace sermo::store
{

namespace
{

const QString NotNow = u"the store does not take it now: try again"_s;

} // namespace

CustomerErasure::CustomerErasure(EventLog &log, Credentials &credentials, BlobStore &images)
    : m_log(log)
    , m_credentials(credentials)
    , m_images(images)
{
}

void CustomerErasure::ask(const UserId &user, Known known)
{
    ReadQuery query;
    query.user = user;
    query.limit = 1;
    m_log.read(query, this, [this, user, known = std::move(known)](const Page &page) {
        // A page that cannot be read is full of something.
        if (page.failed || !page.events.isEmpty())
            return known(true);
        askToken(user, known);
    });
}

void CustomerErasure::askToken(const UserId &user, const Known &known)
{
    m_credentials.load(this, [this, user, known](const Credentials::Contents &contents) {
        const bool has = std::ranges::any_of(
            contents.tokens, [&](const TokenRecord &token) { return token.user == user; });
        if (contents.failed)
            return known(failure(u"the keys cannot be read"_s));
        if (has)
            return known(true);
        askImages(user, known);
    });
}

void CustomerErasure::askImages(const UserId &user, const Known &known)
{
    m_images.imagesOf(user, this, [known](const BlobStore::List &list) {
        if (list.failed)
            return known(failure(u"the images cannot be read"_s));
        known(!list.images.isEmpty());
    });
}

void CustomerErasure::erase(const UserId &user, Done done)
{
    m_credentials.removeTokens({user}, this, [this, user, done = std::move(done)](bool ok) {
        if (!ok)
            return done(false, NotNow);
        eraseImages(user, done);
    });
}

void CustomerErasure::eraseImages(const UserId &user, const Done &done)
{
    m_images.removeImagesOf(user, BlobStore::EverMs, this, [this, user, done](bool ok) {
        if (!ok)
            return done(false, NotNow);
        eraseEvents(user, done);
    });
}

void CustomerErasure::eraseEvents(const UserId &user, const Done &done)
{
    EraseRequest step;
    step.user = user;
    m_log.erase(step, this, [this, step, done](const EraseOutcome &outcome) {
        if (outcome.failed)
            return done(false, NotNow);
        if (outcome.erased == step.limit)
            return eraseEvents(step.user, done);
        scrub(done);
    });
}

void CustomerErasure::scrub(const Done &done)
{
    m_log.scrub(this, [done](bool ok) {
        done(true,
             ok ? QString()
                : u"nothing of him can be read any more, but traces are left in the files:"
                  " they go when the broker starts the next time"_s);
    });
}

} // namespace sermo::store
