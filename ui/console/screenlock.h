// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

namespace sermo::ui
{

//! Whether the desktop's screen is locked, as its screen saver says over D-Bus. Where nothing says
//! it, it never is.
class ScreenLock : public QObject
{
    Q_OBJECT
public:
    explicit ScreenLock(QObject *parent = nullptr);

signals:
    void changed(bool isLocked);

private slots:
    void tell(bool isLocked) { emit changed(isLocked); } //!< by its name, over D-Bus
};

} // namespace sermo::ui
