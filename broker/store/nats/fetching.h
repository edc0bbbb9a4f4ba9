// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "broker/store/nats/asker.h"

#include <QByteArray>

#include <functional>

namespace sermo::store::nats
{

//! What a consumer should have brought and has not, asked of the stream's leader by its number, one
//! message after another. A consumer may have been of the server that is lost, and once the servers
//! have their leaders again the library takes seconds to have another; this hears the stream
//! meanwhile. Used in one thread.
class Fetching
{
public:
    //! The next one behind `after`, as `STREAM.MSG.GET` answers it. Gives the number up to which
    //! all is known now.
    using Found = std::function<Seq(Seq after, const QJsonObject &answer)>;
    //! The leader says that there is nothing behind `after`, though it was asked up to `upTo`.
    using Nothing = std::function<void(Seq after, Seq upTo)>;

    Fetching(Asker &asker, const QByteArray &stream, const QByteArray &subjects, Found found,
             Nothing nothing);

    //! What is behind one number, up to the other; nothing while it is at it already.
    void fetch(Seq after, Seq upTo);

private:
    void ask(Seq after, Seq upTo);
    void handleAnswer(Seq after, Seq upTo, const Answer &answer);

    Asker &m_asker;
    const QByteArray m_stream;
    const QByteArray m_subjects; //!< all of them, as a wildcard
    const Found m_found;
    const Nothing m_nothing;
    bool m_isAsking = false;
};

} // namespace sermo::store::nats
