// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/model/spellingworker.h"

namespace sermo::model
{

SpellingWorker::SpellingWorker(QHash<QString, QString> paths)
    : m_paths(std::move(paths))
{
}

const Dictionary &SpellingWorker::dictionary(const QString &language)
{
    return m_loaded.try_emplace(language, m_paths.value(language)).first->second;
}

void SpellingWorker::check(const QString &language, const QStringList &words)
{
    const Dictionary &known = dictionary(language);
    QHash<QString, bool> right;
    for (const QString &word : words)
        right.insert(word, known.isRight(word));
    emit checked(language, right);
}

void SpellingWorker::suggest(const QString &language, const QString &word)
{
    emit suggested(word, dictionary(language).suggestions(word));
}

} // namespace sermo::model
