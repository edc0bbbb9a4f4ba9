// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "broker/protocol/ids.h"
#include "ui/console/consolecontext.h"

#include <QFrame>

class QPushButton;

namespace sermo::ui
{

class ElidedLabel;

//! A session that was set aside, in the rail: who it is, until when, and the way back.
class AsideCard : public QFrame
{
    Q_OBJECT
    Q_PROPERTY(QString text READ text)
public:
    AsideCard(const ConsoleContext &context, const UserId &user, QWidget *parent = nullptr);

    void refresh();
    [[nodiscard]] QString text() const; //!< until when

signals:
    void backRequested();

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    ConsoleContext m_context;
    UserId m_user;
    ElidedLabel *m_name;
    ElidedLabel *m_until;
    QPushButton *m_back;
};

} // namespace sermo::ui
