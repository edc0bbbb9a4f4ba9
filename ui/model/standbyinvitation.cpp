// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/model/standbyinvitation.h"

#include <QCoreApplication>

namespace sermo::model
{

using namespace Qt::StringLiterals;

namespace
{

constexpr auto Begin = "sermo://stand-by"_L1;
constexpr auto Usual = "sermo://join"_L1;

struct Tr {
    Q_DECLARE_TR_FUNCTIONS(sermo::model::StandbyInvitation)
};

} // namespace

QString standbyLink(const Invitation &invitation)
{
    return invitation.toLink().replace(Usual, Begin);
}

bool isStandbyMeant(const QString &text)
{
    return text.contains(Begin, Qt::CaseInsensitive);
}

Result<Invitation, QString> standbyInvitationFrom(const QString &text)
{
    if (!isStandbyMeant(text))
        return failure(
            Tr::tr("This is no invitation to stand by: one begins with sermo://stand-by."));
    auto read = Invitation::fromText(QString(text).replace(Begin, Usual, Qt::CaseInsensitive));
    if (read && !read->key.startsWith("sk_standby_"_L1))
        return failure(Tr::tr("The key in it is not one to stand by with."));
    return read;
}

} // namespace sermo::model
