// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QStringList>

namespace sermo::layering
{

//! A file of the tree, or one that a test made up.
struct SourceFile {
    QString path; //!< from the root: "broker/desk/reduce.cpp"
    QString text;
};

//! What is wrong with one file, a line each ("broker/desk/x.cpp:3: includes …"); empty when all is
//! well. Pure but for one look-up: which Qt module has a header, in the folder \a qtHeaders.
[[nodiscard]] QStringList findings(const SourceFile &file, const QString &qtHeaders);

//! The names at the top level that have no business there.
[[nodiscard]] QStringList strangers(const QStringList &topLevelNames);

//! C++ with comments and the insides of strings blanked; every line stays where it was.
[[nodiscard]] QString codeOnly(const QString &text);

} // namespace sermo::layering
