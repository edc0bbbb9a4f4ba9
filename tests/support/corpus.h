// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "broker/protocol/errors.h"

#include <QByteArray>
#include <QList>
#include <QString>

#include <optional>

namespace sermo::test
{

//! One event of the golden corpus (tests/data/events).
struct CorpusFile {
    QString name; //!< path without the ending, such as `odd/accepted/text-empty`
    QByteArray bytes;
    std::optional<ErrorCode>
        refused; //!< what EventFrame::fromSender() must say; none: it is an event

    [[nodiscard]] QByteArray rowName() const { return name.toUtf8(); } //!< for QTest::newRow()
};

[[nodiscard]] QList<CorpusFile> corpus(); //!< all of it, by name
[[nodiscard]] QList<CorpusFile> acceptedCorpus(); //!< those that are events
[[nodiscard]] QList<CorpusFile> refusedCorpus();

} // namespace sermo::test
