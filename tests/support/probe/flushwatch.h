// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QJsonValue>
#include <QList>
#include <QObject>
#include <QPointer>
#include <QWidget>

namespace sermo::probe
{

//! When did a widget's property reach the screen? Notes the value a widget was painted with, and
//! the wall clock after its window's backing store was flushed: what "from keystroke to pixels"
//! measures.
class FlushWatch final : public QObject
{
    Q_OBJECT
public:
    struct Stamp {
        QJsonValue value;
        double unixMs; //!< wall clock, with microseconds
    };

    void start(QWidget *widget, const QByteArray &property);
    [[nodiscard]] QList<Stamp> take() { return std::exchange(m_stamps, {}); }

protected:
    bool eventFilter(QObject *object, QEvent *event) override;

private:
    void stampFlush();

    QPointer<QWidget> m_widget;
    QByteArray m_property;
    std::optional<QJsonValue> m_painted; //!< painted in the flush now under way
    QJsonValue m_last;
    QList<Stamp> m_stamps;
    bool m_flushing = false;
};

} // namespace sermo::probe
