// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "broker/protocol/result.h"

#include <QStringList>
#include <QUrl>

#include <algorithm>
#include <chrono>

namespace sermo::store
{

//! Where the stream of a cluster is, and how to be let in. A value.
struct ClusterOptions {
    QStringList servers; //!< `nats://[user:password@]host:port`, or `tls://…`; any of them will do
    QString stream = QStringLiteral("sermo"); //!< its name, and the first word of its subjects
    int replicas = 0; //!< of a stream that is made; 0: three, or one where there is no cluster
    QString credentialsFile; //!< a user's JWT and seed, as `nsc` writes it
    QString caFile; //!< whom to trust beyond what the machine trusts
    QString certificateFile; //!< ours, for servers that verify; with its key
    QString keyFile;
    //! How long an event may stay unanswered, by the same name again and again, before it is
    //! refused. A cluster that loses its leader takes up to nine seconds.
    std::chrono::milliseconds patience{30'000};
    //! After so long without an answer the same is asked again.
    std::chrono::milliseconds answerWait{1'000};
    std::chrono::milliseconds connectWait{5'000};
    //! How often what is of no use any more is taken away. What goes was so at two looks, and all
    //! that is said in between has been heard: no clock is compared with another's.
    std::chrono::milliseconds tidyEvery{600'000};

    //! How often a broker looks whether it hears what brokers keep for each other. The library
    //! finds its way again within two seconds and a half, once all streams have a leader.
    std::chrono::milliseconds lookEvery{4'000};

    //! The servers for people to read: without passwords.
    [[nodiscard]] QString places() const
    {
        QStringList places;
        for (const QString &server : servers)
            places.append(QUrl(server).toString(QUrl::RemoveUserInfo));
        return places.join(QStringLiteral(", "));
    }
    //! Whether anything asks for TLS.
    [[nodiscard]] bool isSecure() const
    {
        return !caFile.isEmpty() || !certificateFile.isEmpty()
            || std::any_of(servers.begin(), servers.end(), [](const QString &server) {
                   return server.startsWith(QStringLiteral("tls://"));
               });
    }
};

//! `nats://a:4222,b:4222`: several servers, of which only the first need say by which scheme, since
//! all have the same: a password that is for TLS is not told to one who speaks without. The error
//! is one line for a person, without passwords.
[[nodiscard]] inline Result<QStringList, QString> parseServers(const QString &text)
{
    const auto wrong = [&text] {
        const qsizetype login = text.lastIndexOf(u'@');
        return failure(
            QStringLiteral("not addresses of NATS servers: %1 (such as nats://a:4222,b:4222)")
                .arg(login < 0 ? text : QStringLiteral("…") + text.sliced(login)));
    };
    QString scheme;
    QStringList servers;
    for (QString one : text.split(u',')) {
        if (const qsizetype end = one.indexOf(QStringLiteral("://")); end >= 0) {
            if (!servers.isEmpty() && one.first(end) != scheme)
                return wrong();
            scheme = one.first(end);
            one = one.sliced(end + 3);
        } else if (scheme.isEmpty()) {
            scheme = QStringLiteral("nats");
        }
        const QUrl url(scheme + QStringLiteral("://") + one, QUrl::StrictMode);
        const bool isKnown = scheme == QStringLiteral("nats") || scheme == QStringLiteral("tls");
        if (!isKnown || !url.isValid() || url.host().isEmpty() || !url.path().isEmpty())
            return wrong();
        servers.append(QString::fromLatin1(url.toEncoded()));
    }
    return servers;
}

//! Whether a stream may be called so: it is the first word of subjects.
[[nodiscard]] inline bool isStreamName(const QString &name)
{
    const auto isPlain = [](QChar c) {
        return (c >= u'a' && c <= u'z') || (c >= u'A' && c <= u'Z') || (c >= u'0' && c <= u'9')
            || c == u'-' || c == u'_';
    };
    constexpr qsizetype Longest = 64;
    return !name.isEmpty() && name.size() <= Longest
        && std::all_of(name.begin(), name.end(), isPlain);
}

} // namespace sermo::store
