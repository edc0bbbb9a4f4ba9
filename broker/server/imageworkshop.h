// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "broker/imaging/imagetalk.h"
#include "broker/protocol/result.h"

#include <QObject>

#include <chrono>
#include <deque>
#include <functional>

class QProcess;

namespace sermo::server
{

//! Has uploads painted anew by `sermo-image`, a process for each, few at a time. Whatever becomes
//! of the process, there is one answer: what it cannot do in time it is killed over. Lives in the
//! broker's thread; only Qt Core, since no image is looked into here.
class ImageWorkshop : public QObject
{
    Q_OBJECT
public:
    static constexpr int AtOnce = 2; //!< processes
    static constexpr std::chrono::milliseconds Deadline{20'000}; //!< for one image

    //! The image, or the HTTP status that says why there is none.
    using Handler = std::function<void(const Result<imaging::Painted, int> &)>;

    explicit ImageWorkshop(QString program, std::chrono::milliseconds deadline = Deadline,
                           QObject *parent = nullptr);
    ~ImageWorkshop() override; //!< unanswered

    //! `body` as in the request. The handler is dropped when its context dies first.
    void paint(const QByteArray &body, bool isJson, QObject *context, Handler handler);

    //! Where the program stands: beside the one that runs.
    [[nodiscard]] static QString programBesideThis();

private:
    struct Order;

    void start(const std::shared_ptr<Order> &order);
    void collect(QProcess *process, const std::shared_ptr<Order> &order);
    void finish(QProcess *process, const std::shared_ptr<Order> &order);
    void startNext();
    [[nodiscard]] static Result<imaging::Painted, int> outcome(const QProcess &process,
                                                               const Order &order);

    const QString m_program;
    const std::chrono::milliseconds m_deadline;
    std::deque<std::shared_ptr<Order>> m_waiting;
    int m_working = 0;
};

} // namespace sermo::server
