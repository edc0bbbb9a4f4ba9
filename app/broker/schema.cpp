// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/broker/schema.h"

#include <QFile>

#include <cstdio>

using namespace Qt::StringLiterals;

namespace sermo::app
{

int tell(const call::Schema &call)
{
    const QString name = call.of == "config"_L1 ? u"configuration"_s : call.of;
    QFile file(u":/schema/%1.schema.json"_s.arg(name));
    if (!file.open(QIODevice::ReadOnly))
        return Failure;
    std::fputs(file.readAll().constData(), stdout);
    return Success;
}

} // namespace sermo::app
