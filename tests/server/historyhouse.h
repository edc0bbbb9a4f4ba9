// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/server/talk.h"

#include <QTemporaryDir>

#include <memory>

namespace sermo::test
{

//! A broker that keeps its log in a directory, in which conversations are held and of which is then
//! asked what was. What tests of its addresses for the team begin with.
class HistoryHouse : public QObject
{
    Q_OBJECT

protected:
    void begin();
    void end();
    void restart(); //!< stops it, and starts another in the same directory

    void tell(Client &client, QJsonObject event);
    //! A conversation with everything: of that user, with these words, ended and rated.
    void hold(const QString &user, const QString &words, const QString &queue, int score);
    [[nodiscard]] RawAnswer ask(const QByteArray &method, const QByteArray &target,
                                const QByteArray &key) const;
    [[nodiscard]] QJsonObject search(const QByteArray &query) const; //!< Anna asks
    [[nodiscard]] QStringList found(const QByteArray &query) const; //!< the users

    std::unique_ptr<QTemporaryDir> m_directory;
    std::unique_ptr<House> m_house;
    std::unique_ptr<Client> m_messenger, m_boss, m_anna;

private:
    int m_ids = 0;
};

} // namespace sermo::test
