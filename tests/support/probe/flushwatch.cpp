// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/probe/flushwatch.h"

#include <QApplication>

#include <chrono>

namespace sermo::probe
{

void FlushWatch::start(QWidget *widget, const QByteArray &property)
{
    m_widget = widget;
    m_property = property;
    m_stamps.clear();
    qApp->installEventFilter(this);
}

bool FlushWatch::eventFilter(QObject *object, QEvent *event)
{
    if (!m_widget)
        return false;
    if (event->type() == QEvent::Paint && object == m_widget)
        m_painted = QJsonValue::fromVariant(m_widget->property(m_property.constData()));
    // Painting and flushing both happen while a window handles its update request. To know when it
    // has finished, it is delivered from here, and once only.
    if (event->type() == QEvent::UpdateRequest && object == m_widget->window() && !m_flushing) {
        m_flushing = true;
        QCoreApplication::sendEvent(object, event);
        m_flushing = false;
        stampFlush();
        return true;
    }
    return false;
}

void FlushWatch::stampFlush()
{
    const auto painted = std::exchange(m_painted, std::nullopt);
    if (!painted || *painted == m_last)
        return;
    const auto now = std::chrono::system_clock::now().time_since_epoch();
    m_last = *painted;
    m_stamps.append({m_last, std::chrono::duration<double, std::milli>(now).count()});
}

} // namespace sermo::probe
