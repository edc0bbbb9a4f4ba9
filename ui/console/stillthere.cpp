// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/console/stillthere.h"

#include "ui/console/labels.h"
#include "ui/style/stylesheet.h"

#include <QGridLayout>
#include <QHBoxLayout>
#include <QPushButton>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace sermo::ui
{

namespace
{

QString kindOf(double probability) // as likely there as not is worth a look
{
    return probability >= 0.5 ? u"good"_s : u"warn"_s;
}

} // namespace

StillThere::StillThere(QWidget *parent)
    : QWidget(parent)
    , m_probability(plainLabel(u"name"_s, this))
    , m_grid(new QGridLayout)
    , m_ask(new QPushButton(tr("Let the bot ask"), this))
{
    setObjectName(u"stillThere"_s);
    m_probability->setObjectName(u"stillThereProbability"_s);
    m_ask->setObjectName(u"askPresentButton"_s);
    m_ask->setToolTip(tr("The bot asks whether the customer is still there, in your name"));
    setKind(m_ask, u"edgeLink"_s);
    m_grid->setHorizontalSpacing(8);
    m_grid->setVerticalSpacing(4);
    m_grid->setColumnStretch(0, 1);
    auto *head = new QHBoxLayout;
    head->addWidget(sectionLabel(this, tr("Still there?")));
    head->addStretch();
    head->addWidget(m_probability);
    auto *rows = new QVBoxLayout(this);
    rows->setContentsMargins(0, 0, 0, 8); // what stands below is about something else
    rows->setSpacing(6);
    rows->addLayout(head);
    rows->addLayout(m_grid);
    rows->addWidget(m_ask, 0, Qt::AlignLeft);
    connect(m_ask, &QPushButton::clicked, this, &StillThere::askRequested);
    hide();
}

void StillThere::present(const model::PresentedSession &session)
{
    setVisible(session.presence.has_value());
    m_ask->setVisible(session.stage == desk::Stage::Assigned);
    if (!session.presence)
        return;
    m_probability->setText(model::hundredths(*session.presence));
    setKind(m_probability, kindOf(*session.presence));
    setAccessibleName(tr("Still there: %1").arg(m_probability->text()));
    if (session.presenceReasons != m_shown)
        fill(session.presenceReasons);
}

void StillThere::fill(const QList<model::PresenceReason> &reasons)
{
    m_shown = reasons;
    while (QLayoutItem *item = m_grid->takeAt(0)) {
        delete item->widget();
        delete item;
    }
    int row = 0;
    for (const model::PresenceReason &reason : reasons) {
        QLabel *text = plainLabel(u"second"_s, this, reason.text);
        text->setWordWrap(true);
        QLabel *weight = plainLabel(u"name"_s, this, model::weightText(reason.weight));
        setKind(weight, reason.weight < 0 ? u"bad"_s : u"good"_s);
        text->setAccessibleName(u"%1 %2"_s.arg(reason.text, weight->text()));
        m_grid->addWidget(text, row, 0);
        m_grid->addWidget(weight, row, 1, Qt::AlignTop | Qt::AlignRight);
        ++row;
    }
    setAccessibleDescription(this->reasons().join(u'\n'));
}

QStringList StillThere::reasons() const
{
    QStringList lines;
    for (const model::PresenceReason &reason : m_shown)
        lines += u"%1 %2"_s.arg(reason.text, model::weightText(reason.weight));
    return lines;
}

} // namespace sermo::ui
