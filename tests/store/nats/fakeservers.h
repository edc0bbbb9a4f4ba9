// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "broker/store/nats/asker.h"

#include <QJsonDocument>

#include <deque>

namespace sermo::store
{

//! What a cluster is asked, and what a test answers in its place: the bytes of any version of it.
//! Time stands still until the test moves it.
class FakeServers final : public nats::Asker
{
public:
    qint64 now = 1'000;

    quint64 ask(nats::Outgoing question, Handler handler) override
    {
        m_questions.push_back({++m_last, std::move(question), std::move(handler)});
        return m_last;
    }
    void drop(quint64 number) override
    {
        std::erase_if(m_questions, [&](const Question &one) { return one.number == number; });
    }
    [[nodiscard]] bool wasRepeated(quint64) const override { return false; }
    [[nodiscard]] qint64 nowMs() const override { return now; }

    [[nodiscard]] qsizetype open() const { return qsizetype(m_questions.size()); }
    //! The first that is not answered.
    [[nodiscard]] nats::Outgoing next() const
    {
        return m_questions.empty() ? nats::Outgoing() : m_questions.front().what;
    }
    //! To the first. "Not now" leaves it unanswered, as on the wire.
    void answer(const QByteArray &json)
    {
        give(nats::answerIn(QJsonDocument::fromJson(json).object()));
    }
    void refuse(int status, int code, const QByteArray &why)
    {
        answer(R"({"error":{"code":)" + QByteArray::number(status) + R"(,"err_code":)"
               + QByteArray::number(code) + R"(,"description":")" + why + R"("}})");
    }
    void acknowledge(Seq seq) { answer(R"({"stream":"s","seq":)" + QByteArray::number(seq) + '}'); }
    void saySo() { answer(R"({"success":true})"); }
    //! Patience ends without an answer.
    void keepSilent() { give(failure(nats::Refusal{0, QStringLiteral("nobody answers")})); }

private:
    struct Question {
        quint64 number;
        nats::Outgoing what;
        Handler handler;
    };

    void give(const nats::Answer &answer)
    {
        if (m_questions.empty())
            qFatal("nothing was asked");
        if (nats::isNotNow(answer))
            return;
        const Question first = std::move(m_questions.front());
        m_questions.pop_front();
        first.handler(answer);
    }

    std::deque<Question> m_questions;
    quint64 m_last = 0;
};

[[nodiscard]] inline QByteArray headerIn(const nats::Outgoing &message, const QByteArray &name)
{
    for (const auto &[key, value] : message.headers) {
        if (key == name)
            return value;
    }
    return {};
}

[[nodiscard]] inline QByteArray headersIn(const nats::Outgoing &message)
{
    QByteArray lines;
    for (const auto &[key, value] : message.headers)
        lines += key + ": " + value + "\r\n";
    return lines;
}

//! What was published, as every broker hears it.
[[nodiscard]] inline nats::Incoming heard(const nats::Outgoing &message, Seq seq)
{
    auto incoming = nats::Incoming::read(seq, message.subject, headersIn(message), message.data);
    if (!incoming)
        qFatal("%s", qPrintable(incoming.error()));
    return *std::move(incoming);
}

//! The same as `STREAM.MSG.GET` answers it.
[[nodiscard]] inline QByteArray found(const nats::Outgoing &message, Seq seq)
{
    return R"({"message":{"subject":")" + message.subject + R"(","seq":)" + QByteArray::number(seq)
        + R"(,"hdrs":")" + ("NATS/1.0\r\n" + headersIn(message) + "\r\n").toBase64()
        + R"(","data":")" + message.data.toBase64() + R"("}})";
}

} // namespace sermo::store
