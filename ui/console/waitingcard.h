// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/model/waitingmodel.h"

#include <QFrame>

class QHBoxLayout;
class QLabel;
class QPushButton;
class QVBoxLayout;

namespace sermo::ui
{

class ElidedLabel;
class Theme;

//! A customer in the rail: his place, how long, his last words or what he is typing right now, and
//! the way to take him. The first in line stands out; one with the bot is dashed. A click elsewhere
//! on it, or Preview on the first, wants to read him before.
class WaitingCard : public QFrame
{
    Q_OBJECT
    Q_PROPERTY(QString text READ text)
    Q_PROPERTY(QString preview READ preview)
    Q_PROPERTY(int position READ position)
    Q_PROPERTY(bool returned READ isReturned)
public:
    enum class Place : quint8 { First, InLine, WithBot };

    WaitingCard(const Theme &theme, const UserId &user, QWidget *parent = nullptr);

    //! `showQueue`: it is another than the first card's.
    void present(const model::WaitingItem &item, Place place, bool showQueue);
    void tick(qint64 nowMs);

    [[nodiscard]] QString text() const; //!< the last words shown
    [[nodiscard]] QString preview() const { return m_item.preview; }
    [[nodiscard]] int position() const { return m_item.position.value_or(0); }
    [[nodiscard]] bool isReturned() const { return m_item.returned; }

signals:
    void claimRequested();
    void readRequested();

protected:
    void paintEvent(QPaintEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;

private:
    void presentTag(qint64 nowMs);
    void placeButtons();
    void presentWords();

    const Theme &m_theme;
    model::WaitingItem m_item;
    QString m_queueTag; //!< empty: it goes without saying
    Place m_place = Place::InLine;
    bool m_isPresented = false;
    QLabel *m_position;
    ElidedLabel *m_name;
    ElidedLabel *m_tag;
    QLabel *m_time;
    ElidedLabel *m_words;
    QPushButton *m_claim;
    QPushButton *m_read; //!< on the first card
    QHBoxLayout *m_wordsRow;
    QHBoxLayout *m_buttonRow;
};

} // namespace sermo::ui
