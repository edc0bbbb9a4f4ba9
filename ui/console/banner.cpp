// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/console/banner.h"

#include "ui/model/names.h"
#include "ui/style/stylesheet.h"

#include <QAccessible>

using namespace Qt::StringLiterals;

namespace sermo::ui
{

namespace
{

using namespace std::chrono_literals;
constexpr auto ShownFor = 6s;
constexpr qsizetype MaxText = 300; //!< characters: the console stays in sight

QString kindOf(Banner::Tone tone)
{
    switch (tone) {
    case Banner::Tone::Notice:
        return u"good"_s;
    case Banner::Tone::Warning:
        return {};
    case Banner::Tone::Trouble:
        return u"bad"_s;
    }
    Q_UNREACHABLE();
}

} // namespace

Banner::Banner(QWidget *parent)
    : QLabel(parent)
{
    setObjectName(u"banner"_s);
    setTextFormat(Qt::PlainText);
    setWordWrap(true);
    setRole(this, u"banner"_s);
    hide();
    m_timer.setSingleShot(true);
    m_timer.setInterval(ShownFor);
    connect(&m_timer, &QTimer::timeout, this, [this] {
        m_passing.clear();
        present();
    });
}

void Banner::tell(const QString &text, Tone tone)
{
    m_passing = text;
    m_passingTone = tone;
    m_timer.start();
    present();
}

void Banner::setLasting(const QString &text, Tone tone)
{
    m_lasting = text;
    m_lastingTone = tone;
    present();
}

void Banner::present()
{
    const bool passing = !m_passing.isEmpty();
    const QString shown = model::oneLine(passing ? m_passing : m_lasting, MaxText);
    setVisible(!shown.isEmpty());
    if (shown.isEmpty() || shown == text())
        return;
    setText(shown);
    setKind(this, kindOf(passing ? m_passingTone : m_lastingTone));
    setAccessibleName(shown);
    QAccessibleEvent event(this, QAccessible::Alert);
    QAccessible::updateAccessibility(&event);
}

} // namespace sermo::ui
