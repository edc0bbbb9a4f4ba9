// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/model/presentedsession.h"

#include <QWidget>

class QLabel;

namespace sermo::ui
{

class ElidedLabel;
class PresenceRing;
class Theme;

//! A column's head: who, from where, and how long. Shows what it is given.
class ColumnHeader : public QWidget
{
    Q_OBJECT
public:
    ColumnHeader(const Theme &theme, QWidget *parent = nullptr);

    void setColour(int number);
    void setNew(bool isNew); //!< came by itself and has not been looked at
    void present(const model::PresentedSession &session);

signals:
    void dragged(int globalX); //!< taken, and held there

protected:
    void resizeEvent(QResizeEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;

private:
    void presentNumber(const model::PresentedSession &session);
    void fitNumber();
    [[nodiscard]] int numberWidth() const;
    void showClock(const model::PresentedSession &session);

    ElidedLabel *m_name;
    QLabel *m_number;
    QString m_fullNumber, m_shortNumber; //!< what it says, with room for it and without
    QLabel *m_new;
    PresenceRing *m_ring;
    ElidedLabel *m_place;
    QLabel *m_clock;
    QPoint m_taken; //!< on the screen
};

//! How urgent it is that the agent answers: the `kind` of the sheet. Empty, `warn` or `bad`.
[[nodiscard]] QString urgencyOf(qint64 answerDueSeconds);

} // namespace sermo::ui
