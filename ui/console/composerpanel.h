// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "broker/protocol/ids.h"
#include "ui/console/consolecontext.h"

#include <QWidget>

class QLabel;
class QPushButton;
class QToolButton;

namespace sermo::ui
{

class Composer;

//! The composer with its buttons. Writes to the customer or, with the note button down, to the
//! colleagues only: then it is amber, so that nobody mistakes one for the other.
class ComposerPanel : public QWidget
{
    Q_OBJECT
public:
    ComposerPanel(const ConsoleContext &context, const UserId &user, QWidget *parent = nullptr);

    void setCustomer(const QString &name);
    [[nodiscard]] Composer *composer() const { return m_composer; }
    [[nodiscard]] bool isNote() const;

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    void handleText();
    void handleNote(bool note);
    void send();
    void updateHints();

    ConsoleContext m_context;
    UserId m_user;
    QString m_customer;
    Composer *m_composer;
    QToolButton *m_note;
    QLabel *m_hint;
    QPushButton *m_send;
};

} // namespace sermo::ui
