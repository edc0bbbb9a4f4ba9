// SPDX-License-Identifier: GPL-3.0-or-later
#include "broker/imaging/cell.h"
#include "broker/imaging/imagetalk.h"
#include "broker/imaging/imageupload.h"
#include "broker/imaging/repaint.h"

#include <QCoreApplication>

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <unistd.h>

using namespace sermo;
using imaging::Fault;

namespace
{

constexpr int WrongCall = 2;
constexpr int Failure = 1;

Result<imaging::Painted, Fault> paint(const QByteArray &body, bool isJson)
{
    if (body.isEmpty() || body.size() > imaging::MaxBody)
        return failure(body.isEmpty() ? Fault::Malformed : Fault::TooLarge);
    if (!isJson)
        return imaging::repaint(body);
    return imaging::imageInJson(body).and_then(
        [](const QByteArray &image) { return imaging::repaint(image); });
}

// By hand, since QFile asks more of the system than a cell allows.

//! A byte more than there may be, so that one too large is seen.
QByteArray readBody()
{
    QByteArray body(imaging::MaxBody + 1, Qt::Uninitialized);
    qsizetype size = 0;
    while (size < body.size()) {
        const ssize_t got = ::read(STDIN_FILENO, body.data() + size, size_t(body.size() - size));
        if (got == 0 || (got < 0 && errno != EINTR))
            break;
        size += std::max<ssize_t>(got, 0);
    }
    return body.first(size);
}

[[nodiscard]] bool writeAll(QByteArrayView bytes)
{
    while (!bytes.isEmpty()) {
        const ssize_t put = ::write(STDOUT_FILENO, bytes.data(), size_t(bytes.size()));
        if (put < 0 && errno != EINTR)
            return false;
        bytes = bytes.sliced(std::max<ssize_t>(put, 0));
    }
    return true;
}

//! What decoders have to say of a stranger's bytes does not belong into anyone's log.
void ignoreMessage(QtMsgType, const QMessageLogContext &, const QString &) {}

int run(bool isJson)
{
    imaging::limitResources();
    qInstallMessageHandler(ignoreMessage);
    imaging::loadDecoders();
    (void)imaging::enterCell(); // where there is none, the limits are what there is
    const auto painted = paint(readBody(), isJson);
    if (!painted)
        return int(painted.error());
    return writeAll(painted->head()) && writeAll(painted->bytes) ? 0 : Failure;
}

} // namespace

//! Reads the body of one `POST /images` and writes the image painted anew. Not for people: see
//! imagetalk.h.
int main(int argc, char **argv)
{
    qputenv("QT_NO_GLIB", "1"); // it would ask for more than a cell allows, in each thread
    const QCoreApplication application(argc, argv);
    const QStringList words = QCoreApplication::arguments();
    if (words.size() == 2 && words.at(1) == QLatin1String("--version")) {
        std::puts("sermo-image " SERMO_VERSION);
        return 0;
    }
    const bool isJson = words.size() == 2 && words.at(1) == QLatin1String("json");
    if (!isJson && !(words.size() == 2 && words.at(1) == QLatin1String("raw"))) {
        std::fputs("sermo-image: sermo-broker calls it, as `sermo-image json|raw`\n", stderr);
        return WrongCall;
    }
    const int code = run(isJson);
    // At once: tidying up would ask for more than a cell allows.
    _exit(code);
}
