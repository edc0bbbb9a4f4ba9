// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/model/dictionary.h"

#include <QObject>

#include <map>

namespace sermo::model
{

//! Asks dictionaries, each loaded when it is first asked. Lives in a thread of its own (Spelling).
class SpellingWorker : public QObject
{
    Q_OBJECT
public:
    explicit SpellingWorker(QHash<QString, QString> paths);

    void check(const QString &language, const QStringList &words);
    void suggest(const QString &language, const QString &word);

signals:
    void checked(const QString &language, const QHash<QString, bool> &right);
    void suggested(const QString &word, const QStringList &instead);

private:
    [[nodiscard]] const Dictionary &dictionary(const QString &language);

    const QHash<QString, QString> m_paths;
    std::map<QString, Dictionary> m_loaded;
};

} // namespace sermo::model
