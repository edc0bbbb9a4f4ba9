// SPDX-License-Identifier: GPL-3.0-or-later
#include "broker/server/imageworkshop.h"

#include <QCoreApplication>
#include <QDir>
#include <QLoggingCategory>
#include <QPointer>
#include <QProcess>
#include <QProcessEnvironment>
#include <QTimer>

#include <utility>

using namespace Qt::StringLiterals;

namespace sermo::server
{

namespace
{

Q_LOGGING_CATEGORY(lc, "sermo.broker.images")

//! What a loader needs. The rest of the environment is none of the helper's business.
QProcessEnvironment smallEnvironment()
{
    const QProcessEnvironment all = QProcessEnvironment::systemEnvironment();
    QProcessEnvironment few;
    for (const auto name : {"LD_LIBRARY_PATH"_L1, "QT_PLUGIN_PATH"_L1, "ASAN_OPTIONS"_L1,
                            "UBSAN_OPTIONS"_L1, "LSAN_OPTIONS"_L1}) {
        if (all.contains(name))
            few.insert(name, all.value(name));
    }
    return few;
}

int statusOf(int exitCode)
{
    switch (imaging::Fault(exitCode)) {
    case imaging::Fault::Malformed:
        return 400;
    case imaging::Fault::TooLarge:
        return 413;
    case imaging::Fault::Unsupported:
        return 415;
    }
    return 0;
}

} // namespace

struct ImageWorkshop::Order {
    QByteArray body;
    bool isJson = false;
    QPointer<QObject> context;
    Handler handler;
    QByteArray answer;
    bool isKilled = false;
    QMetaObject::Connection whenNobodyWaits = {};
};

ImageWorkshop::ImageWorkshop(QString program, std::chrono::milliseconds deadline, QObject *parent)
    : QObject(parent)
    , m_program(std::move(program))
    , m_deadline(deadline)
{
}

ImageWorkshop::~ImageWorkshop()
{
    const auto processes = findChildren<QProcess *>(Qt::FindDirectChildrenOnly);
    for (QProcess *process : processes) {
        process->disconnect(this);
        process->kill();
        process->waitForFinished(1000); // it is killed: this takes no time
    }
}

QString ImageWorkshop::programBesideThis()
{
    return QDir(QCoreApplication::applicationDirPath()).filePath(u"sermo-image"_s);
}

void ImageWorkshop::paint(const QByteArray &body, bool isJson, QObject *context, Handler handler)
{
    const auto order
        = std::make_shared<Order>(Order{body, isJson, context, std::move(handler), {}, false});
    // Its bytes go with whoever sent them, not when its turn has come.
    order->whenNobodyWaits
        = connect(context, &QObject::destroyed, this, [this, gone = order.get()] {
              std::erase_if(m_waiting, [gone](const auto &each) { return each.get() == gone; });
          });
    m_waiting.push_back(order);
    startNext();
}

void ImageWorkshop::startNext()
{
    while (m_working < AtOnce && !m_waiting.empty()) {
        const auto order = std::move(m_waiting.front());
        m_waiting.pop_front();
        disconnect(order->whenNobodyWaits);
        start(order);
    }
}

void ImageWorkshop::start(const std::shared_ptr<Order> &order)
{
    ++m_working;
    auto *process = new QProcess(this);
    process->setProcessEnvironment(smallEnvironment());
    // What decoders have to say of a stranger's bytes does not belong into anyone's log.
    process->setStandardErrorFile(QProcess::nullDevice());
    connect(process, &QProcess::readyReadStandardOutput, this,
            [this, process, order] { collect(process, order); });
    connect(process, &QProcess::finished, this, [this, process, order] { finish(process, order); });
    connect(process, &QProcess::errorOccurred, this, [=, this](QProcess::ProcessError error) {
        if (error == QProcess::FailedToStart)
            finish(process, order);
    });
    QTimer::singleShot(m_deadline, process, [process, order] {
        order->isKilled = true;
        process->kill();
    });
    process->start(m_program, {order->isJson ? u"json"_s : u"raw"_s});
    process->write(std::exchange(order->body, {}));
    process->closeWriteChannel();
}

void ImageWorkshop::collect(QProcess *process, const std::shared_ptr<Order> &order)
{
    constexpr qsizetype Head = 64;
    order->answer += process->readAllStandardOutput();
    if (order->answer.size() <= imaging::MaxPainted + Head)
        return;
    order->isKilled = true;
    process->kill();
}

void ImageWorkshop::finish(QProcess *process, const std::shared_ptr<Order> &order)
{
    collect(process, order);
    process->disconnect(this);
    process->deleteLater();
    --m_working;
    const auto result = outcome(*process, *order);
    if (order->context)
        order->handler(result);
    startNext();
}

Result<imaging::Painted, int> ImageWorkshop::outcome(const QProcess &process, const Order &order)
{
    if (process.error() == QProcess::FailedToStart) {
        qCCritical(lc).noquote() << "cannot start" << process.program() << process.errorString();
        return failure(503);
    }
    const bool hasEnded = process.exitStatus() == QProcess::NormalExit && !order.isKilled;
    if (hasEnded && process.exitCode() == 0) {
        if (auto painted = imaging::Painted::read(order.answer))
            return *std::move(painted);
    }
    if (const int status = hasEnded ? statusOf(process.exitCode()) : 0)
        return failure(int(status));
    // The decoder fell over it, or would not end: to whoever sent it, it is no image.
    qCWarning(lc) << "an image could not be painted: the helper"
                  << (order.isKilled ? "took too long" : "crashed") << process.exitCode();
    return failure(415);
}

} // namespace sermo::server
