// SPDX-License-Identifier: GPL-3.0-or-later
// An image of 50 kB to 32 who ask at once: sermo-broker, and nginx with the same bytes in a file.
// Both close after each answer, as the broker always does.
#include "tests/bench/fanout/contest.h"

#include <QBuffer>
#include <QCoreApplication>
#include <QDir>
#include <QElapsedTimer>
#include <QImage>
#include <QRandomGenerator>
#include <QStandardPaths>
#include <QTcpServer>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstdio>
#include <fcntl.h>
#include <memory>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

using namespace Qt::StringLiterals;
using namespace sermo::bench;
using namespace std::chrono_literals;

namespace
{

constexpr int Rounds = 3;
constexpr int AtOnce = 32;
constexpr int Side = 128; // of noise, three bytes a pixel: nothing makes it smaller
constexpr auto Duration = 2000ms;

Load::Nanoseconds now()
{
    return std::chrono::steady_clock::now().time_since_epoch();
}

//! One request and its whole answer; empty: there was none.
QByteArray exchange(quint16 port, const QByteArray &request)
{
    const int fd = connectTo(port);
    QByteArray answer;
    std::array<char, 65536> buffer{};
    if (::send(fd, request.data(), size_t(request.size()), MSG_NOSIGNAL) == request.size()) {
        for (;;) {
            const auto came = ::recv(fd, buffer.data(), buffer.size(), 0);
            if (came <= 0)
                break;
            answer.append(buffer.data(), came);
        }
    }
    ::close(fd);
    return answer;
}

QByteArray get(const QByteArray &path)
{
    return "GET " + path + " HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n";
}

QByteArray bodyOf(const QByteArray &answer)
{
    return answer.startsWith("HTTP/1.1 200") ? answer.mid(answer.indexOf("\r\n\r\n") + 4)
                                             : QByteArray();
}

QByteArray noise()
{
    QImage image(Side, Side, QImage::Format_RGB888);
    QRandomGenerator random(1);
    for (int y = 0; y < Side; ++y)
        random.fillRange(reinterpret_cast<quint32 *>(image.scanLine(y)), Side * 3 / 4);
    QByteArray png;
    QBuffer buffer(&png);
    buffer.open(QIODevice::WriteOnly);
    return image.save(&buffer, "png") ? png : QByteArray();
}

//! Its path; empty: it was not taken.
QByteArray upload(const Server &server)
{
    const QByteArray key = server.supervisorsTarget().mid(QByteArrayLiteral("/events").size());
    const QByteArray body = R"({"image":")" + noise().toBase64() + "\"}";
    const QByteArray answer = exchange(server.port(),
                                       "POST /images" + key
                                           + " HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n"
                                             "Content-Length: "
                                           + QByteArray::number(body.size()) + "\r\n\r\n" + body);
    const qsizetype at = answer.toLower().indexOf("\r\nlocation: ");
    if (!answer.startsWith("HTTP/1.1 201") || at < 0)
        return {};
    const QByteArray location = answer.mid(at + 12, answer.indexOf('\r', at + 12) - at - 12);
    return location.mid(location.indexOf("/images/"));
}

//! nginx as Debian has it, with one process and one file.
class Nginx
{
public:
    [[nodiscard]] static QString program()
    {
        return QStandardPaths::findExecutable(
            u"nginx"_s, qEnvironmentVariable("PATH").split(u':') << u"/usr/sbin"_s);
    }
    explicit Nginx(const QByteArray &image)
    {
        QTcpServer free;
        if (free.listen(QHostAddress::LocalHost))
            m_port = free.serverPort();
        free.close();
        write(u"image"_s, image);
        const QByteArray here = m_directory.path().toUtf8();
        write(
            u"nginx.conf"_s,
            "daemon off;\nmaster_process off;\nworker_processes 1;\npid " + here
                + "/pid;\nerror_log stderr crit;\nevents { worker_connections 4096; }\nhttp {\n"
                  "  access_log off;\n  sendfile on;\n  tcp_nopush on;\n  default_type image/png;\n"
                  "  client_body_temp_path "
                + here + "/b;\n  proxy_temp_path " + here + "/p;\n  fastcgi_temp_path " + here
                + "/f;\n  uwsgi_temp_path " + here + "/u;\n  scgi_temp_path " + here
                + "/s;\n  server { listen 127.0.0.1:" + QByteArray::number(m_port)
                + " backlog=4096; root " + here + "; }\n}\n");
        m_process.setChildProcessModifier(useFirstProcessor);
        m_process.start(
            program(),
            {u"-p"_s, m_directory.path(), u"-c"_s, m_directory.filePath(u"nginx.conf"_s)});
    }
    ~Nginx()
    {
        m_process.kill();
        m_process.waitForFinished();
    }
    Q_DISABLE_COPY_MOVE(Nginx)

