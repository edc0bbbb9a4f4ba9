// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/model/agentstatus.h"

#include "broker/desk/reasons.h"

#include <QCoreApplication>

#include <array>

namespace sermo::model
{

using Status = ConsoleController::Status;

namespace
{

struct Tr {
    Q_DECLARE_TR_FUNCTIONS(sermo::ui::Status)
};

constexpr std::array<Status, 4> All{Status::Available, Status::Finishing, Status::Away,
                                    Status::Offline};

} // namespace

QString wireName(Status status)
{
    static constexpr std::array<QLatin1StringView, 4> Names{
        desk::status::Available, desk::status::Finishing, desk::status::Away,
        desk::status::Offline};
    return Names[size_t(status)];
}

std::optional<Status> statusFromWire(const QString &name)
{
    for (const Status status : All) {
        if (wireName(status) == name)
            return status;
    }
    return std::nullopt;
}

QString statusName(Status status)
{
    switch (status) {
    case Status::Available:
        return Tr::tr("Available");
    case Status::Finishing:
        return Tr::tr("Finishing");
    case Status::Away:
        return Tr::tr("Away");
    case Status::Offline:
        return Tr::tr("Offline");
    }
    Q_UNREACHABLE();
}

QString statusName(const QString &wire)
{
    const auto status = statusFromWire(wire);
    return status ? statusName(*status) : wire;
}

} // namespace sermo::model
