// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/model/queuemodel.h"

#include <QWidget>

class QLabel;

namespace sermo::ui
{

class ElidedLabel;

//! A queue in the rail: name, longest wait, how many.
class QueueRow : public QWidget
{
    Q_OBJECT
    Q_PROPERTY(int waiting READ waiting)
public:
    explicit QueueRow(QWidget *parent = nullptr);

    void present(const model::QueueItem &queue, qint64 nowMs);
    [[nodiscard]] int waiting() const { return m_waiting; }

private:
    int m_waiting = 0;
    ElidedLabel *m_name;
    QLabel *m_wait;
    QLabel *m_count;
};

} // namespace sermo::ui
