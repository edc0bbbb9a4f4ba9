// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/console/consolecontext.h"

#include <QWidget>

class QLabel;
class QPushButton;

namespace sermo::ui
{

//! What the board shows while the agent has no session: whether somebody waits, and where a first
//! customer could come from.
class Welcome : public QWidget
{
    Q_OBJECT
public:
    explicit Welcome(const ConsoleContext &context, QWidget *parent = nullptr);

    void refresh();

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    void makeShare();

    ConsoleContext m_context;
    QLabel *m_title;
    QLabel *m_text;
    QPushButton *m_claim;
    QPushButton *m_comeBack;
    QWidget *m_share;
    QLabel *m_address;
};

} // namespace sermo::ui
