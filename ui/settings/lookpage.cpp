// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/settings/lookpage.h"

#include "ui/console/labels.h"
#include "ui/model/preferences.h"
#include "ui/style/motion.h"
#include "ui/style/theme.h"

#include <QCheckBox>
#include <QRadioButton>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace sermo::ui
{

using Values = model::Preferences::Values;

LookPage::LookPage(Theme &theme, const Motion &motion, model::Preferences &preferences,
                   QWidget *parent)
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
    addMotion(motion, preferences);
    rows()->addSpacing(10);
    addWriting(preferences);
    rows()->addStretch();
}

void LookPage::addMotion(const Motion &motion, model::Preferences &preferences)
{
    auto *less = new QCheckBox(tr("Less motion: nothing fades, slides or blinks"), this);
    less->setObjectName(u"reducedMotion"_s);
    less->setChecked(motion.isReduced());
    connect(&motion, &Motion::changed, less, &QCheckBox::setChecked);
    connect(less, &QCheckBox::clicked, this, [&motion, &preferences](bool isOn) {
        preferences.change(&Values::reducesMotion, motion.choiceFor(isOn));
    });
    rows()->addWidget(less);
}

void LookPage::addWriting(model::Preferences &preferences)
{
    rows()->addWidget(sectionLabel(this, tr("Writing")));
    const auto add = [this, &preferences](const QString &name, const QString &text, auto isOn,
                                          auto change) {
        auto *tick = new QCheckBox(text, this);
        tick->setObjectName(name);
        const auto follow = [tick, &preferences, isOn] { tick->setChecked(isOn(preferences)); };
        follow();
        connect(&preferences, &model::Preferences::changed, tick, follow);
        connect(tick, &QCheckBox::clicked, this, change);
        rows()->addWidget(tick);
    };
    add(
        u"undoSend"_s, tr("Messages can be taken back for 3 seconds"),
        [](const model::Preferences &now) { return now.values().undoSeconds > 0; },
        [&preferences](bool isOn) {
            preferences.change(&Values::undoSeconds, isOn ? Values().undoSeconds : 0);
        });
    add(
        u"checkSpelling"_s, tr("Check spelling, where this computer has a dictionary"),
        [](const model::Preferences &now) { return now.values().checksSpelling; },
        [&preferences](bool isOn) { preferences.change(&Values::checksSpelling, isOn); });
}

} // namespace sermo::ui
