// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "broker/protocol/result.h"
#include "broker/store/nats/streammessage.h"

#include <QJsonObject>
#include <QString>

#include <functional>

namespace sermo::store::nats
{

//! Why a question was not answered as it should.
struct Refusal {
    int code = 0; //!< JetStream's `err_code`; 0: nobody answered for as long as patience lasts; -1:
                  //!< the servers gave none
    QString why; //!< in words
    int status = 0; //!< of what kind, as HTTP has them: 503 and the like

    [[nodiscard]] bool isSilence() const { return code == 0; }
};
using Answer = Result<QJsonObject, Refusal>;

//! What the servers' bytes say. Any thread.
[[nodiscard]] Answer answerIn(const QJsonObject &object);
//! They cannot say yet: between two leaders, too few of them, busy with this very message. Whoever
//! asked asks again; nothing was refused.
[[nodiscard]] bool isNotNow(const Answer &answer);
//! What was to be deleted is not there (any more): somebody was quicker, or we ourselves when we
//! asked for the first time.
[[nodiscard]] bool isGoneAlready(const Refusal &refusal);

//! Who asks the servers, and asks again until there is an answer or patience ends. So whatever is
//! asked must be safe to ask twice. Used in one thread; handlers are called from its event loop.
class Asker
{
public:
    using Handler = std::function<void(const Answer &)>;

    Asker() = default;
    virtual ~Asker() = default;
    Q_DISABLE_COPY_MOVE(Asker)

    //! Gives a number by which the question can be dropped.
    virtual quint64 ask(Outgoing question, Handler handler) = 0;
    virtual void drop(quint64 number) = 0; //!< its handler is not called any more
    //! Whether it had to be asked more than once: then the answer may be to any of them.
    [[nodiscard]] virtual bool wasRepeated(quint64 number) const = 0;
    //! Of a clock that never goes back.
    [[nodiscard]] virtual qint64 nowMs() const = 0;
};

} // namespace sermo::store::nats
