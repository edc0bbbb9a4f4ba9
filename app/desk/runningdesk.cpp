// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/desk/runningdesk.h"

#include "app/desk/memory.h"
#include "broker/server/socketpath.h"
#include "broker/store/databasefiles.h"

#include <QDeadlineTimer>
#include <QDir>
#include <QFileInfo>
#include <QLocalServer>
#include <QLocalSocket>
#include <QLockFile>
#include <QLoggingCategory>
#include <QStandardPaths>
#include <QThread>
#include <QTimer>

#include <algorithm>
#include <cstdio>
#include <optional>
#include <utility>

using namespace Qt::StringLiterals;

namespace sermo::app
{

namespace
{

Q_LOGGING_CATEGORY(lcRunning, "sermo.running")

// Line by line: the desk greets, is told a link or an empty line, and says that it has taken it.
// One that hangs greets nobody, so no link waits there for when it wakes.
constexpr auto Greeting = "sermo-desk\n";
constexpr auto Taken = "taken\n";
constexpr qint64 MaxWord = 64;
constexpr qint64 MaxLine = 4096 + 2; //!< as long as an invitation may be, and its end
constexpr unsigned long Pause = 50; //!< ms, before a desk that begins or ends is asked again

//! Where the desk of certain options is found, and what of its directory is its own.
struct Spot {
    QString directory, name;
    bool isOwn = true; //!< else the desk's that would be left by a link

    friend bool operator==(const Spot &one, const Spot &other)
    {
        return one.directory == other.directory && one.name == other.name;
    }
};

Spot spotOf(const DeskOptions &complete, bool isOwn)
{
    const bool hosts
        = !complete.join || (complete.standing && !complete.standing->deskKey.isEmpty());
    return {QDir::cleanPath(QDir(complete.dataDir).absolutePath()),
            hosts ? u"desk"_s : u"desk-"_s + complete.owner(), isOwn};
}

//! A link from outside is for the desk that it leads to, else for the one that begins without a
//! word: that asks whether to leave its team.
std::vector<Spot> spotsOf(const DeskOptions &given)
{
    const Memory memory;
    const DeskOptions options = memory.complete(given);
    std::vector<Spot> spots{spotOf(options, true)};
    const QString usual = QStandardPaths::writableLocation(QStandardPaths::AppDataLocation);
    if (options.isFromOutside && options.dataDir == usual)
        spots.push_back(spotOf(memory.complete({}), false));
    return spots;
}

//! Whole as it was found good here, whatever stood around it; empty: nothing but to come forward.
QByteArray lineOf(const DeskOptions &given)
{
    if (!given.standbyLink.isEmpty())
        return given.standbyLink.toUtf8() + '\n';
    if (!given.isFromOutside)
        return "\n";
    const model::Invitation invitation{given.join->broker, given.join->pin, given.join->key,
                                       AgentId(given.agentId), given.agentName};
    return invitation.toLink().toUtf8() + '\n';
}

//! Of whoever may write to the socket: nothing that it says is taken on trust.
std::optional<DeskOptions> optionsIn(QByteArray line)
{
    line.chop(1);
    if (line.isEmpty())
        return DeskOptions();
    const auto isOfALink = [](char c) { return c > ' ' && c <= '~'; };
    if (!std::ranges::all_of(line, isOfALink))
        return std::nullopt;
    const auto options = optionsOfLink(QString::fromLatin1(line));
    return options ? std::optional(*options) : std::nullopt;
}

bool hears(QLocalSocket &socket, const char *word, const QDeadlineTimer &deadline)
{
    while (!socket.canReadLine()) {
        if (socket.bytesAvailable() >= MaxWord
            || (!socket.waitForReadyRead(int(deadline.remainingTime())) && !socket.canReadLine()))
            return false;
    }
    return socket.readLine(MaxWord) == word;
}

QString socketNameOf(const QString &name)
{
    return name + u".socket"_s;
}

QString lockNameIn(const QString &directory, const QString &name)
{
    return QDir(directory).filePath(name + u".lock"_s);
}

//! Whether the desk that runs there has taken it.
bool handOver(const Spot &spot, const QByteArray &line, const QDeadlineTimer &deadline)
{
    const server::SocketPath path(spot.directory, socketNameOf(spot.name));
    QLocalSocket socket;
    socket.setReadBufferSize(MaxWord);
    socket.connectToServer(path.path());
    if (!socket.waitForConnected(int(deadline.remainingTime()))
        || !hears(socket, Greeting, deadline))
        return false;
    socket.write(line);
    return hears(socket, Taken, deadline);
}

EarlyExit unanswered(const Spot &spot)
{
    qint64 pid = 0;
    QString host, program;
    const QLockFile lock(lockNameIn(spot.directory, spot.name));
    const QString who = lock.getLockInfo(&pid, &host, &program)
        ? u" (process %1 on %2)"_s.arg(QString::number(pid), host)
        : QString();
    return {1,
            u"sermo-desk: this desk is open already%1, and does not answer: end it, then start it "
            "again\n"_s.arg(who)};
}

//! Standard output stays empty: whoever waits there for a desk that is ready has none of his own.
EarlyExit openAlready(bool isAnotherHere)
{
    if (isAnotherHere)
        return {1, u"sermo-desk: that desk is open already, in another window\n"_s};
    std::fputs("sermo-desk: this desk is open already, and has come forward\n", stderr);
    return {};
}

} // namespace

//! Held for as long as it lives.
class RunningDesk::Place
{
public:
    enum class Outcome { Ours, Others, Nobodys };

