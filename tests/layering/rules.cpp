// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/layering/rules.h"

#include "tests/layering/house.h"

#include <QDir>
#include <QFile>
#include <QList>
#include <QRegularExpression>

using namespace Qt::StringLiterals;

namespace sermo::layering
{

namespace
{

constexpr int longestFile = 400;
constexpr int longestTest = 500;

// A pattern that must not be found, and what to say when it is.
struct Ban {
    QRegularExpression pattern;
    QString says;
};

const QList<Ban> &bansEverywhere()
{
    static const QList<Ban> list{
        {QRegularExpression(u"\\bBlockingQueuedConnection\\b"_s),
         u"blocks one thread on another"_s},
    };
    return list;
}

// A command line of app/ may wait for another process; what has an event loop or is a test may not.
const QList<Ban> &bansOutsideCommandLines()
{
    static const QList<Ban> list{
        {QRegularExpression(u"\\b(qWait|qSleep|msleep|usleep|sleep_for|sleep_until)\\s*\\("_s),
         u"waits by the clock"_s},
        {QRegularExpression(u"\\bQThread::sleep\\b"_s), u"waits by the clock"_s},
    };
    return list;
}

// What happens to its parent meanwhile, happens to whoever waits in it.
const QList<Ban> &bansInWindows()
{
    static const QList<Ban> list{
        {QRegularExpression(u"(\\.|->)\\s*exec\\s*\\("_s), u"waits in a loop of its own"_s},
    };
    return list;
}

const QList<Ban> &bansWherePure()
{
    static const QList<Ban> list{
        {QRegularExpression(u"\\bQ(Basic|Elapsed|Deadline)?Timer\\b"_s),
         u"has a timer in a pure room"_s},
        {QRegularExpression(
             u"::current(Date|Time|DateTime|DateTimeUtc|MSecsSinceEpoch|SecsSinceEpoch)\\b"_s),
         u"reads the clock in a pure room"_s},
        {QRegularExpression(u"\\b(system_clock|steady_clock|high_resolution_clock)::now\\b"_s),
         u"reads the clock in a pure room"_s},
        {QRegularExpression(
             u"\\b(QFile|QSaveFile|QTemporaryFile|QDir|QIODevice|QSettings|QProcess|fopen|fstream)\\b"_s),
         u"touches files in a pure room"_s},
        {QRegularExpression(u"\\bQ(Tcp|Udp|Local|Ssl|Web)(Socket|Server)\\b"_s),
         u"has a socket in a pure room"_s},
        {QRegularExpression(
             u"\\b(QThread|QMutex|QtConcurrent|std::thread|QRandomGenerator|random_device)\\b"_s),
         u"has a thread or chance in a pure room"_s},
    };
    return list;
}

class Checker
{
public:
    Checker(const SourceFile &file, const QString &qtHeaders)
        : m_file(file)
        , m_room(roomOf(file.path))
        , m_qtHeaders(qtHeaders)
    {
    }

    QStringList run()
    {
        checkLicence();
        if (m_file.path.endsWith("CMakeLists.txt"_L1))
            checkLinks();
        else
            checkCode();
        return m_findings;
    }

private:
    void add(qsizetype line, const QString &what)
    {
        m_findings.append(u"%1:%2: %3"_s.arg(m_file.path).arg(line).arg(what));
    }

    void checkLicence()
    {
        if (!m_file.text.section(u'\n', 0, 0)
                 .contains("SPDX-License-Identifier: GPL-3.0-or-later"_L1))
            add(1, u"does not name its licence"_s);
    }

    void checkLinks()
    {
        static const QRegularExpression target(u"\\b(Qt6|Sermo)::(\\w+)"_s);
        const QStringList lines = m_file.text.split(u'\n');
        for (qsizetype i = 0; i < lines.size(); ++i) {
            const QString line = lines[i].section(u'#', 0, 0);
            for (auto found = target.globalMatch(line); found.hasNext();) {
                const QRegularExpressionMatch match = found.next();
                if (match.captured(1) == "Qt6"_L1)
                    checkQtModule(i + 1, match.captured(2), match.captured(0));
                else
                    checkRoom(i + 1, roomOfTarget(match.captured(0)), match.captured(0));
            }
        }
    }

    void checkCode()
    {
        const QStringList lines = m_file.text.split(u'\n');
        const int longest = m_file.path.startsWith("tests/"_L1) ? longestTest : longestFile;
        if (lines.size() - 1 > longest)
            add(lines.size() - 1, u"is longer than %1 lines"_s.arg(longest));
        if (m_file.path.endsWith(".h"_L1) && !m_file.text.contains("\n#pragma once\n"_L1))
            add(1, u"has no #pragma once"_s);
        for (qsizetype i = 0; i < lines.size(); ++i)
            checkInclude(i + 1, lines[i]);
        checkBans();
    }

