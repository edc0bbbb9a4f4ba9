// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/console/demobar.h"

#include "ui/console/labels.h"
#include "ui/style/stylesheet.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QLocale>

using namespace Qt::StringLiterals;

namespace sermo::ui
{

namespace
{

constexpr double Speeds[] = {0.5, 1, 2, 5, 10};

QString speedText(double speed)
{
    return u"%1 ×"_s.arg(QLocale().toString(speed, 'g', 3));
}

} // namespace

DemoBar::DemoBar(double speed, QWidget *parent)
    : QLabel(parent)
{
    setObjectName(u"demoBar"_s);
    setRole(this, u"banner"_s); // the colour from edge to edge
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 10, 0);
    QLabel *words = plainLabel(
        u"banner"_s, this,
        tr("Demonstration: customers and colleagues are simulated, and nothing is kept."));
    words->setWordWrap(true);
    row->addWidget(words, 1);
    auto *speeds = new QComboBox(this);
    speeds->setObjectName(u"demoSpeed"_s);
    speeds->setFocusPolicy(Qt::TabFocus); // so that letters typed after a choice go elsewhere
    speeds->setAccessibleName(tr("Speed"));
    for (const double offered : Speeds)
        speeds->addItem(speedText(offered), offered);
    if (speeds->findData(speed) < 0)
        speeds->addItem(speedText(speed), speed);
    speeds->setCurrentIndex(speeds->findData(speed));
    QLabel *label = plainLabel(u"banner"_s, this, tr("Speed"));
    label->setBuddy(speeds);
    row->addWidget(label);
    row->addWidget(speeds);
    connect(speeds, &QComboBox::currentIndexChanged, this,
            [this, speeds] { emit speedChosen(speeds->currentData().toDouble()); });
}

} // namespace sermo::ui
