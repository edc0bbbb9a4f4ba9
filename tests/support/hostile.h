// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QString>

namespace sermo::test
{

//! One of the texts that are written to do harm (tests/data/hostile.json).
struct HostileText {
    QString name; //!< what it tries
    QString text;

    [[nodiscard]] QByteArray rowName() const { return name.toUtf8(); } //!< for QTest::newRow()
};

//! All of them. `watched` is the address that they would have loaded: nobody may ever ask there.
[[nodiscard]] QList<HostileText> hostileTexts(const QString &watched);

} // namespace sermo::test
