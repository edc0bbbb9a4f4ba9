// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/settings/refusals.h"

#include <QCoreApplication>
#include <QHash>
#include <QList>
#include <QRegularExpression>

using namespace Qt::StringLiterals;

namespace sermo::ui
{

namespace
{

struct Tr {
    Q_DECLARE_TR_FUNCTIONS(sermo::ui::Refusals)
};

//! As configuration.cpp, configreader.cpp, hoursreader.cpp and broker.cpp (broker/server),
//! script.cpp (broker/bot) and brokerthread.cpp (app/desk) say it.
QHash<QString, QString> ofValues()
{
    return {
        {u"must be given"_s, Tr::tr("It must not be empty.")},
        {u"is in use twice"_s, Tr::tr("Another one is called the same.")},
        {u"is given twice"_s, Tr::tr("The file says it twice.")},
        {u"is there twice"_s, Tr::tr("This agent is in the list twice.")},
        {u"must name an agent"_s, Tr::tr("Say which agent.")},
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
        {u"must be an origin such as \"https://www.example.com\""_s,
         Tr::tr("Write it like https://www.example.com, without what comes after the name.")},
        {u"must be an https origin such as \"https://img.example.com\""_s,
         Tr::tr("Write it like https://img.example.com, without what comes after the name.")},
        {u"must be an address, or a network such as \"10.0.0.0/8\""_s,
         Tr::tr("Write an address such as 10.0.0.1, or a network such as 10.0.0.0/8.")},
        {u"must be given beside the other"_s,
         Tr::tr("A certificate and its private key are named together.")},
        {u"the broker is not ready"_s, Tr::tr("The broker is just starting, or ending.")},
        {u"no broker runs"_s,
         Tr::tr("This desk does not serve any more, and nothing was saved here.")},
    };
}

//! Whoever has written the file by hand may have written anything.
QHash<QString, QString> ofWrittenFiles()
{
    const QString choice = Tr::tr("It is none of the words that can stand there.");
    return {
        {u"is not a known key"_s, Tr::tr("There is no such setting.")},
        {u"is unknown"_s, Tr::tr("There is no such setting.")},
        {u"must be there"_s, Tr::tr("It is missing.")},
        {u"must be an object"_s, Tr::tr("It must stand in { }.")},
        {u"must be a JSON object"_s, Tr::tr("It must stand in { }.")},
        {u"must be a list"_s, Tr::tr("It must stand in [ ].")},
        {u"must be true or false"_s, Tr::tr("It must be true or false.")},
        {u"must be a whole number, not below 0"_s,
         Tr::tr("It must be a whole number, not below 0.")},
        {u"must be \"en\" or \"sv\""_s, choice},
        {u"must be \"text\", \"email\", \"tel\" or \"choice\""_s, choice},
        {u"must be \"auto\", \"on\" or \"off\""_s, choice},
    };
}

//! As tlsidentity.cpp says it.
QHash<QString, QString> ofCertificates()
{
    return {
        {u"holds no certificate (PEM)"_s,
         Tr::tr("There is no certificate in the file. It has to be a PEM file.")},
        {u"holds no private key (PEM, RSA or elliptic curve, without a passphrase)"_s,
         Tr::tr("There is no private key in the file that can be used. It has to be a PEM file, "
                "RSA or elliptic curve, without a passphrase.")},
        {u"is not the key of the certificate"_s,
         Tr::tr("The private key is that of another certificate.")},
    };
}

//! As keys.cpp and keyorders.cpp say it.
QHash<QString, QString> ofKeys()
{
    return {
        {u"a key needs a name of 1 to 64 characters"_s,
         Tr::tr("It needs a name of at most 64 letters, without line breaks.")},
        {u"an agentId has no control characters"_s,
         Tr::tr("The sign in the log cannot have line breaks.")},
        {u"--agent goes with role agent, and only with it"_s,
         Tr::tr("A colleague needs a sign in the log.")},
        {u"the role must be bot, agent, supervisor, channel or standby"_s,
         Tr::tr("There is no such role.")},
        {u"the key could not be stored"_s, Tr::tr("It could not be stored. Is the disk full?")},
        {u"the key is shut out, but could not be removed from the store: try again"_s,
         Tr::tr("The key is shut out, but could not be removed from the disk. Try again.")},
    };
}

//! What has a value in it, told by the words around that.
struct Around {
    QString pattern; //!< its groups are the values
    QString words;
};

QList<Around> withValues()
{
    return {
        {u"(.+) cannot go while customers are in it"_s,
         Tr::tr("The queue %1 cannot go while customers are in it.")},
        {u"(.+) was changed meanwhile by somebody else"_s,
         Tr::tr("The file %1 was changed by somebody else meanwhile. Discard your changes to see "
                "it as it is now.")},
        {u"cannot read (.+?): (.+)"_s, Tr::tr("The file %1 cannot be read: %2.")},
        {u"cannot write (.+?): (.+)"_s, Tr::tr("The file %1 cannot be written: %2.")},
        {u"not JSON: (.+) at byte (\\d+)"_s,
         Tr::tr("The file cannot be understood, from its letter %2 on: %1.")},
        {u"must be a number of at least (.+)"_s, Tr::tr("It must be a number of at least %1.")},
        {u"must be a whole number from (\\d+) to (\\d+)"_s,
         Tr::tr("It must be a whole number from %1 to %2.")},
        {u"has expired on (.+)"_s, Tr::tr("The certificate has expired on %1.")},
        {u"is not valid before (.+)"_s, Tr::tr("The certificate is not valid before %1.")},
        {u"the name (.+) is in use"_s, Tr::tr("The name %1 is in use.")},
        {u"there is no key (.+)"_s, Tr::tr("There is no key %1 any more.")},
    };
}

//! Values come in one go: they may look like places for others.
QString filled(const QString &words, const QRegularExpressionMatch &found)
{
    return found.lastCapturedIndex() > 1 ? words.arg(found.captured(1), found.captured(2))
                                         : words.arg(found.captured(1));
}

} // namespace

QString refusalWords(const QString &message)
{
    for (const auto &known : {ofValues(), ofWrittenFiles(), ofCertificates(), ofKeys()}) {
        if (known.contains(message))
            return known.value(message);
    }
    const QList<Around> all = withValues();
    for (const Around &each : all) {
        const QRegularExpression shape(QRegularExpression::anchoredPattern(each.pattern),
                                       QRegularExpression::DotMatchesEverythingOption);
        if (const auto found = shape.match(message); found.hasMatch())
            return filled(each.words, found);
    }
    return message;
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
