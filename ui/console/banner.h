// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QLabel>
#include <QTimer>

namespace sermo::ui
{

//! One sentence under the top bar: what happened just now (gone after a while), or what lasts, such
//! as a lost connection. A passing one covers the lasting one until it goes.
class Banner : public QLabel
{
    Q_OBJECT
public:
    enum class Tone : quint8 { Notice, Warning, Trouble };

    explicit Banner(QWidget *parent = nullptr);

    void tell(const QString &text, Tone tone = Tone::Notice);
    void setLasting(const QString &text, Tone tone = Tone::Warning); //!< empty: over

private:
    void present();

    QString m_passing, m_lasting;
    Tone m_passingTone = Tone::Notice, m_lastingTone = Tone::Warning;
    QTimer m_timer;
};

} // namespace sermo::ui
