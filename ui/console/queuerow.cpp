// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/console/queuerow.h"

#include "ui/console/labels.h"
#include "ui/model/presentedsession.h"
#include "ui/style/stylesheet.h"

#include <QHBoxLayout>

using namespace Qt::StringLiterals;

namespace sermo::ui
{

namespace
{

constexpr qint64 LongWaitSeconds = 60;

} // namespace

QueueRow::QueueRow(QWidget *parent)
    : QWidget(parent)
    , m_name(new ElidedLabel({}, this))
    , m_wait(plainLabel(u"third"_s, this))
    , m_count(plainLabel(u"count"_s, this))
{
    m_count->setAlignment(Qt::AlignCenter);
    m_count->setMinimumSize(20, 18);
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(6, 4, 6, 4);
    row->setSpacing(8);
    row->addWidget(m_name, 1);
    row->addWidget(m_wait);
    row->addWidget(m_count);
}

void QueueRow::present(const model::QueueItem &queue, qint64 nowMs)
{
    m_waiting = queue.waiting;
    const qint64 seconds = queue.oldestMs ? qMax<qint64>(0, (nowMs - *queue.oldestMs) / 1000) : 0;
    m_name->setText(queue.name);
    setKind(m_name, queue.waiting > 0 ? QString() : u"dim"_s);
    m_wait->setText(queue.waiting > 0 && queue.oldestMs ? model::clockText(seconds) : QString());
    m_count->setText(QString::number(queue.waiting));
    setKind(m_count, queue.waiting > 0 && seconds >= LongWaitSeconds ? u"warn"_s : QString());
    setAccessibleName(tr("%1: %n waiting", nullptr, queue.waiting).arg(queue.name));
}

} // namespace sermo::ui
