// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/settings/soundspage.h"

#include "ui/console/chime.h"
#include "ui/console/labels.h"
#include "ui/model/preferences.h"

#include <QCheckBox>
#include <QHBoxLayout>
#include <QPushButton>
#include <QSpinBox>

using namespace Qt::StringLiterals;

namespace sermo::ui
{

using Kind = model::Alerts::Kind;
using Values = model::Preferences::Values;

namespace
{

constexpr int MostMinutes = 240;
constexpr int SpinWidth = 160;

} // namespace

SoundsPage::SoundsPage(model::Preferences &preferences, QWidget *parent)
    : SettingsPage(u"soundsPage"_s, tr("Sounds"),
                   tr("Soft while you look at the desk, else again and again until you do."),
                   parent)
    , m_preferences(preferences)
    , m_chime(new Chime(this))
{
    auto *all = new QCheckBox(tr("Sounds"), this);
    all->setObjectName(u"soundsOn"_s);
    rows()->addWidget(all);
    QWidget *kinds = kindByKind();
    rows()->addWidget(kinds);
    const auto follow = [all, kinds, &preferences] {
        all->setChecked(preferences.values().hasSounds);
        kinds->setEnabled(preferences.values().hasSounds);
    };
    follow();
    connect(&preferences, &model::Preferences::changed, all, follow);
    connect(all, &QCheckBox::clicked, this,
            [&preferences](bool isOn) { preferences.change(&Values::hasSounds, isOn); });
    rows()->addSpacing(12);
    addAway();
    rows()->addStretch();
}

QWidget *SoundsPage::kindByKind()
{
    auto *kinds = new QWidget(this);
    auto *lines = new QVBoxLayout(kinds);
    lines->setContentsMargins(22, 0, 0, 0);
    const QList<std::pair<Kind, QString>> names
        = {{Kind::Message, tr("A customer of yours has written")},
           {Kind::Given, tr("A customer is yours")},
           {Kind::Offered, tr("A colleague offers you one")},
           {Kind::Waiting, tr("Somebody waits in line")},
           {Kind::Help, tr("An agent asks for help (supervisors)")}};
    for (const auto &[kind, name] : names) {
        const QString id = model::Preferences::soundName(kind);
        auto *hear = new QCheckBox(name, kinds);
        hear->setObjectName(u"sound-"_s + id);
        auto *play = new QPushButton(tr("Play"), kinds);
        play->setObjectName(u"play-"_s + id);
        play->setAutoDefault(false);
        play->setAccessibleName(tr("Play: %1").arg(name));
        auto *line = new QHBoxLayout;
        line->addWidget(hear, 1);
        line->addWidget(play);
        lines->addLayout(line);
        followKind(hear, id);
        connect(play, &QPushButton::clicked, this,
                [this, kind = kind] { m_chime->play(kind, true); });
    }
    return kinds;
}

void SoundsPage::followKind(QCheckBox *hear, const QString &id)
{
    const auto follow
        = [this, hear, id] { hear->setChecked(!m_preferences.values().silentSounds.contains(id)); };
    follow();
    connect(&m_preferences, &model::Preferences::changed, hear, follow);
    connect(hear, &QCheckBox::clicked, this, [this, id](bool isOn) {
        QStringList silent = m_preferences.values().silentSounds;
        silent.removeAll(id);
        if (!isOn)
            silent += id;
        m_preferences.change(&Values::silentSounds, silent);
    });
}

void SoundsPage::addAway()
{
    auto *away = new QSpinBox(this);
    away->setObjectName(u"awayMinutes"_s);
    away->setRange(0, MostMinutes);
    away->setSpecialValueText(tr("never"));
    away->setSuffix(tr(" minutes"));
    away->setValue(m_preferences.values().awayMinutes);
    away->setFixedWidth(SpinWidth);
    connect(away, &QSpinBox::valueChanged, this,
            [this](int minutes) { m_preferences.change(&Values::awayMinutes, minutes); });
    addField(tr("Away by itself when nothing was done for"), away);
}

} // namespace sermo::ui
