// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/corpus.h"

#include "tests/support/data.h"

#include <QDir>
#include <QDirIterator>
#include <QFile>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace sermo::test
{

namespace
{

// `odd/refused/bad_json--truncated` → BadJson.
std::optional<ErrorCode> codeIn(const QString &name)
{
    constexpr auto Refused = "odd/refused/"_L1;
    if (!name.startsWith(Refused))
        return std::nullopt;
    const QStringView code = QStringView(name).sliced(Refused.size()).split(u"--").first();
    for (int i = 0; i <= static_cast<int>(ErrorCode::StorageUnavailable); ++i) {
        if (code == wireName(static_cast<ErrorCode>(i)))
            return static_cast<ErrorCode>(i);
    }
    qFatal("tests/data/events: %s names no error code", qUtf8Printable(name));
}

QByteArray contents(const QString &fileName)
{
    QFile file(fileName);
    if (!file.open(QIODevice::ReadOnly))
        qFatal("cannot read %s", qUtf8Printable(fileName));
    const QByteArray bytes = file.readAll();
    return bytes.isNull() ? QByteArray("") : bytes;
}

} // namespace

QList<CorpusFile> corpus()
{
    constexpr auto Ending = ".json"_L1;
    const QDir root(testData(u"events"));
    QList<CorpusFile> files;
    QDirIterator found(root.path(), {u"*.json"_s}, QDir::Files, QDirIterator::Subdirectories);
    while (found.hasNext()) {
        const QString fileName = found.next();
        const QString name = root.relativeFilePath(fileName).chopped(Ending.size());
        files.append({name, contents(fileName), codeIn(name)});
    }
    if (files.isEmpty())
        qFatal("no events in %s", qUtf8Printable(root.path()));
    std::ranges::sort(files, {}, &CorpusFile::name);
    return files;
}

QList<CorpusFile> acceptedCorpus()
{
    QList<CorpusFile> files = corpus();
    files.removeIf([](const CorpusFile &file) { return file.refused.has_value(); });
    return files;
}

QList<CorpusFile> refusedCorpus()
{
    QList<CorpusFile> files = corpus();
    files.removeIf([](const CorpusFile &file) { return !file.refused.has_value(); });
    return files;
}

} // namespace sermo::test
