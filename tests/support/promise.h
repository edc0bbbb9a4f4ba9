// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QTest>

#include <cstdio>

namespace sermo::test
{

//! A line for the table of `./dev soak`: what is promised, how it was tried, and what came of it.
//! To be called at the end of a test; one that has failed has kept nothing and says nothing.
inline void keptPromise(const char *promise, const QString &tried, const QString &held)
{
    if (QTest::currentTestFailed())
        return;
    std::printf("SOAK| %s | %s | %s |\n", promise, qPrintable(tried), qPrintable(held));
    std::fflush(stdout);
}

} // namespace sermo::test
