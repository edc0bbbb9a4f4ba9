// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/console/chime.h"

#include <QApplication>

#ifdef SERMO_SOUNDS
#include <QSoundEffect>
#include <QUrl>
#endif

using namespace Qt::StringLiterals;

namespace sermo::ui
{

#ifdef SERMO_SOUNDS
namespace
{

QUrl soundOf(model::Alerts::Kind kind)
{
    using Kind = model::Alerts::Kind;
    switch (kind) {
    case Kind::Message:
        return QUrl(u"qrc:/sounds/message.wav"_s);
    case Kind::Given:
        return QUrl(u"qrc:/sounds/given.wav"_s);
    case Kind::Offered:
    case Kind::Help: // a colleague, too
        return QUrl(u"qrc:/sounds/offered.wav"_s);
    case Kind::Waiting:
        return QUrl(u"qrc:/sounds/waiting.wav"_s);
    }
    Q_UNREACHABLE();
}

} // namespace
#endif

Chime::Chime(QObject *parent)
    : QObject(parent)
{
}

Chime::~Chime() = default;

void Chime::play(model::Alerts::Kind kind, bool isLoud)
{
    const double volume = isLoud ? Loud : Soft;
    emit played(kind, volume);
#ifdef SERMO_SOUNDS
    QSoundEffect *&sound = m_sounds[kind];
    if (!sound) {
        sound = new QSoundEffect(this);
        sound->setSource(soundOf(kind));
    }
    if (sound->status() != QSoundEffect::Error) {
        sound->setVolume(float(volume));
        sound->play();
        return;
    }
#endif
    if (isLoud)
        QApplication::beep();
}

} // namespace sermo::ui
