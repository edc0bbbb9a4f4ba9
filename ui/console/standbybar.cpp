// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/console/standbybar.h"

#include "ui/console/keyboard.h"
#include "ui/console/labels.h"
#include "ui/style/stylesheet.h"

#include <QAccessible>
#include <QHBoxLayout>
#include <QPushButton>

#include <utility>

using namespace Qt::StringLiterals;

namespace sermo::ui
{

using Phase = model::StandbyOffice::Phase;
using Word = model::StandbyOffice::Word;

namespace
{

constexpr qint64 AskedAgainSeconds = 60;
constexpr qint64 AskedFor = 8; //!< seconds: one that is there has answered long before

bool isForPeople(const model::StandbyOffice::State &state)
{
    return state.phase == Phase::Offering || state.phase == Phase::Aside
        || (state.phase == Phase::Asking && state.silentSeconds >= AskedFor);
}

} // namespace

QString StandbyBar::question(const model::StandbyOffice::State &state)
{
    switch (state.phase) {
    case Phase::Offering:
        return tr("The host has been away for %n s. Take over? Only where it is really off: two "
                  "that serve would each take what the other one does not know.",
                  nullptr, int(state.silentSeconds));
    case Phase::Asking:
        return tr("The other desk does not answer, and may have taken over meanwhile. Go on alone? "
                  "Only where it has not.");
    default:
        return tr("This desk does not hear the one that stands by, and serves nobody until it "
                  "does. Go on alone? Only where the other one is really off.");
    }
}

StandbyBar::StandbyBar(model::StandbyOffice &office, QWidget *parent)
    : QLabel(parent)
    , m_office(office)
    , m_words(plainLabel(u"banner"_s, this))
    , m_yes(new QPushButton(this))
    , m_later(new QPushButton(tr("Not now"), this))
{
    setObjectName(u"standbyBar"_s);
    setRole(this, u"banner"_s); // the colour from edge to edge
    setKind(this, u"bad"_s);
    m_words->setObjectName(u"standbyWords"_s);
    m_words->setWordWrap(true);
    setKind(m_words, u"bad"_s);
    m_yes->setObjectName(u"standbyYes"_s);
    setKind(m_yes, u"primary"_s);
    m_later->setObjectName(u"standbyLater"_s);
    for (QPushButton *button : {m_yes, m_later})
        button->setFocusPolicy(Qt::TabFocus); // so that letters typed after a click go elsewhere
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(0, 4, 10, 4);
    row->addWidget(m_words, 1);
    row->addWidget(m_yes);
    row->addWidget(m_later);
    connect(m_yes, &QPushButton::clicked, this, &StandbyBar::decide);
    connect(m_later, &QPushButton::clicked, this, [this] {
        m_isDeclined = true;
        m_declinedAt = m_office.state().silentSeconds;
        refresh();
    });
    connect(&office, &model::StandbyOffice::changed, this, &StandbyBar::refresh);
    refresh();
}

void StandbyBar::decide()
{
    m_isDeclined = true; // once is enough: it shows in a moment what came of it
    m_declinedAt = m_office.state().silentSeconds;
    m_office.decide(m_seen == Phase::Offering ? Word::TakeOver : Word::GoOnAlone);
    refresh();
}

void StandbyBar::refresh()
{
    const auto &state = m_office.state();
    if (std::exchange(m_seen, state.phase) != state.phase)
        m_isDeclined = false;
    const bool isAsked = isForPeople(state);
    // Who put it off is asked again: where the host stays away nobody else would.
    if (m_isDeclined && isAsked && state.silentSeconds >= m_declinedAt + AskedAgainSeconds)
        m_isDeclined = false;
    const bool isSeen = !m_isDeclined && isAsked;
    if (!isSeen)
        dropKeyboard(*this); // to a composer it would bring the Enter that was meant for us
    setVisible(isSeen);
    if (isHidden()) {
        m_told = Phase::Starting;
        return;
    }
    m_yes->setText(state.phase == Phase::Offering ? tr("Take over") : tr("Go on alone"));
    const QString words = question(state);
    m_words->setText(words);
    if (std::exchange(m_told, state.phase) == state.phase)
        return; // the seconds go on: it is said once
    setAccessibleName(words);
    m_yes->setAccessibleDescription(words);
    QAccessibleEvent event(this, QAccessible::Alert);
    QAccessible::updateAccessibility(&event);
}

} // namespace sermo::ui
