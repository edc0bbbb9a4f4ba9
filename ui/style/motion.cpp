// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/style/motion.h"

#include <QApplication>
#include <QDBusConnection>
#include <QDBusMessage>
#include <QDBusPendingCallWatcher>
#include <QDBusPendingReply>
#include <QProxyStyle>
#include <QStyleFactory>

using namespace Qt::StringLiterals;

namespace sermo::ui
{

namespace
{

constexpr auto Service = "org.freedesktop.portal.Desktop"_L1;
constexpr auto Path = "/org/freedesktop/portal/desktop"_L1;
constexpr auto Settings = "org.freedesktop.portal.Settings"_L1;
constexpr auto Appearance = "org.freedesktop.appearance"_L1;
constexpr auto Gnome = "org.gnome.desktop.interface"_L1;

constexpr Qt::UIEffect Effects[] = {Qt::UI_AnimateMenu, Qt::UI_FadeMenu, Qt::UI_AnimateCombo,
                                    Qt::UI_AnimateTooltip, Qt::UI_FadeTooltip};

//! Fusion that jumps where it would slide.
class StillStyle : public QProxyStyle
{
public:
    StillStyle()
        : QProxyStyle(QStyleFactory::create(u"fusion"_s))
    {
    }
    int styleHint(StyleHint hint, const QStyleOption *option, const QWidget *widget,
                  QStyleHintReturn *answer) const override
    {
        if (hint == SH_Widget_Animation_Duration || hint == SH_Widget_Animate)
            return 0;
        return QProxyStyle::styleHint(hint, option, widget, answer);
    }
};

} // namespace

Motion::Motion(QObject *parent)
    : QObject(parent)
    , m_flashTime(QApplication::cursorFlashTime())
{
    for (const Qt::UIEffect effect : Effects)
        m_effects.append(QApplication::isEffectEnabled(effect));
    // Without one Qt would start a bus of its own.
    if (qEnvironmentVariableIsEmpty("DBUS_SESSION_BUS_ADDRESS"))
        return;
    QDBusConnection::sessionBus().connect(QString(Service), QString(Path), QString(Settings),
                                          u"SettingChanged"_s, this,
                                          SLOT(hear(QString, QString, QDBusVariant)));
    ask(QString(Gnome), u"enable-animations"_s);
    ask(QString(Appearance), u"reduced-motion"_s);
}

Motion::~Motion()
{
    if (std::exchange(m_isReduced, false))
        apply();
}

std::optional<bool> Motion::reducedBy(const QString &group, const QString &key,
                                      const QVariant &value)
{
    if (group == Appearance && key == "reduced-motion"_L1)
        return value.toUInt() == 1;
    if (group == Gnome && key == "enable-animations"_L1)
        return !value.toBool();
    return std::nullopt;
}

void Motion::ask(const QString &group, const QString &key)
{
    QDBusMessage call = QDBusMessage::createMethodCall(QString(Service), QString(Path),
                                                       QString(Settings), u"Read"_s);
    call.setArguments({group, key});
    auto *answer = new QDBusPendingCallWatcher(QDBusConnection::sessionBus().asyncCall(call), this);
    connect(answer, &QDBusPendingCallWatcher::finished, this, [this, answer, group, key] {
        answer->deleteLater();
        const QDBusPendingReply<QDBusVariant> reply = *answer;
        if (reply.isValid()) // else the desktop has no such setting
            hear(group, key, reply.value());
    });
}

void Motion::hear(const QString &group, const QString &key, const QDBusVariant &value)
{
    QVariant plain = value.variant();
    if (plain.canConvert<QDBusVariant>()) // what is read comes wrapped twice
        plain = plain.value<QDBusVariant>().variant();
    if (const auto reduces = reducedBy(group, key, plain)) {
        m_systemReduces = *reduces;
        refresh();
    }
}

void Motion::choose(std::optional<bool> isReduced)
{
    m_chosen = isReduced;
    refresh();
}

std::optional<bool> Motion::choiceFor(bool isReduced) const
{
    return isReduced == m_systemReduces ? std::nullopt : std::optional(isReduced);
}

void Motion::refresh()
{
    const bool isReduced = m_chosen.value_or(m_systemReduces);
    if (isReduced == m_isReduced)
        return;
    m_isReduced = isReduced;
    apply();
    emit changed(isReduced);
}

void Motion::apply() const
{
    for (size_t i = 0; i < std::size(Effects); ++i)
        QApplication::setEffectEnabled(Effects[i], !m_isReduced && m_effects.at(qsizetype(i)));
    QApplication::setCursorFlashTime(m_isReduced ? 0 : m_flashTime);
    QApplication::setStyle(m_isReduced ? static_cast<QStyle *>(new StillStyle)
                                       : QStyleFactory::create(u"fusion"_s));
}

} // namespace sermo::ui
