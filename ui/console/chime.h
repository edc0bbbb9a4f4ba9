// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/model/alerts.h"

#include <QMap>
#include <QObject>

class QSoundEffect;

namespace sermo::ui
{

//! A sound for each kind of alert, of our own making (resources/sounds). Built without Qt
//! Multimedia, or with no device to play on, a loud one is the system's beep. GUI thread.
class Chime : public QObject
{
    Q_OBJECT
public:
    static constexpr double Soft = 0.25, Loud = 0.9;

    explicit Chime(QObject *parent = nullptr);
    ~Chime() override;

    void play(model::Alerts::Kind kind, bool isLoud);

signals:
    void played(sermo::model::Alerts::Kind kind, double volume);

private:
    QMap<model::Alerts::Kind, QSoundEffect *> m_sounds; //!< made when first heard
};

} // namespace sermo::ui