    void checkInclude(qsizetype line, const QString &text)
    {
        static const QRegularExpression include(u"^\\s*#\\s*include\\s*([<\"])([^>\"]+)[>\"]"_s);
        const QRegularExpressionMatch match = include.match(text);
        if (!match.hasMatch())
            return;
        const QString name = match.captured(2);
        if (match.captured(1) == u'<')
            checkSystemInclude(line, name);
        else if (name.contains(u'/'))
            checkRoom(line, roomOf(name).path, name);
        else if (!name.endsWith(".moc"_L1))
            add(line, u"includes \"%1\" without its path from the root"_s.arg(name));
    }

    void checkSystemInclude(qsizetype line, const QString &name)
    {
        if (!name.startsWith(u'Q') && !name.startsWith("private/q"_L1))
            return;
        const QString module = moduleOf(name);
        if (module.isEmpty())
            add(line, u"includes <%1>, which no Qt module here has"_s.arg(name));
        else
            checkQtModule(line, module, u'<' + name + u'>');
    }

    QString moduleOf(const QString &header) const
    {
        // <QtGui> and <QtGui/QColor> name their module; <QtMath> only looks like it.
        const QString first = header.section(u'/', 0, 0);
        if (first.startsWith("Qt"_L1) && QDir(m_qtHeaders + u'/' + first).exists())
            return first.mid(2);
        const QStringList modules
            = QDir(m_qtHeaders).entryList({u"Qt?*"_s}, QDir::Dirs, QDir::Name);
        for (const QString &module : modules) {
            if (QFile::exists(m_qtHeaders + u'/' + module + u'/' + header))
                return module.mid(2);
        }
        return {};
    }

    void checkQtModule(qsizetype line, const QString &module, const QString &what)
    {
        if (!m_room.qtModules.contains(u"*"_s) && !m_room.qtModules.contains(module))
            add(line, u"%1 may not use Qt %2 (%3)"_s.arg(m_room.path, module, what));
    }

    void checkRoom(qsizetype line, const QString &other, const QString &what)
    {
        if (other == m_room.path)
            return;
        const bool known = m_room.rooms.contains(u"*"_s) || m_room.rooms.contains(other);
        const bool testInProduct = other == "tests"_L1;
        if (!known || testInProduct)
            add(line, u"%1 may not know %2 (%3)"_s.arg(m_room.path, other, what));
    }

    void checkBans()
    {
        static const Ban version{QRegularExpression(u"\\bQT_VERSION(_CHECK)?\\b"_s),
                                 u"compares Qt versions outside broker/server/qtcompat.h"_s};
        QList<Ban> bans = bansEverywhere();
        if (m_room.path != "app"_L1)
            bans += bansOutsideCommandLines();
        if (m_file.path.startsWith("ui/"_L1))
            bans += bansInWindows();
        if (m_room.pure)
            bans += bansWherePure();
        if (m_file.path != "broker/server/qtcompat.h"_L1)
            bans += version;
        const QStringList lines = codeOnly(m_file.text).split(u'\n');
        for (qsizetype i = 0; i < lines.size(); ++i) {
            for (const Ban &ban : std::as_const(bans)) {
                if (ban.pattern.match(lines[i]).hasMatch())
                    add(i + 1, ban.says);
            }
        }
    }

    const SourceFile &m_file;
    const Room m_room;
    const QString m_qtHeaders;
    QStringList m_findings;
};

} // namespace

QString codeOnly(const QString &text)
{
    // In this order: a raw string, a string, a character, a line comment, a block comment.
    static const QRegularExpression blank(
        uR"re(R"(\w*)\([\s\S]*?\)\1"|"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])+'|//[^\n]*|/\*[\s\S]*?\*/)re"_s);
    QString code;
    qsizetype done = 0;
    for (auto found = blank.globalMatch(text); found.hasNext();) {
        const QRegularExpressionMatch match = found.next();
        code += QStringView(text).sliced(done, match.capturedStart() - done);
        code += QString(match.capturedView().count(u'\n'), u'\n');
        done = match.capturedEnd();
    }
    code += QStringView(text).sliced(done);
    return code;
}

QStringList findings(const SourceFile &file, const QString &qtHeaders)
{
    return Checker(file, qtHeaders).run();
}

QStringList strangers(const QStringList &topLevelNames)
{
    QStringList found;
    for (const QString &name : topLevelNames) {
        if (!name.startsWith(u'.') && !topLevel().contains(name))
            found.append(name);
    }
    return found;
}

} // namespace sermo::layering
