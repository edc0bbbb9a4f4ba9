// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/model/privatefile.h"

#include <QHash>
#include <QObject>
#include <QSet>
#include <QStringList>
#include <QThread>

#include <optional>

namespace sermo::model
{

class SpellingWorker;

//! Whether what an agent writes is spelled right, by the dictionaries that this machine has; where
//! it has none, everything is. Dictionaries are loaded and asked in a thread of their own, and what
//! they said is remembered, so that whoever asks never waits. Words that the agent added count as
//! right in every language, and are kept in a file beside his drafts. Lives in the GUI thread.
class Spelling : public QObject
{
    Q_OBJECT
public:
    Spelling(const QStringList &folders, const QString &ownWords,
             std::chrono::milliseconds settleTime = std::chrono::milliseconds(400),
             QObject *parent = nullptr);
    ~Spelling() override; //!< writes what is not yet written

    [[nodiscard]] QStringList languages() const; //!< there is a dictionary of, `sv_SE`; sorted
    //! The dictionary for a language as others name it: `sv`, `sv-SE`, `en_GB`. Empty: none.
    [[nodiscard]] QString languageFor(const QString &name) const;

    //! None: it is not known yet, and checked() follows.
    [[nodiscard]] std::optional<bool> isRight(const QString &language, const QString &word);
    void suggest(const QString &language, const QString &word); //!< suggested() follows
    void add(const QString &word); //!< it is right from now on
    void flush() { m_file.flush(); } //!< writes now and waits; for the end

signals:
    void checked(); //!< more is known
    void saved(); //!< his own words
    void saveFailed(const QString &why);
    void suggested(const QString &word, const QStringList &instead);

private:
    struct Asked {
        QHash<QString, bool> known; //!< of each word
        QSet<QString> waiting;
        QStringList next; //!< go together
    };

    void ask();
    void handleChecked(const QString &language, const QHash<QString, bool> &right);
    void load();
    [[nodiscard]] QByteArray bytes() const;

    QHash<QString, QString> m_dictionaries; //!< a path for each language
    QHash<QString, Asked> m_asked; //!< by language
    QSet<QString> m_own;
    bool m_isAsking = false;
    PrivateFile m_file;
    QThread m_thread;
    SpellingWorker *m_worker; //!< lives there
};

} // namespace sermo::model
