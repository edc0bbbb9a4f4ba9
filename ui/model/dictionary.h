// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QHash>
#include <QString>
#include <QStringList>

#include <memory>

class Hunspell;

namespace sermo::model
{

//! Where the dictionaries of a machine are: of each language (`sv_SE`) its file, without the
//! ending. Of two with the same name the first folder's counts.
[[nodiscard]] QHash<QString, QString> dictionariesIn(const QStringList &folders);

//! Where dictionaries usually are: Debian's folders, and the person's own.
[[nodiscard]] QStringList usualDictionaryFolders();

//! The words of one language, from the files that Hunspell reads. Made and asked in one thread.
class Dictionary
{
public:
    //! `path` without the ending; loading takes some tenths of a second. What cannot be read knows
    //! no word, and is not ready.
    explicit Dictionary(const QString &path);
    ~Dictionary();

    [[nodiscard]] bool isReady() const { return m_words != nullptr; }
    [[nodiscard]] bool isRight(const QString &word) const;
    [[nodiscard]] QStringList suggestions(const QString &word) const; //!< the likeliest first

private:
    enum class Encoding : quint8 { Utf8, Latin1 };

    [[nodiscard]] std::string encoded(const QString &word) const; //!< empty: it has no such letters
    [[nodiscard]] QString decoded(const std::string &word) const;

    std::unique_ptr<Hunspell> m_words;
    Encoding m_encoding = Encoding::Utf8;
};

} // namespace sermo::model
