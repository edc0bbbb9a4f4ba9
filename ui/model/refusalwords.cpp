// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/model/refusalwords.h"

#include "broker/protocol/errors.h"

#include <QCoreApplication>

namespace sermo::model
{

namespace
{

struct Tr {
    Q_DECLARE_TR_FUNCTIONS(sermo::model::ConsoleController)
};

} // namespace

QString refusalText(const QString &code, const QString &message)
{
    const auto is = [&code](ErrorCode known) { return code == wireName(known); };
    if (is(ErrorCode::WrongState) || is(ErrorCode::SessionEnded))
        return Tr::tr("The session has moved on: that is not possible any more");
    if (is(ErrorCode::ForbiddenType))
        return Tr::tr("Someone else has this session");
    if (is(ErrorCode::UnknownQueue))
        return Tr::tr("The desk does not know that queue");
    if (is(ErrorCode::UnknownUser))
        return Tr::tr("This customer has no session");
    if (is(ErrorCode::StorageUnavailable))
        return Tr::tr("The broker cannot store anything now; try again soon");
    return message.isEmpty() ? code : message;
}

} // namespace sermo::model
