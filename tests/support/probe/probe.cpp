// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/probe/probe.h"

#include "tests/support/probe/hands.h"

#include <QAction>
#include <QApplication>
#include <QJsonArray>
#include <QJsonDocument>
#include <QKeySequence>
#include <QLocalSocket>
#include <QMenu>
#include <QTimer>

using namespace Qt::StringLiterals;

namespace sermo::probe
{
namespace
{

QJsonObject failed(const QString &why)
{
    return {{u"ok"_s, false}, {u"error"_s, why}};
}

QJsonObject done(const QJsonValue &value = {})
{
    return {{u"ok"_s, true}, {u"value"_s, value}};
}

QString nameOf(const QJsonObject &request)
{
    return request["name"_L1].toString();
}

} // namespace

QWidget *visibleWidget(const QString &name)
{
    const auto widgets = QApplication::allWidgets();
    for (QWidget *widget : widgets) {
        if (widget->objectName() == name && widget->isVisible())
            return widget;
    }
    return nullptr;
}

Probe::Probe(const QString &socketName)
    : m_socketName(socketName)
{
    // Plugins are made while QApplication is still being constructed.
    QTimer::singleShot(0, this, &Probe::listen);
}

void Probe::listen()
{
    // Letters typed into a list are one word however slow the machine is: at 400 ms, Qt's own
    // interval, "Bea" could become "B", "e" and "a", and choose whoever begins with an a.
    QApplication::setKeyboardInputInterval(10'000);
    connect(&m_server, &QLocalServer::newConnection, this, [this] {
        QLocalSocket *client = m_server.nextPendingConnection();
        connect(client, &QLocalSocket::readyRead, this, [this, client] {
            while (client->canReadLine())
                handleLine(client, client->readLine());
        });
        connect(client, &QLocalSocket::disconnected, client, &QObject::deleteLater);
    });
    QLocalServer::removeServer(m_socketName);
    if (!m_server.listen(m_socketName))
        qWarning("probe: cannot listen on %s", qPrintable(m_socketName));
}

void Probe::handleLine(QLocalSocket *client, const QByteArray &line)
{
    // Queued: a click may open a nested event loop, which must not hold up this socket.
    const QJsonObject request = QJsonDocument::fromJson(line).object();
    QTimer::singleShot(0, this, [this, request, client = QPointer(client)] {
        QJsonObject reply = answer(request);
        reply["id"_L1] = request["id"_L1];
        if (client)
            client->write(QJsonDocument(reply).toJson(QJsonDocument::Compact) + '\n');
    });
}

Probe::Answer Probe::answer(const QJsonObject &request)
{
    const QString verb = request["do"_L1].toString();
    if (verb == "names"_L1)
        return names(request);
    if (verb == "get"_L1)
        return get(request);
    if (verb == "click"_L1)
        return click(request);
    if (verb == "type"_L1)
        return type(request);
    if (verb == "key"_L1)
        return key(request);
    if (verb == "menu"_L1)
        return menu(request);
    if (verb == "grab"_L1)
        return grab(request);
    if (verb == "resize"_L1)
        return resize(request);
    if (verb == "watch"_L1)
        return watch(request);
    if (verb == "stamps"_L1)
        return stamps(request);
    return failed(u"unknown command"_s);
}

Probe::Answer Probe::names(const QJsonObject &request) const
{
    const QString prefix = request["prefix"_L1].toString();
    QJsonArray found;
    const auto widgets = QApplication::allWidgets();
    for (const QWidget *widget : widgets) {
        if (widget->isVisible() && !widget->objectName().isEmpty()
            && widget->objectName().startsWith(prefix))
            found.append(widget->objectName());
    }
    return done(found);
}

Probe::Answer Probe::get(const QJsonObject &request) const
{
    const QWidget *widget = visibleWidget(nameOf(request));
    if (!widget)
        return failed(u"no such visible widget: "_s + nameOf(request));
    const QByteArray property = request["property"_L1].toString().toUtf8();
    const QVariant value = widget->property(property.constData());
    if (!value.isValid())
        return failed(u"no such property: "_s + QString::fromUtf8(property));
    return done(QJsonValue::fromVariant(value));
}

Probe::Answer Probe::click(const QJsonObject &request) const
{
    QWidget *widget = visibleWidget(nameOf(request));
    if (!widget)
        return failed(u"no such visible widget: "_s + nameOf(request));
    if (!widget->isEnabled())
        return failed(u"disabled: "_s + nameOf(request));
    clickOn(widget, widget->rect().center());
    return done();
}

Probe::Answer Probe::type(const QJsonObject &request) const
{
    QWindow *window = QGuiApplication::focusWindow();
    if (!window)
        return failed(u"no window has the focus"_s);
    typeInto(window, request["text"_L1].toString());
    return done();
}

Probe::Answer Probe::key(const QJsonObject &request) const
{
    QWindow *window = QGuiApplication::focusWindow();
    const QKeySequence sequence
        = QKeySequence::fromString(request["keys"_L1].toString(), QKeySequence::PortableText);
    if (!window || sequence.isEmpty())
        return failed(u"no window has the focus, or no such key"_s);
    press(window, sequence[0]);
    return done();
}

Probe::Answer Probe::menu(const QJsonObject &request) const
{
    auto *menu = qobject_cast<QMenu *>(QApplication::activePopupWidget());
    if (!menu)
        return failed(u"no menu is open"_s);
    const QString text = request["text"_L1].toString();
    const auto actions = menu->actions();
    for (QAction *action : actions) {
        if (action->isVisible() && action->isEnabled()
            && action->text().remove(u'&').startsWith(text)) {
            clickOn(menu, menu->actionGeometry(action).center());
            return done(action->text());
        }
    }
    return failed(u"no such entry: "_s + text);
}

Probe::Answer Probe::grab(const QJsonObject &request) const
{
    QWidget *window = request.contains("name"_L1) ? visibleWidget(nameOf(request))
                                                  : QApplication::activeWindow();
    if (!window)
        return failed(u"no such window"_s);
    return window->grab().save(request["file"_L1].toString())
        ? done()
        : failed(u"cannot write the picture"_s);
}

Probe::Answer Probe::resize(const QJsonObject &request) const
{
    QWidget *window = QApplication::activeWindow();
    if (!window)
        return failed(u"no active window"_s);
    window->resize(request["width"_L1].toInt(), request["height"_L1].toInt());
    return done();
}

Probe::Answer Probe::watch(const QJsonObject &request)
{
    QWidget *widget = visibleWidget(nameOf(request));
    if (!widget)
        return failed(u"no such visible widget: "_s + nameOf(request));
    m_watch.start(widget, request["property"_L1].toString().toUtf8());
    return done();
}

Probe::Answer Probe::stamps(const QJsonObject &)
{
    QJsonArray rows;
    const auto stamps = m_watch.take();
    for (const FlushWatch::Stamp &stamp : stamps)
        rows.append(QJsonObject{{u"value"_s, stamp.value}, {u"at"_s, stamp.unixMs}});
    return done(rows);
}

} // namespace sermo::probe
