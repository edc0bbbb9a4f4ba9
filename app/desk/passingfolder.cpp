// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/desk/passingfolder.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>

#include <array>
#include <cerrno>
#include <csignal>
#include <fcntl.h>
#include <filesystem>
#include <unistd.h>

using namespace Qt::StringLiterals;

namespace sermo::app
{

namespace
{

constexpr int End = 3; //!< the sweeper's end of the pipe, the only file it has beside nothing

//! Out of everybody's way: a session of its own, so that Ctrl+C is not meant for it, and no file
//! of ours, so that nobody waits for an end of our output that does not come.
void stepAside(int end)
{
    ::setsid();
    for (const int each : {SIGINT, SIGTERM, SIGHUP})
        ::signal(each, SIG_IGN);
    const int nothing = ::open("/dev/null", O_RDWR);
    for (const int file : {STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO})
        ::dup2(nothing, file);
    ::dup2(end, End);
    ::close_range(End + 1, ~0U, 0);
}

[[noreturn]] void sweep(int end, const std::filesystem::path &folder)
{
    stepAside(end);
    char nothing = 0;
    while (::read(End, &nothing, 1) < 0 && errno == EINTR) {}
    std::error_code error;
    std::filesystem::remove_all(folder, error);
    ::_exit(error ? 1 : 0);
}

} // namespace

Result<QString, QString> makePassingFolder()
{
    QTemporaryDir folder(QDir::tempPath() + u"/sermo-demo-XXXXXX"_s);
    if (!folder.isValid())
        return failure(folder.errorString());
    std::array<int, 2> pipe{};
    if (::pipe2(pipe.data(), O_CLOEXEC) != 0)
        return failure(qt_error_string());
    const std::filesystem::path path = QFile::encodeName(folder.path()).toStdString();
    const pid_t sweeper = ::fork();
    if (sweeper == 0)
        sweep(pipe[0], path);
    ::close(pipe[0]);
    if (sweeper < 0) {
        ::close(pipe[1]);
        return failure(qt_error_string());
    }
    folder.setAutoRemove(false);
    return folder.path(); // the other end of the pipe stays open for as long as we are there
}

} // namespace sermo::app
