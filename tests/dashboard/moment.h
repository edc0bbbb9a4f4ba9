// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArrayList>

namespace sermo::test
{

inline QByteArray frame(const QByteArray &fields)
{
    return R"({"direction":"internal",)" + fields + '}';
}

//! What a broker tells of a moment: Sara with Robin, Karin in line; and what else it had stored.
inline QByteArray moment(const QByteArray &at, const QByteArrayList &stored = {})
{
    const QByteArrayList frames{
        frame(R"("type":"queue_state","queueId":"general","name":"Com Hem allmänt","waiting":1)"),
        frame(
            R"("type":"agent_status","agentId":"sara","status":"available","name":"Sara Nyström","bound":2.5)"),
        frame(
            R"("type":"session_state","userId":"robin","state":"assigned","queueId":"general","position":null,"agentId":"sara","since":")"
            + at + '"'),
        frame(
            R"("type":"session_state","userId":"karin","state":"queued","queueId":"general","position":1,"agentId":null,"since":")"
            + at + '"'),
        frame(
            R"("type":"customer_identified","userId":"robin","brandId":"b","customerId":"1","name":"Robin Eriksson","seq":101,"receivedAt":")"
            + at + '"'),
        frame(R"("type":"presence","userId":"robin","probability":0.62,"reasons":[])")};
    return R"({"at":")" + at
        + R"(","seq":100,"sessions":{"robin":10,"karin":30},"figures":{"dayStart":")" + at.first(10)
        + R"(T00:00:00.000Z","from":")" + at.first(10)
        + R"(T00:00:00.000Z","all":{"counted":4,"wait.count":3,"wait.mean":12.5},"queues":{},"agents":{},"quarters":[]},"frames":[)"
        + (frames + stored).join(',') + "]}";
}

} // namespace sermo::test
