// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/layering/house.h"

#include <QList>

using namespace Qt::StringLiterals;

namespace sermo::layering
{

namespace
{

const QStringList all{u"*"_s};
const QStringList belowWindows{u"ui/model"_s, u"ui/style"_s, u"broker/desk/figures"_s,
                               u"broker/desk"_s, u"broker/protocol"_s};
const QStringList windowModules{u"Core"_s,       u"Gui"_s,  u"Widgets"_s,   u"Svg"_s,
                                u"SvgWidgets"_s, u"DBus"_s, u"Multimedia"_s};

// The arrows of the house, each room once. A room that is not here may know nothing.
const QList<Room> &rooms()
{
    static const QList<Room> list{
        {u"app"_s, all, all},
        {u"tests"_s, all, all},
        // Linked in as Qt resources: what customers load from the broker, and what windows paint.
        {u"resources/web"_s, {}, {u"Core"_s}},
        {u"resources/icons"_s, {}, {u"Core"_s}},
        {u"resources/schema"_s, {}, {u"Core"_s}},
        {u"broker/protocol"_s, {}, {u"Core"_s}},
        {u"broker/desk/presence"_s, {u"broker/protocol"_s}, {u"Core"_s}, true},
        {u"broker/desk/allocation"_s, {u"broker/protocol"_s}, {u"Core"_s}, true},
        {u"broker/desk/figures"_s,
         {u"broker/desk"_s, u"broker/desk/presence"_s, u"broker/protocol"_s},
         {u"Core"_s},
         true},
        {u"broker/desk"_s,
         {u"broker/desk/presence"_s, u"broker/desk/allocation"_s, u"broker/protocol"_s},
         {u"Core"_s},
         true},
        // Which of two hosts: who serves, and what may be acknowledged.
        {u"broker/standby"_s, {u"broker/protocol"_s}, {u"Core"_s}, true},
        // What only a cluster needs: the log on NATS.
        {u"broker/store/nats"_s,
         {u"broker/store"_s, u"broker/protocol"_s},
         {u"Core"_s, u"Network"_s}},
        {u"broker/store"_s, {u"broker/protocol"_s}, {u"Core"_s, u"Sql"_s}},
        // Beside its own program, only what the two say to each other is for others.
        {u"broker/imaging"_s, {u"broker/protocol"_s}, {u"Core"_s, u"Gui"_s}},
        {u"broker/bot"_s, {u"broker/desk"_s, u"broker/protocol"_s}, {u"Core"_s}},
        // Simulated people: they know the broker by its port alone.
        {u"broker/demo"_s,
         {u"broker/protocol"_s},
         {u"Core"_s, u"Gui"_s, u"Network"_s, u"WebSockets"_s}},
        // Another link to the same broker: it knows how peers come in, not what becomes of them.
        {u"broker/server/socketio"_s,
         {u"broker/server"_s, u"broker/desk"_s, u"broker/protocol"_s},
         {u"Core"_s, u"Network"_s, u"WebSockets"_s}},
        {u"broker/server"_s,
         {u"broker/server/socketio"_s, u"broker/store"_s, u"broker/imaging"_s,
          u"broker/desk/figures"_s, u"broker/desk"_s, u"broker/protocol"_s, u"resources/web"_s},
         {u"Core"_s, u"Network"_s, u"WebSockets"_s, u"HttpServer"_s}},
        // Two hosts as processes: one serves by a broker, the other keeps a copy.
        {u"broker/pair"_s,
         {u"broker/server"_s, u"broker/store"_s, u"broker/standby"_s, u"broker/desk"_s,
          u"broker/protocol"_s},
         {u"Core"_s, u"Network"_s, u"WebSockets"_s}},
        {u"ui/model"_s,
         {u"broker/desk/figures"_s, u"broker/desk"_s, u"broker/desk/allocation"_s,
          u"broker/protocol"_s},
         {u"Core"_s, u"Gui"_s, u"Network"_s, u"WebSockets"_s}},
        {u"ui/style"_s, {u"resources/icons"_s}, windowModules},
        {u"ui/console"_s, belowWindows, windowModules},
        {u"ui/dashboard"_s, belowWindows + QStringList{u"ui/console"_s},
         windowModules + QStringList{u"Charts"_s}},
        {u"ui/history"_s, belowWindows + QStringList{u"ui/console"_s}, windowModules},
        {u"ui/settings"_s, belowWindows + QStringList{u"ui/console"_s}, windowModules},
    };
    return list;
}

bool lies(const QString &path, const QString &inFolder)
{
    return path.startsWith(inFolder + u'/');
}

} // namespace

Room roomOf(const QString &path)
{
    for (const Room &room : rooms()) {
        if (lies(path, room.path))
            return room;
    }
    return {path.section(u'/', 0, -2), {}, {}};
}

QString roomOfTarget(const QString &target)
{
    if (!target.startsWith("Sermo::"_L1))
        return {};
    const QString name = u'/' + target.mid(7).toLower();
    for (const Room &room : rooms()) {
        if (room.path.endsWith(name))
            return room.path;
    }
    return {};
}

QStringList topLevel()
{
    return {// The house.
            u"CMakeLists.txt"_s, u"app"_s, u"broker"_s, u"ui"_s, u"resources"_s, u"tests"_s,
            u"README.md"_s,
            // What a repository needs beside it.
            u"CMakePresets.json"_s, u"dev"_s, u"LICENSE"_s, u"CHANGELOG.md"_s, u"CONTRIBUTING.md"_s,
            // Made on the spot and never committed.
            u"build"_s, u"CMakeUserPresets.json"_s, u"compile_commands.json"_s};
}

} // namespace sermo::layering
