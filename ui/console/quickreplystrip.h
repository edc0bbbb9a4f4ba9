// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "broker/protocol/eventbody.h"

#include <QWidget>

namespace sermo::ui
{

class ElidedLabel;
class Theme;

//! The buttons that go with the next message, above its words: which, a way to change them and a
//! way out. Hidden while there is none.
class QuickReplyStrip : public QWidget
{
    Q_OBJECT
    Q_PROPERTY(QString text READ text)
public:
    QuickReplyStrip(const Theme &theme, const UserId &user, QWidget *parent = nullptr);

    void present(const QList<event::QuickReply> &replies);
    [[nodiscard]] QString text() const; //!< as shown; empty: none

signals:
    void changeRequested();
    void removeRequested();

private:
    ElidedLabel *m_text;
};

} // namespace sermo::ui
