// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/settings/lookpage.h"

#include "ui/console/labels.h"
#include "ui/model/preferences.h"
#include "ui/style/theme.h"

#include <QCheckBox>
#include <QRadioButton>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace sermo::ui
{

using Values = model::Preferences::Values;

LookPage::LookPage(Theme &theme, model::Preferences &preferences, QWidget *parent)
    : SettingsPage(u"lookPage"_s, tr("Appearance and writing"),
                   tr("For you alone, on this computer."), parent)
{
    rows()->addWidget(sectionLabel(this, tr("Appearance")));
    const QList<std::pair<Theme::Mode, QString>> modes
        = {{Theme::Mode::System, tr("As the system")},
           {Theme::Mode::Light, tr("Light")},
           {Theme::Mode::Dark, tr("Dark")}};
    for (const auto &[mode, name] : modes) {
        auto *choice = new QRadioButton(name, this);
        choice->setObjectName(u"look-%1"_s.arg(int(mode)));
        choice->setChecked(theme.mode() == mode);
        connect(choice, &QRadioButton::clicked, this,
                [&theme, mode = mode] { theme.setMode(mode); });
        connect(&theme, &Theme::changed, choice,
                [&theme, choice, mode = mode] { choice->setChecked(theme.mode() == mode); });
        rows()->addWidget(choice);
    }
    rows()->addSpacing(10);
    rows()->addWidget(sectionLabel(this, tr("Writing")));
    auto *undo = new QCheckBox(tr("Messages can be taken back for 3 seconds"), this);
    undo->setObjectName(u"undoSend"_s);
    const auto follow
        = [undo, &preferences] { undo->setChecked(preferences.values().undoSeconds > 0); };
    follow();
    connect(&preferences, &model::Preferences::changed, undo, follow);
    connect(undo, &QCheckBox::clicked, this, [&preferences](bool isOn) {
        preferences.change(&Values::undoSeconds, isOn ? Values().undoSeconds : 0);
    });
    rows()->addWidget(undo);
    rows()->addStretch();
}

} // namespace sermo::ui
