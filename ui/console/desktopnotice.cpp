// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/console/desktopnotice.h"

#include <QDBusMessage>
#include <QDBusPendingCallWatcher>
#include <QDBusPendingReply>
#include <QVariantMap>

using namespace Qt::StringLiterals;

namespace sermo::ui
{

namespace
{

constexpr uchar NormalUrgency = 1;
constexpr int AsTheDesktopDoes = -1; // how long it stays

QDBusMessage callOf(const QString &method)
{
    return QDBusMessage::createMethodCall(u"org.freedesktop.Notifications"_s,
                                          u"/org/freedesktop/Notifications"_s,
                                          u"org.freedesktop.Notifications"_s, method);
}

} // namespace

QDBusConnection DesktopNotice::sessionBus()
{
    return qEnvironmentVariableIsEmpty("DBUS_SESSION_BUS_ADDRESS") ? QDBusConnection(u"none"_s)
                                                                   : QDBusConnection::sessionBus();
}

DesktopNotice::DesktopNotice(const QDBusConnection &bus, QObject *parent)
    : QObject(parent)
    , m_bus(bus)
{
    if (!isAvailable())
        return;
    m_bus.connect(QString(), u"/org/freedesktop/Notifications"_s,
                  u"org.freedesktop.Notifications"_s, u"ActionInvoked"_s, this,
                  SLOT(handleInvoked(uint, QString)));
    auto *watcher
        = new QDBusPendingCallWatcher(m_bus.asyncCall(callOf(u"GetCapabilities"_s)), this);
    connect(watcher, &QDBusPendingCallWatcher::finished, this, [this, watcher] {
        watcher->deleteLater();
        const QDBusPendingReply<QStringList> told = *watcher;
        m_readsMarkup = told.isError() || told.value().contains("body-markup"_L1);
    });
}

QString DesktopNotice::body(const QString &text, bool readsMarkup)
{
    QString words = text;
    words.removeIf([](QChar letter) { // with one of these it would be no markup at all
        const bool isControl = letter.unicode() < 0x20 && letter != u'\n' && letter != u'\t';
        return isControl || letter.unicode() >= 0xfffe;
    });
    return readsMarkup ? words.toHtmlEscaped() : words;
}

void DesktopNotice::show(const QString &title, const QString &text)
{
    const QString program = u"org.sermodesk.SermoDesk"_s;
    QDBusMessage call = callOf(u"Notify"_s);
    call << title << m_id << program << title << body(text, m_readsMarkup)
         << QStringList{u"default"_s, tr("Open")}
         << QVariantMap{{u"urgency"_s, QVariant::fromValue(NormalUrgency)},
                        {u"category"_s, u"im.received"_s},
                        {u"desktop-entry"_s, program}}
         << AsTheDesktopDoes;
    auto *watcher = new QDBusPendingCallWatcher(m_bus.asyncCall(call), this);
    connect(watcher, &QDBusPendingCallWatcher::finished, this, &DesktopNotice::handleShown);
}

void DesktopNotice::handleShown(QDBusPendingCallWatcher *watcher)
{
    watcher->deleteLater();
    const QDBusPendingReply<uint> id = *watcher;
    m_id = id.isError() ? 0 : id.value();
}

void DesktopNotice::handleInvoked(uint id, const QString &action)
{
    if (id == m_id && m_id > 0 && action == "default"_L1)
        emit clicked();
}

} // namespace sermo::ui
