// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/model/dictionary.h"

#include <QDir>
#include <QFile>
#include <QStandardPaths>

#include <algorithm>
#include <hunspell/hunspell.hxx>

namespace sermo::model
{

using namespace Qt::StringLiterals;

namespace
{

constexpr qsizetype LongestWord = 80; //!< letters: no word is longer, and Hunspell has an end
constexpr qsizetype MostSuggestions = 6;

} // namespace

QHash<QString, QString> dictionariesIn(const QStringList &folders)
{
    QHash<QString, QString> found;
    for (const QString &folder : folders) {
        const QFileInfoList files = QDir(folder).entryInfoList({u"*.aff"_s}, QDir::Files);
        for (const QFileInfo &file : files) {
            const QString path = folder + u'/' + file.completeBaseName();
            if (QFile::exists(path + u".dic"_s) && !found.contains(file.completeBaseName()))
                found.insert(file.completeBaseName(), path);
        }
    }
    return found;
}

QStringList usualDictionaryFolders()
{
    QStringList folders;
    for (const QString &data :
         QStandardPaths::standardLocations(QStandardPaths::GenericDataLocation))
        folders += {data + u"/hunspell"_s, data + u"/myspell"_s, data + u"/myspell/dicts"_s};
    return folders;
}

Dictionary::Dictionary(const QString &path)
{
    const QString affixes = path + u".aff"_s;
    const QString words = path + u".dic"_s;
    if (!QFile::exists(affixes) || !QFile::exists(words))
        return;
    auto read = std::make_unique<Hunspell>(QFile::encodeName(affixes).constData(),
                                           QFile::encodeName(words).constData());
    const std::string encoding = read->get_dict_encoding();
    // The two differ in eight signs, none of which is a letter of the languages that use it but œ.
    if (encoding == "ISO8859-1" || encoding == "ISO8859-15")
        m_encoding = Encoding::Latin1;
    else if (encoding != "UTF-8")
        return;
    m_words = std::move(read);
}

Dictionary::~Dictionary() = default;

std::string Dictionary::encoded(const QString &word) const
{
    const QByteArray bytes = m_encoding == Encoding::Utf8 ? word.toUtf8() : word.toLatin1();
    if (m_encoding == Encoding::Latin1 && QString::fromLatin1(bytes) != word)
        return {};
    return bytes.toStdString();
}

QString Dictionary::decoded(const std::string &word) const
{
    const QByteArray bytes = QByteArray::fromStdString(word);
    return m_encoding == Encoding::Utf8 ? QString::fromUtf8(bytes) : QString::fromLatin1(bytes);
}

bool Dictionary::isRight(const QString &word) const
{
    if (!m_words || word.size() > LongestWord)
        return true; // nothing can be said of it
    const std::string bytes = encoded(word);
    return bytes.empty() || m_words->spell(bytes);
}

QStringList Dictionary::suggestions(const QString &word) const
{
    if (!m_words || word.size() > LongestWord)
        return {};
    const std::string bytes = encoded(word);
    if (bytes.empty())
        return {};
    QStringList found;
    for (const std::string &each : m_words->suggest(bytes)) {
        if (found.size() < MostSuggestions)
            found += decoded(each);
    }
    return found;
}

} // namespace sermo::model
