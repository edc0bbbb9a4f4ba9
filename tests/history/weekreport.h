// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDate>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

namespace sermo::test
{

//! What a broker's report of a week looks like, for the eye: numbers of a working desk.
inline QByteArray weekReport()
{
    using namespace Qt::StringLiterals;
    const auto figures = [](int seed, int queued) {
        return QJsonObject{{u"queued"_s, queued},
                           {u"wait.mean"_s, 20.0 + seed % 40},
                           {u"wait.median"_s, 14.0 + seed % 20},
                           {u"wait.p90"_s, 55.0 + seed % 90},
                           {u"level.of_counted"_s, 0.74 + seed % 23 / 100.0},
                           {u"abandoned.share"_s, seed % 9 / 100.0},
                           {u"first_response.median"_s, 31.0 + seed % 25},
                           {u"response.median"_s, 40.0 + seed % 50},
                           {u"claimed"_s, queued - seed % 9},
                           {u"handle.mean"_s, 340.0 + seed % 120},
                           {u"attention.mean"_s, 190.0 + seed % 60},
                           {u"transferred.share"_s, seed % 7 / 100.0},
                           {u"reopened.share"_s, seed % 5 / 100.0},
                           {u"occupancy"_s, 0.6 + seed % 30 / 100.0},
                           {u"concurrency.mean"_s, 2.1 + seed % 15 / 10.0},
                           {u"concurrency.effective"_s, 1.4 + seed % 9 / 10.0},
                           {u"overload.minutes"_s, seed % 40},
                           {u"bot.share"_s, 0.2 + seed % 20 / 100.0},
                           {u"rating.mean"_s, 3.9 + seed % 10 / 10.0}};
    };
    QJsonArray rows;
    const auto add = [&](const QJsonValue &day, int seed) {
        rows.append(QJsonObject{
            {u"day"_s, day}, {u"scope"_s, u"all"_s}, {u"figures"_s, figures(seed, 391)}});
        for (const QString &queue : {u"general"_s, u"technical"_s, u"cancel"_s})
            rows.append(QJsonObject{{u"day"_s, day},
                                    {u"scope"_s, u"queue"_s},
                                    {u"id"_s, queue},
                                    {u"figures"_s, figures(++seed * 7, 130)}});
        for (const QString &agent : {u"anan01"_s, u"sara"_s, u"elin"_s})
            rows.append(QJsonObject{{u"day"_s, day},
                                    {u"scope"_s, u"agent"_s},
                                    {u"id"_s, agent},
                                    {u"figures"_s, figures(++seed * 5, 64)}});
    };
    add(QJsonValue(), 11);
    const QDate first(2026, 2, 24);
    for (int day = 0; day < 7; ++day)
        add(first.addDays(day).toString(Qt::ISODate), 13 + 17 * day);
    return QJsonDocument(QJsonObject{{u"from"_s, u"2026-02-24"_s},
                                     {u"to"_s, u"2026-03-02"_s},
                                     {u"timezone"_s, u"Europe/Stockholm"_s},
                                     {u"hours"_s, u"all"_s},
                                     {u"rules"_s, QJsonObject{{u"levelSeconds"_s, 60}}},
                                     {u"rows"_s, rows}})
        .toJson();
}

} // namespace sermo::test