    [[nodiscard]] quint16 port() const { return m_port; }
    [[nodiscard]] bool waitUntilReady()
    {
        QElapsedTimer timer;
        timer.start();
        while (timer.elapsed() < 10'000 && m_process.state() != QProcess::NotRunning) {
            if (!bodyOf(exchange(m_port, get("/image"))).isEmpty())
                return true;
        }
        return false;
    }

private:
    void write(const QString &name, const QByteArray &bytes) const
    {
        QFile file(m_directory.filePath(name));
        if (file.open(QIODevice::WriteOnly))
            file.write(bytes);
    }

    QTemporaryDir m_directory;
    QProcess m_process;
    quint16 m_port = 0;
};

struct Figures {
    std::vector<double> perSecond, p50, p99;
};

//! One who asks, and asks again when he has all of the answer.
struct Asker {
    int fd = -1;
    qsizetype came = 0;
    Load::Nanoseconds asked{0};
};

bool ask(int epoll, Asker &asker, quint16 port, const QByteArray &request)
{
    asker.asked = now();
    asker.came = 0;
    asker.fd = connectTo(port);
    ::fcntl(asker.fd, F_SETFL, O_NONBLOCK);
    epoll_event event{.events = EPOLLIN, .data = {.ptr = &asker}};
    ::epoll_ctl(epoll, EPOLL_CTL_ADD, asker.fd, &event);
    return ::send(asker.fd, request.data(), size_t(request.size()), MSG_NOSIGNAL) == request.size();
}

//! True: it has closed. Nothing is looked at but how much there was.
bool read(Asker &asker)
{
    static std::array<char, 256 * 1024> buffer;
    for (;;) {
        const auto came = ::recv(asker.fd, buffer.data(), buffer.size(), 0);
        if (came <= 0)
            return came == 0 || errno != EAGAIN;
        asker.came += came;
    }
}

bool measure(quint16 port, const QByteArray &path, Figures &figures)
{
    const QByteArray request = get(path);
    const qsizetype whole = exchange(port, request).size();
    const int epoll = ::epoll_create1(EPOLL_CLOEXEC);
    std::array<Asker, AtOnce> askers;
    bool isGood = std::ranges::all_of(
        askers, [&](Asker &asker) { return ask(epoll, asker, port, request); });
    std::vector<Load::Nanoseconds> took;
    const auto begun = now();
    while (isGood && now() - begun < Duration) {
        std::array<epoll_event, AtOnce> events{};
        const int count = ::epoll_wait(epoll, events.data(), AtOnce, 10'000);
        isGood = count > 0;
        for (int i = 0; i < count; ++i) {
            auto &asker = *static_cast<Asker *>(events[size_t(i)].data.ptr);
            if (!read(asker))
                continue;
            ::close(asker.fd);
            took.push_back(now() - asker.asked);
            isGood = isGood && asker.came == whole && ask(epoll, asker, port, request);
        }
    }
    const double seconds = std::chrono::duration<double>(now() - begun).count();
    for (const Asker &asker : askers)
        ::close(asker.fd);
    ::close(epoll);
    if (!isGood || took.empty())
        return false;
    std::sort(took.begin(), took.end());
    figures.perSecond.push_back(double(took.size()) / seconds);
    figures.p50.push_back(microseconds(took[took.size() / 2]) / 1000);
    figures.p99.push_back(microseconds(took[took.size() * 99 / 100]) / 1000);
    return true;
}

void tellRow(const char *name, const Figures &figures)
{
    std::printf("| %s | %.0f | %.2f ms | %.2f ms |\n", name, median(figures.perSecond),
                median(figures.p50), median(figures.p99));
}

int fail(const char *what)
{
    std::fprintf(stderr, "%s\n", what);
    return 1;
}

} // namespace

int main(int argc, char *argv[])
{
    const QCoreApplication app(argc, argv);
    becomeTheLoad();
    Server server(Server::Kind::Sermo);
    if (!server.start())
        return fail("sermo-broker does not start");
    const QByteArray path = upload(server);
    const QByteArray image = bodyOf(exchange(server.port(), get(path)));
    if (image.isEmpty())
        return fail("the image was not taken, or is not given back");
    std::unique_ptr<Nginx> nginx;
    if (Nginx::program().isEmpty())
        std::printf("nginx is not on this machine and was not measured.\n\n");
    else
        nginx = std::make_unique<Nginx>(image);
    if (nginx && !nginx->waitUntilReady())
        return fail("nginx does not start");
    Figures ours, theirs;
    for (int round = 0; round < Rounds; ++round) {
        if (nginx && !measure(nginx->port(), "/image", theirs))
            return fail("nginx did not answer as it should");
        if (!measure(server.port(), path, ours))
            return fail("sermo-broker did not answer as it should");
    }
    std::printf("| `GET /images/ID`, %lld bytes, %d at once, a connection each | a second | p50 | "
                "p99 |\n|---|---|---|---|\n",
                qlonglong(image.size()), AtOnce);
    if (nginx)
        tellRow("nginx", theirs);
    tellRow("sermo-broker", ours);
    if (nginx)
        std::printf("| against nginx | %.2f x | | |\n| target | 0.4 x | | |\n",
                    median(ours.perSecond) / median(theirs.perSecond));
    return 0;
}
