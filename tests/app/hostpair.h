// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/app/brokerprocess.h"

namespace sermo::test
{

//! A port that was free just now.
[[nodiscard]] quint16 freePort();
//! A host's address there.
[[nodiscard]] inline QUrl local(quint16 port)
{
    return QUrl(QStringLiteral("http://127.0.0.1:%1").arg(port));
}

//! One of two `sermo-broker serve` processes that are one desk: where it is and what it keeps
//! outlives its processes. Killed when the scope ends.
class Half
{
public:
    Half(QString data, quint16 port);
    ~Half();

    //! `words`: how it is one of two.
    void start(const QStringList &words);
    void kill(); //!< and waits until it is gone
    void signal(int number) const;
    //! Waits for its end: the exit code, or -1.
    [[nodiscard]] int finish();

    [[nodiscard]] const QString &data() const { return m_data; }
    [[nodiscard]] quint16 port() const { return m_port; }
    [[nodiscard]] QString url() const;
    [[nodiscard]] QUrl events(const QByteArray &key, const QString &more = {}) const;
    [[nodiscard]] QUrl chat() const;
    [[nodiscard]] bool isRunning() const { return m_process.state() != QProcess::NotRunning; }

    struct Health {
        int status = 0; //!< 0: no answer
        QJsonObject standby; //!< what it says of the two

        [[nodiscard]] QString word(QLatin1StringView name) const
        {
            return standby.value(name).toString();
        }
        [[nodiscard]] bool isInStep(const QString &right) const
        {
            return standby.value(QLatin1String("inStep")).toBool()
                && word(QLatin1String("right")) == right;
        }
    };
    [[nodiscard]] Health health() const;

private:
    const QString m_data;
    const quint16 m_port;
    QProcess m_process;
};

//! Two of them, with one key; `a` begins as the host.
class HostPair
{
public:
    //! `does`: what the one that stands by does, `offer` or `take-over`.
    HostPair(const QString &directory, const QString &does);

    void start(Half &half, const QStringList &more = {});
    [[nodiscard]] Half &other(const Half &half) { return &half == &a ? b : a; }
    //! Waits until this one serves, and the other one is in step with all that follows of it.
    [[nodiscard]] bool isInStep(const Half &host);
    //! Waits until this one serves. Two at once is what must never be.
    [[nodiscard]] bool serves(const Half &half);
    [[nodiscard]] bool areTwo() const { return m_areTwo; } //!< both served at one moment

    Half a, b;
    const QString keyFile;

private:
    void look();

    const QString m_does;
    bool m_areTwo = false;
};

} // namespace sermo::test
