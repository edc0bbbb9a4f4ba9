// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "broker/desk/figures/spread.h"
#include "broker/protocol/result.h"
#include "broker/server/figurequery.h"
#include "broker/server/reportquery.h"
#include "broker/store/historyquery.h"

#include <QByteArray>

namespace sermo::server
{

//! What is looked for, and the figure behind whose number it is to be.
struct HistoryQuestion {
    store::HistoryQuery look;
    std::optional<FigureQuery> figure;
};

//! What `/api/history` is asked and answers, between text and values. No socket, no thread.
namespace historytalk
{

//! The query of an address (without its `?`): all of `text` (at most 1000 characters), `from`, `to`
//! (RFC 3339), `queue`, `agent`, `brand`, `customer`, `tag`, `rating` (`4` or `1-2`), `reason`,
//! `before`, `limit` (1 to 500), each once at most, and `apiKey`, which is not looked at. With
//! `figure` (a name of broker/desk/figures) `from`, `to`, `queue`, `agent` and `hours` (`all` or
//! `open`) say which figure, and only the sessions behind it are looked at. The error is one line
//! that names what is wrong.
[[nodiscard]] Result<HistoryQuestion, QString> questionOf(const QByteArray &query);

//! An event's number, as a path or a parameter names it.
[[nodiscard]] std::optional<Seq> seqOf(QByteArrayView text);

//! `after` of the address of one conversation; 0: from its beginning.
[[nodiscard]] Result<Seq, QString> afterOf(const QByteArray &query);

//! `at` of `/api/moment`, in ms since 1970.
[[nodiscard]] Result<qint64, QString> momentOf(const QByteArray &query);

//! Of `/api/report`: `from` and `to` (days, both included), `queue`, `agent`, `hours`, `timezone`,
//! `format` (`rows`, `json`, `csv` or `html`).
[[nodiscard]] Result<ReportQuery, QString> reportOf(const QByteArray &query);

//! `{"conversations":[…],"next":SEQ or null,"indexed":SEQ}`
//! Behind a figure each says where: `"behind":[{"from":SEQ,"to":SEQ or null,"at","value"}…]`.
[[nodiscard]] QByteArray toJson(const store::HistoryPage &page, const figures::Cases &behind = {});
//! `{"conversation":{…},"events":[…],"next":SEQ or null}`, the events as they are delivered.
[[nodiscard]] QByteArray toJson(const store::HistoryTranscript &transcript);

} // namespace historytalk

} // namespace sermo::server
