// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QUrl>

class QWidget;

namespace sermo::ui
{

//! What a colleague needs to join this desk's broker. Empty where nobody can: on loopback, and
//! where somebody else hosts.
struct Invitation {
    QUrl broker;
    QString fingerprint; //!< of the broker's certificate, as `--pin` takes it

    [[nodiscard]] bool isEmpty() const { return fingerprint.isEmpty(); }
};

//! Shows it, to be read aloud or copied. The window deletes itself when it is closed.
void showInvitation(const Invitation &invitation, QWidget *parent);

} // namespace sermo::ui
