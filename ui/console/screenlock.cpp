// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/console/screenlock.h"

#include <QDBusConnection>

using namespace Qt::StringLiterals;

namespace sermo::ui
{

ScreenLock::ScreenLock(QObject *parent)
    : QObject(parent)
{
    // Without one Qt would start a bus of its own.
    if (qEnvironmentVariableIsEmpty("DBUS_SESSION_BUS_ADDRESS"))
        return;
    QDBusConnection bus = QDBusConnection::sessionBus();
    for (const QString &saver : {u"org.freedesktop.ScreenSaver"_s, u"org.gnome.ScreenSaver"_s})
        bus.connect(QString(), QString(), saver, u"ActiveChanged"_s, this, SLOT(tell(bool)));
}

} // namespace sermo::ui
