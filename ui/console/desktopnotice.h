// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDBusConnection>
#include <QObject>

class QDBusPendingCallWatcher;

namespace sermo::ui
{

//! One notification of the desktop's own (org.freedesktop.Notifications, over D-Bus): of normal
//! urgency, clicked to come to the desk, replaced by the next. Qt's tray would hand a customer's
//! words on as markup, call them unimportant and hear no click. GUI thread.
class DesktopNotice : public QObject
{
    Q_OBJECT
public:
    //! The session's bus; where there is none, Qt would start one of its own: a disconnected one.
    [[nodiscard]] static QDBusConnection sessionBus();

    explicit DesktopNotice(const QDBusConnection &bus, QObject *parent = nullptr);

    [[nodiscard]] bool isAvailable() const { return m_bus.isConnected(); }
    void show(const QString &title, const QString &text); //!< both plain

    //! A text as a server takes it that reads markup, or one that does not.
    [[nodiscard]] static QString body(const QString &text, bool readsMarkup);

signals:
    void clicked();

private slots: // by their names, over D-Bus
    void handleInvoked(uint id, const QString &action);

private:
    void handleShown(QDBusPendingCallWatcher *watcher);

    QDBusConnection m_bus;
    bool m_readsMarkup = true; //!< most do; the others say so
    uint m_id = 0; //!< of the one that is shown; 0: none was
};

} // namespace sermo::ui
