// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/dashboard/boardpanel.h"

#include "ui/console/labels.h"
#include "ui/style/stylesheet.h"

#include <QHBoxLayout>
#include <QVBoxLayout>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace sermo::ui
{

namespace
{

constexpr QMargins Margins(14, 11, 14, 11);
constexpr int Gap = 4;

} // namespace

BoardPanel::BoardPanel(const QString &title, const QString &remark, QWidget *parent)
    : QFrame(parent)
    , m_remark(plainLabel(u"third"_s, this, remark))
    , m_head(new QHBoxLayout)
    , m_rows(new QVBoxLayout(this))
{
    setRole(this, u"card"_s);
    setAccessibleName(title);
    m_head->addWidget(plainLabel(u"name"_s, this, title));
    m_head->addStretch();
    m_head->addWidget(m_remark);
    m_rows->setContentsMargins(Margins);
    m_rows->setSpacing(Gap);
    m_rows->addLayout(m_head);
}

void BoardPanel::add(QWidget *content, int stretch)
{
    m_rows->addWidget(content, stretch);
    if (stretch == 0)
        m_rows->addStretch(1); // what is over is below, not around the title
}

void BoardPanel::addBesideTitle(QWidget *widget)
{
    m_head->addWidget(widget);
    // A button is higher than a title, which is to stand where those of the other cards do.
    const int over = std::max(0, widget->sizeHint().height() - m_remark->sizeHint().height());
    QMargins margins = Margins;
    margins.setTop(std::max(0, Margins.top() - over / 2));
    m_rows->setContentsMargins(margins);
    m_rows->setSpacing(std::max(0, Gap - over / 2));
}

void BoardPanel::setRemark(const QString &remark)
{
    m_remark->setText(remark);
}

} // namespace sermo::ui
