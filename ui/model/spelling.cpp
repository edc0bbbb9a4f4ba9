// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/model/spelling.h"

#include "ui/model/spellingworker.h"

#include <QJsonArray>
#include <QJsonDocument>

#include <algorithm>

namespace sermo::model
{

using namespace Qt::StringLiterals;

namespace
{

constexpr qsizetype MostKnown = 50'000; //!< words of a language that are remembered

} // namespace

Spelling::Spelling(const QStringList &folders, const QString &ownWords,
                   std::chrono::milliseconds settleTime, QObject *parent)
    : QObject(parent)
    , m_dictionaries(dictionariesIn(folders))
    , m_file(ownWords, settleTime, [this] { return bytes(); })
    , m_worker(new SpellingWorker(m_dictionaries))
{
    connect(&m_file, &PrivateFile::saved, this, &Spelling::saved);
    connect(&m_file, &PrivateFile::saveFailed, this, &Spelling::saveFailed);
    load();
    m_worker->moveToThread(&m_thread);
    connect(&m_thread, &QThread::finished, m_worker, &QObject::deleteLater);
    connect(m_worker, &SpellingWorker::checked, this, &Spelling::handleChecked);
    connect(m_worker, &SpellingWorker::suggested, this, &Spelling::suggested);
    m_thread.setObjectName(u"spelling"_s);
    m_thread.start(QThread::LowPriority);
}

Spelling::~Spelling()
{
    m_thread.quit();
    m_thread.wait();
}

QStringList Spelling::languages() const
{
    QStringList names = m_dictionaries.keys();
    names.sort();
    return names;
}

QString Spelling::languageFor(const QString &name) const
{
    const QString wanted = QString(name).replace(u'-', u'_');
    const QString language = wanted.section(u'_', 0, 0);
    QString near;
    for (const QString &each : languages()) {
        if (each.compare(wanted, Qt::CaseInsensitive) == 0)
            return each;
        const bool isNear = each.section(u'_', 0, 0).compare(language, Qt::CaseInsensitive) == 0;
        // Where it is most at home: sv_SE before sv_FI, de_DE before de_AT.
        const bool isHome = each.endsWith(u'_' + language, Qt::CaseInsensitive)
            || each == "sv_SE"_L1 || each == "en_US"_L1;
        if (isNear && (near.isEmpty() || isHome))
            near = each;
    }
    return language.isEmpty() ? QString() : near;
}

std::optional<bool> Spelling::isRight(const QString &language, const QString &word)
{
    if (!m_dictionaries.contains(language) || m_own.contains(word.toLower()))
        return true;
    Asked &asked = m_asked[language];
    const auto known = asked.known.constFind(word);
    if (known != asked.known.cend())
        return *known;
    if (!asked.waiting.contains(word)) {
        asked.waiting.insert(word);
        asked.next.append(word);
        if (!std::exchange(m_isAsking, true))
            QMetaObject::invokeMethod(this, &Spelling::ask, Qt::QueuedConnection);
    }
    return std::nullopt;
}

//! All words of a text go together.
void Spelling::ask()
{
    m_isAsking = false;
    for (auto asked = m_asked.begin(); asked != m_asked.end(); ++asked) {
        if (asked->next.isEmpty())
            continue;
        QMetaObject::invokeMethod(
            m_worker,
            [worker = m_worker, language = asked.key(), words = std::exchange(asked->next, {})] {
                worker->check(language, words);
            });
    }
}

void Spelling::handleChecked(const QString &language, const QHash<QString, bool> &right)
{
    Asked &asked = m_asked[language];
    if (asked.known.size() > MostKnown)
        asked.known.clear();
    for (auto each = right.cbegin(); each != right.cend(); ++each) {
        asked.known.insert(each.key(), each.value());
        asked.waiting.remove(each.key());
    }
    emit checked();
}

void Spelling::suggest(const QString &language, const QString &word)
{
    if (!m_dictionaries.contains(language))
        return emit suggested(word, {});
    QMetaObject::invokeMethod(
        m_worker, [worker = m_worker, language, word] { worker->suggest(language, word); });
}

void Spelling::add(const QString &word)
{
    m_own.insert(word.toLower());
    m_file.change();
    emit checked();
}

void Spelling::load()
{
    const auto read = m_file.read();
    if (!read)
        return;
    const QJsonDocument document = QJsonDocument::fromJson(*read);
    if (!document.isArray())
        return m_file.putAside();
    const QJsonArray words = document.array();
    for (const QJsonValue &word : words) {
        if (!word.toString().isEmpty())
            m_own.insert(word.toString().toLower());
    }
}

QByteArray Spelling::bytes() const
{
    QStringList words(m_own.cbegin(), m_own.cend());
    words.sort();
    return QJsonDocument(QJsonArray::fromStringList(words)).toJson();
}

} // namespace sermo::model