    explicit Place(Spot at)
        : spot(std::move(at))
        , m_lock(lockNameIn(spot.directory, spot.name))
    {
    }
    ~Place()
    {
        server.reset(); // while its path still leads there
        m_lock.unlock();
        if (m_isMade)
            QDir().rmdir(spot.directory); // nothing came into it
    }
    Q_DISABLE_COPY_MOVE(Place)

    //! Nobody's: nothing can be written there, which is for others to complain of.
    [[nodiscard]] Outcome take()
    {
        const bool isThere = QFileInfo(spot.directory).isDir();
        if (!isThere && !spot.isOwn)
            return Outcome::Nobodys;
        m_isMade = !isThere && store::files::makeDirectory(spot.directory).has_value();
        if (store::files::takeLock(m_lock))
            return Outcome::Ours;
        return m_lock.error() == QLockFile::LockFailedError ? Outcome::Others : Outcome::Nobodys;
    }

    const Spot spot;
    std::optional<server::SocketPath> path;
    std::unique_ptr<QLocalServer> server;

private:
    QLockFile m_lock;
    bool m_isMade = false;
};

RunningDesk::RunningDesk(std::chrono::milliseconds patience, QObject *parent)
    : QObject(parent)
    , m_patience(patience)
{
}

RunningDesk::~RunningDesk() = default;

Result<void, EarlyExit> RunningDesk::claim(const DeskOptions &given)
{
    if (given.demoSpeed)
        return {};
    const QDeadlineTimer deadline(m_patience);
    const std::vector<Spot> spots = spotsOf(given);
    const std::size_t before = m_places.size();
    for (;;) {
        const auto isOthers = [this](const Spot &spot) {
            const auto isHere = [&spot](const auto &place) { return place->spot == spot; };
            if (std::ranges::any_of(m_places, isHere))
                return false;
            auto place = std::make_unique<Place>(spot);
            const auto outcome = place->take();
            if (outcome == Place::Outcome::Ours)
                m_places.push_back(std::move(place));
            return outcome == Place::Outcome::Others;
        };
        const auto held = std::ranges::find_if(spots, isOthers);
        if (held == spots.cend())
            return {};
        m_places.resize(before); // all of them or none
        if (handOver(*held, lineOf(given), deadline))
            return failure(openAlready(m_taker != nullptr));
        if (deadline.hasExpired())
            return failure(unanswered(*held));
        QThread::msleep(Pause);
    }
}

void RunningDesk::serve(const DeskOptions &options, const Taker &taker)
{
    m_taker = taker;
    if (options.demoSpeed)
        return;
    std::vector<Spot> spots = spotsOf(options);
    if (!Memory().hasAnotherTeam(options)) // that it would leave
        std::erase_if(spots, [](const Spot &spot) { return !spot.isOwn; });
    std::erase_if(m_places, [&spots](const auto &place) {
        return std::ranges::find(spots, place->spot) == spots.cend();
    });
    for (const auto &place : m_places) {
        if (!place->server)
            listenAt(*place);
    }
}

void RunningDesk::listenAt(Place &place)
{
    place.path.emplace(place.spot.directory, socketNameOf(place.spot.name));
    place.server = std::make_unique<QLocalServer>();
    QLocalServer &server = *place.server;
    connect(&server, &QLocalServer::newConnection, this,
            [this, &server] { handleConnection(server); });
    // Left behind by a desk that was killed: the lock is ours.
    QLocalServer::removeServer(place.path->path());
    server.setSocketOptions(QLocalServer::UserAccessOption);
    if (!server.listen(place.path->path()))
        qCWarning(lcRunning).noquote()
            << "a second start is not heard:" << place.spot.directory << server.errorString();
}

void RunningDesk::handleConnection(QLocalServer &server)
{
    while (QLocalSocket *socket = server.nextPendingConnection()) {
        socket->setReadBufferSize(MaxLine);
        connect(socket, &QLocalSocket::disconnected, socket, &QObject::deleteLater);
        connect(socket, &QLocalSocket::readyRead, this, [this, socket] { handleLine(*socket); });
        QTimer::singleShot(m_patience, socket, &QLocalSocket::abort);
        socket->write(Greeting);
    }
}

void RunningDesk::handleLine(QLocalSocket &socket)
{
    if (!socket.canReadLine()) {
        if (socket.bytesAvailable() >= MaxLine)
            socket.abort();
        return;
    }
    const auto handed = optionsIn(socket.readLine(MaxLine));
    if (!handed || !m_taker || !m_taker(*handed))
        return socket.abort();
    socket.write(Taken);
    socket.flush(); // a desk that begins anew by it leaves its loop
    socket.disconnectFromServer();
}

} // namespace sermo::app
