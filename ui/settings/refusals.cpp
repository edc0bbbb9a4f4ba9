// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/settings/refusals.h"

#include <QCoreApplication>
#include <QHash>

using namespace Qt::StringLiterals;

namespace sermo::ui
{

namespace
{

struct Tr {
    Q_DECLARE_TR_FUNCTIONS(sermo::ui::Refusals)
};

//! As broker/server/configuration.cpp and hoursreader.cpp say it.
QHash<QString, QString> known()
{
    return {
        {u"must be given"_s, Tr::tr("It must not be empty.")},
        {u"is in use twice"_s, Tr::tr("Another one is called the same.")},
        {u"must be a name of its own"_s, Tr::tr("It needs a name that no other has.")},
        {u"is not one of the queues"_s, Tr::tr("There is no such queue.")},
        {u"is not a known time zone"_s,
         Tr::tr("This time zone is not known. One is called Europe/Stockholm.")},
        {u"must be like \"08:00-12:00, 13:00-18:00\", or \"closed\""_s,
         Tr::tr("Write the hours like 8-12, 13-18, in their order; leave them empty for closed.")},
        {u"must be a date such as 2026-12-24 or 12-24"_s,
         Tr::tr("Write the date like 2026-12-24, or 12-24 for every year.")},
        {u"must have at least 16 characters"_s, Tr::tr("It needs at least 16 characters.")},
        {u"belong to a choice, and to nothing else"_s,
         Tr::tr("A choice needs something to choose from.")},
        {u"must name at least one queue"_s, Tr::tr("One queue must stay.")},
        {u"must name at least one platform"_s, Tr::tr("One platform must stay.")},
        {u"must be a text"_s, Tr::tr("It must not be empty.")},
        {u"must be a list of texts"_s, Tr::tr("No line of it may be empty.")},
    };
}

} // namespace

QString refusalWords(const QString &message)
{
    if (message.endsWith("cannot go while customers are in it"_L1))
        return Tr::tr("The queue %1 cannot go while customers are in it.")
            .arg(message.section(u' ', 0, 0));
    if (message.endsWith("was changed meanwhile by somebody else"_L1))
        return Tr::tr("The file was changed by somebody else meanwhile. Discard your changes to "
                      "see it as it is now.");
    return known().value(message, message);
}

QString within(const QString &path, const QString &outer)
{
    if (!path.startsWith(outer))
        return {};
    const QString rest = path.sliced(outer.size());
    return rest.startsWith(u'.') ? rest.sliced(1) : rest;
}

int rowIn(const QString &path, const QString &list)
{
    const QString begin = list + u'[';
    if (!path.startsWith(begin))
        return -1;
    bool isNumber = false;
    const int row = path.sliced(begin.size()).section(u']', 0, 0).toInt(&isNumber);
    return isNumber ? row : -1;
}

} // namespace sermo::ui
