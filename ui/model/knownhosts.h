// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QList>
#include <QUrl>

namespace sermo::model
{

//! Where a desk that is two hosts can be found: the address that somebody gave us, and what the
//! broker's `welcome` told of the other one. Decides which is tried next, and whether the one that
//! answers is the host: of two, the one of the higher term. Pure, a value.
class KnownHosts
{
public:
    struct Host {
        QUrl broker; //!< `http(s)://` or `ws(s)://` HOST:PORT
        QByteArray pin; //!< SHA-256 of its certificate; empty: the system's authorities judge

        friend bool operator==(const Host &, const Host &) = default;
    };
    static constexpr qsizetype Most = 4; //!< whatever is told

    KnownHosts() = default;
    explicit KnownHosts(const Host &given)
        : m_given(given)
        , m_all{given}
    {
    }

    [[nodiscard]] const Host &current() const { return m_all.at(m_at); } //!< whose turn it is
    [[nodiscard]] qsizetype count() const { return m_all.size(); }

    //! The first frame of a connection to the current one. False: it has been succeeded, and its
    //! successor's turn has come; where that cannot be had, it is as good as any.
    [[nodiscard]] bool accept(const QByteArray &welcome);
    //! The current one is not to be had: the next one's turn. True: so it was with all of them, and
    //! a pause is due.
    [[nodiscard]] bool moveOn();

    //! One that is known otherwise, by the certificate that it has now: whatever pin was given or
    //! remembered of it before is of no use any more. It is tried whatever a `welcome` tells.
    void know(const Host &host);

    //! Whether it is one of them. Where both have a pin that decides, whatever name it goes by.
    [[nodiscard]] bool knows(const Host &host) const;

    //! What another life of this desk should know. The given one stays the first to be tried.
    [[nodiscard]] QByteArray toJson() const;
    void remember(const QByteArray &json);

private:
    void learn(const QList<Host> &told);

    Host m_given;
    QList<Host> m_known; //!< otherwise; the last two
    QList<Host> m_all;
    qsizetype m_at = 0;
    qsizetype m_failed = 0; //!< one after the other
    quint64 m_term = 0; //!< the highest that was told
    bool m_isDeclined = false; //!< one of a lower term has been sent away in this round
};

} // namespace sermo::model
