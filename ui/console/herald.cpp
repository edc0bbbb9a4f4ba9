// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/console/herald.h"

#include "ui/console/chime.h"
#include "ui/console/desktopnotice.h"
#include "ui/console/logo.h"
#include "ui/console/screenlock.h"
#include "ui/model/preferences.h"
#include "ui/style/theme.h"
#include "ui/style/typeface.h"

#include <QApplication>
#include <QEvent>
#include <QPainter>
#include <QSystemTrayIcon>
#include <QWidget>

using namespace Qt::StringLiterals;

namespace sermo::ui
{

namespace
{

//! The program's sign, with how many customers wait to be looked at.
QIcon badged(const Theme &theme, int count)
{
    constexpr int Side = 64;
    QPixmap sign = applicationIcon().pixmap(Side, Side);
    if (count == 0)
        return QIcon(sign);
    const Tokens &t = theme.tokens();
    QPainter p(&sign);
    p.setRenderHint(QPainter::Antialiasing);
    const QRectF disc(Side * 0.42, Side * 0.42, Side * 0.56, Side * 0.56);
    p.setPen(QPen(t.surface, 3));
    p.setBrush(t.bad);
    p.drawEllipse(disc);
    QFont font = typeface(Type::BodyStrong);
    font.setPixelSize(int(disc.height() * 0.6));
    p.setFont(font);
    p.setPen(t.onColour);
    p.drawText(disc, Qt::AlignCenter, count > 9 ? u"9+"_s : QString::number(count));
    return QIcon(sign);
}

} // namespace

Herald::Herald(const Theme &theme, const model::Preferences &preferences, model::Alerts &alerts,
               model::Absence &absence, QWidget *window)
    : QObject(window)
    , m_theme(theme)
    , m_preferences(preferences)
    , m_alerts(alerts)
    , m_absence(absence)
    , m_window(window)
    , m_chime(new Chime(this))
    , m_notice(new DesktopNotice(DesktopNotice::sessionBus(), this))
{
    makeTray();
    connect(m_notice, &DesktopNotice::clicked, this, [this] { emit openRequested(m_told); });
    connect(&alerts, &model::Alerts::raised, this, &Herald::tell);
    connect(&alerts, &model::Alerts::unseenChanged, this, &Herald::showBadge);
    connect(&theme, &Theme::changed, this, &Herald::showBadge);
    auto *lock = new ScreenLock(this);
    connect(lock, &ScreenLock::changed, &absence, &model::Absence::setLocked);
    window->installEventFilter(this);
    qApp->installEventFilter(this); // what he does, in whatever part
}

Herald::~Herald() = default;

void Herald::makeTray()
{
    m_tray = new QSystemTrayIcon(this);
    m_tray->setObjectName(u"trayIcon"_s);
    connect(m_tray, &QSystemTrayIcon::activated, this, [this] { emit openRequested({}); });
    connect(m_tray, &QSystemTrayIcon::messageClicked, this, [this] { emit openRequested(m_told); });
    showBadge();
}

void Herald::tell(const model::Alerts::Alert &alert, bool isLoud)
{
    const model::Preferences::Values &wanted = m_preferences.values();
    if (wanted.hasSounds
        && !wanted.silentSounds.contains(model::Preferences::soundName(alert.kind)))
        m_chime->play(alert.kind, isLoud);
    if (!isLoud)
        return;
    QApplication::alert(m_window);
    m_told = alert.user;
    if (m_notice->isAvailable())
        m_notice->show(tr("Sermo Desk"), alert.text);
    else if (m_tray->isVisible())
        m_tray->showMessage(tr("Sermo Desk"), alert.text, badged(m_theme, 0));
}

void Herald::showBadge()
{
    const int count = m_alerts.unseen();
    m_tray->setIcon(badged(m_theme, count));
    m_tray->setToolTip(count == 0 ? tr("Sermo Desk")
                                  : tr("%n customers to look at", nullptr, count));
    // A desk that starts with the session may be there before the tray is.
    if (!m_tray->isVisible() && QSystemTrayIcon::isSystemTrayAvailable())
        m_tray->show();
}

bool Herald::eventFilter(QObject *watched, QEvent *event)
{
    switch (event->type()) {
    case QEvent::WindowActivate:
    case QEvent::WindowDeactivate:
        if (watched == m_window)
            m_alerts.setLooking(event->type() == QEvent::WindowActivate);
        break;
    case QEvent::KeyPress:
    case QEvent::MouseButtonPress:
    case QEvent::MouseMove:
    case QEvent::Wheel:
        m_absence.noteInput();
        break;
    default:
        break;
    }
    return QObject::eventFilter(watched, event);
}

} // namespace sermo::ui
