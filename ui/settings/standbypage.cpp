// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/settings/standbypage.h"

#include "ui/console/labels.h"
#include "ui/model/standbyinvitation.h"
#include "ui/settings/invitationcard.h"
#include "ui/settings/refusals.h"
#include "ui/settings/standbywords.h"
#include "ui/style/stylesheet.h"

#include <QHBoxLayout>
#include <QLineEdit>
#include <QMessageBox>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QRadioButton>
#include <QVBoxLayout>

#include <utility>

using namespace Qt::StringLiterals;

namespace sermo::ui
{

namespace
{

using Setup = model::StandbyOffice::Setup;
using Phase = model::StandbyOffice::Phase;
constexpr int FieldHeight = 76;
constexpr int WordsOfChoice = 26; //!< behind the circle of a choice

QPushButton *plainButton(const QString &name, const QString &text, QWidget *parent)
{
    auto *button = new QPushButton(text, parent);
    button->setObjectName(name);
    button->setAutoDefault(false);
    return button;
}

QLabel *wrapped(const QString &role, const QString &text, QWidget *parent)
{
    QLabel *label = plainLabel(role, parent, text);
    label->setWordWrap(true);
    return label;
}

QVBoxLayout *rowsIn(QWidget *part)
{
    auto *rows = new QVBoxLayout(part);
    rows->setContentsMargins(0, 0, 0, 0);
    rows->setSpacing(6);
    return rows;
}

//! As somebody writes it, who may well end it with a stroke.
QUrl urlOf(const QLineEdit &field)
{
    const QUrl url(field.text().trimmed(), QUrl::StrictMode);
    return url.path() == "/"_L1 ? url.adjusted(QUrl::RemovePath) : url;
}

//! Where a proxy stands in front: as browsers have it, with a port or without.
bool isPublicAddress(const QUrl &url)
{
    const bool isLocal = url.host() == "127.0.0.1"_L1;
    const bool isKnown = url.scheme() == "https"_L1 || (url.scheme() == "http"_L1 && isLocal);
    return url.isValid() && isKnown && !url.host().isEmpty() && url.path().isEmpty()
        && url.userInfo().isEmpty() && !url.hasQuery() && !url.hasFragment();
}

bool isAddress(const QUrl &url)
{
    const bool isLocal = url.host() == "127.0.0.1"_L1;
    return url.isValid() && !url.host().isEmpty() && url.port() > 0
        && (url.scheme() == "https"_L1 || (url.scheme() == "http"_L1 && isLocal));
}

} // namespace

StandbyPage::StandbyPage(model::StandbyOffice &office, QWidget *parent)
    : SettingsPage(u"standbyPage"_s, tr("Stand-by"),
                   tr("Two desks can be one: one hosts, the other one keeps a copy of everything "
                      "and goes on when the first is gone. Colleagues find the one that serves by "
                      "themselves; so do customers, where their browsers trust both."),
                   parent)
    , m_office(office)
    , m_nothing(wrapped(QString(),
                        tr("This desk listens on this computer alone. Let colleagues in first, "
                           "under Colleagues and keys."),
                        this))
    , m_trouble(wrapped(u"small"_s, {}, this))
    , m_inviting(inviting())
    , m_standingBy(standingBy())
    , m_done(done())
    , m_card(new InvitationCard(this))
{
    m_nothing->setObjectName(u"standbyNothing"_s);
    m_trouble->setObjectName(u"standbyTrouble"_s);
    setKind(m_trouble, u"bad"_s);
    for (QWidget *part : QList<QWidget *>{m_nothing, m_inviting, m_standingBy, m_done})
        rows()->addWidget(part);
    rows()->addWidget(m_trouble);
    rows()->addWidget(m_card);
    rows()->addStretch();
    tell({});
    connect(&office, &model::StandbyOffice::changed, this, &StandbyPage::refresh);
    connect(m_card, &InvitationCard::closed, this, &StandbyPage::begin);
    refresh();
    read();
}

QWidget *StandbyPage::inviting()
{
    auto *part = new QWidget(this);
    m_invite = plainButton(u"standbyInvite"_s, tr("Let another desk stand by"), part);
    setKind(m_invite, u"primary"_s);
    auto *rows = rowsIn(part);
    rows->addWidget(wrapped({},
                            tr("A colleague whose desk has joined this one pastes the invitation "
                               "there, on this same page. His computer should be one that is "
                               "usually on."),
                            part));
    rows->addWidget(m_invite, 0, Qt::AlignLeft);
    connect(m_invite, &QPushButton::clicked, this, &StandbyPage::invite);
    return part;
}

QWidget *StandbyPage::standingBy()
{
    auto *part = new QWidget(this);
    m_link = new QPlainTextEdit(part);
    m_link->setObjectName(u"standbyField"_s);
    m_link->setPlaceholderText(u"sermo://stand-by?…"_s);
    m_link->setTabChangesFocus(true);
    m_link->setFixedHeight(FieldHeight);
    m_read = wrapped(u"small"_s, {}, part);
    m_read->setObjectName(u"standbyRead"_s);
    m_here = new QLineEdit(m_office.address().toString(), part);
    m_here->setObjectName(u"standbyAddress"_s);
    m_go = plainButton(u"standbyGo"_s, tr("Stand by"), part);
    setKind(m_go, u"primary"_s);
    auto *rows = rowsIn(part);
    addNamed(rows, tr("Paste the invitation that the desk which hosts has made on this page"),
             m_link);
    rows->addWidget(m_read);
    addNamed(rows, tr("Where the others reach this computer"), m_here,
             tr("This desk will listen there. What it has hosted by itself before is put aside "
                "and kept."));
    rows->addWidget(choice(u"standby"_s, m_isToTakeOver));
    rows->addWidget(m_go, 0, Qt::AlignLeft);
    connect(m_link, &QPlainTextEdit::textChanged, this, &StandbyPage::read);
    connect(m_here, &QLineEdit::textChanged, this, &StandbyPage::read);
    connect(m_go, &QPushButton::clicked, this, &StandbyPage::standBy);
    return part;
}

//! What each gives up, since from one side a dead machine and a cut cable look the same.
QWidget *StandbyPage::choice(const QString &prefix, QRadioButton *&takesOver)
{
    auto *part = new QWidget(this);
    auto *rows = rowsIn(part);
    rows->addSpacing(4);
    rows->addWidget(sectionLabel(part, tr("When the host has been gone for 20 seconds")));
    const auto add = [&](const QString &name, const QString &text, const QString &about) {
        auto *button = new QRadioButton(text, part);
        button->setObjectName(prefix + name);
        button->setAccessibleDescription(about);
        rows->addWidget(button);
        auto *below = new QHBoxLayout; // beneath its words, and nearer to them than to the next
        below->setContentsMargins(WordsOfChoice, 0, 0, 6);
        below->addWidget(wrapped(u"caption"_s, about, part));
        rows->addLayout(below);
        return button;
    };
    QRadioButton *offers
        = add(u"Offers"_s, tr("Ask whoever sits here"),
              tr("Somebody has to be there. While this desk is gone, the host goes on alone."));
    offers->setChecked(true);
    takesOver = add(u"TakesOver"_s, tr("Take over without asking"),
                    tr("Nobody has to be there. But the host then serves only as long as it hears "
                       "this desk, which must stay on or be closed properly."));
    return part;
}

QString StandbyPage::aboutPublic()
{
    return tr("Only where that is another address than its own, as behind a proxy. They go there "
              "when this desk is gone.");
}

QWidget *StandbyPage::done()
{
    auto *part = new QWidget(this);
    m_state = wrapped({}, {}, part);
    m_state->setObjectName(u"standbyState"_s);
    m_end = plainButton(u"standbyEnd"_s, tr("End this…"), part);
    m_end->setAccessibleDescription(tr("This desk is one of two no longer"));
    m_apply = plainButton(u"standbyApply"_s, tr("Change"), part);
    auto *rows = rowsIn(part);
    rows->addWidget(m_state);
    rows->addSpacing(8);
    rows->addWidget(choice(u"standbyNow"_s, m_takesOver));
    m_public = new QLineEdit(part);
    m_public->setObjectName(u"standbyPublic"_s);
    m_public->setPlaceholderText(u"https://chat2.example.com"_s);
    rows->addWidget(
        wrapped(u"caption"_s, tr("This counts while this desk is the one that stands by."), part));
    rows->addSpacing(8);
    addNamed(rows, tr("Where customers reach the other desk"), m_public, aboutPublic());
    m_publicWrong = wrapped(u"small"_s,
                            tr("Write it like https://chat2.example.com, without what comes after "
                               "the name or its port."),
                            part);
    m_publicWrong->setObjectName(u"standbyPublicWrong"_s);
    setKind(m_publicWrong, u"bad"_s);
    rows->addWidget(m_publicWrong);
    rows->addSpacing(8);
    rows->addWidget(wrapped(u"caption"_s, tr("The desk begins anew when this is changed."), part));
    rows->addWidget(m_apply, 0, Qt::AlignLeft);
    rows->addSpacing(8);
    rows->addWidget(m_end, 0, Qt::AlignLeft);
    // Not at once: an arrow key passes over a choice, and who serves would drop everybody.
    connect(m_takesOver, &QRadioButton::toggled, this, &StandbyPage::showChange);
    connect(m_public, &QLineEdit::textChanged, this, &StandbyPage::showChange);
    connect(m_apply, &QPushButton::clicked, this,
            [this] { m_office.change(m_takesOver->isChecked(), urlOf(*m_public)); });
    connect(m_end, &QPushButton::clicked, this, &StandbyPage::askToEnd);
    return part;
}

void StandbyPage::refresh()
{
    const auto &state = m_office.state();
    m_nothing->setVisible(state.setup == Setup::Nothing);
    m_inviting->setVisible(state.setup == Setup::Inviting);
    m_standingBy->setVisible(state.setup == Setup::StandingBy);
    m_done->setVisible(state.setup == Setup::Done);
    if (state.setup != Setup::Done)
        return;
    m_state->setText(standbyWords(state));
    setKind(m_state, isWellStandby(state) ? QString() : u"bad"_s);
    // Where neither serves there would be no host at all afterwards.
    const bool isServed
        = state.phase == Phase::Serving || (state.phase == Phase::Following && state.isLinked);
    m_mayEnd = isServed;
    if (std::exchange(m_wasTakingOver, state.takesOver) != state.takesOver) {
        auto *offers = m_done->findChild<QRadioButton *>(u"standbyNowOffers"_s);
        (state.takesOver ? m_takesOver : offers)->setChecked(true);
    }
    if (m_wasPublic != state.otherPublic)
        m_public->setText(m_wasPublic.emplace(state.otherPublic).toString());
    showChange();
}

void StandbyPage::showChange()
{
    const auto &state = m_office.state();
    const QUrl asked = urlOf(*m_public);
    const bool isWrong = !m_public->text().trimmed().isEmpty() && !isPublicAddress(asked);
    const bool isAnother
        = m_takesOver->isChecked() != state.takesOver || asked != state.otherPublic;
    m_mayApply = isAnother && !isWrong;
    showWrong(isWrong);
    judge();
}

//! Who does not see it hears it at the field.
void StandbyPage::showWrong(bool isWrong)
{
    m_publicWrong->setVisible(isWrong);
    const QString about = isWrong ? m_publicWrong->text() + u' ' + aboutPublic() : aboutPublic();
    if (m_public->accessibleDescription() != about)
        m_public->setAccessibleDescription(about);
}

void StandbyPage::judge()
{
    m_invite->setEnabled(!m_isUnsaved && !m_isInviting);
    m_apply->setEnabled(!m_isUnsaved && m_mayApply);
    m_end->setEnabled(!m_isUnsaved && m_mayEnd);
}

void StandbyPage::setUnsaved(bool isUnsaved)
{
    if (std::exchange(m_isUnsaved, isUnsaved) == isUnsaved)
        return;
    judge();
    tell(isUnsaved ? tr("Something on another page is not saved. Save or discard it first: the "
                        "desk begins anew by what is done here.")
                   : QString());
    if (!isUnsaved && std::exchange(m_isToBegin, false))
        m_office.begin();
}

void StandbyPage::leave()
{
    const bool isShown = !m_card->text().isEmpty();
    m_card->forget();
    if (std::exchange(m_isToBegin, false) || isShown)
        m_office.begin();
}

//! The invitation has been handed on.
void StandbyPage::begin()
{
    m_isToBegin = m_isUnsaved;
    if (!m_isUnsaved)
        m_office.begin();
}

void StandbyPage::read()
{
    const QString text = m_link->toPlainText();
    const auto invitation = model::standbyInvitationFrom(text);
    const bool isWrong = !invitation && !text.trimmed().isEmpty();
    if (invitation)
        m_read->setText(tr("For the desk at %1.").arg(invitation->broker.toDisplayString()));
    else
        m_read->setText(isWrong ? invitation.error() : QString());
    setKind(m_read, isWrong ? u"bad"_s : QString());
    m_read->setVisible(!m_read->text().isEmpty());
    m_go->setEnabled(invitation && isAddress(urlOf(*m_here)));
}

void StandbyPage::invite()
{
    m_isInviting = true;
    judge();
    m_office.invite(this, [this](const Result<QString, QString> &link) {
        m_isInviting = false;
        judge();
        if (!link)
            return tell(tr("There is no invitation: %1").arg(refusalWords(link.error())));
        tell({});
        m_inviting->hide();
        m_card->showStandby(*link);
    });
}

void StandbyPage::standBy()
{
    const auto invitation = model::standbyInvitationFrom(m_link->toPlainText());
    if (!invitation)
        return;
    tell(m_office.standBy(*invitation, urlOf(*m_here), m_isToTakeOver->isChecked()));
}

void StandbyPage::offer(const QString &link)
{
    const auto invitation = model::standbyInvitationFrom(link);
    if (!invitation)
        return tell(invitation.error());
    switch (m_office.state().setup) {
    case Setup::StandingBy:
        m_link->setPlainText(link);
        return tell({});
    case Setup::Nothing:
    case Setup::Inviting:
        return tell(tr("An invitation to stand by has opened this. It is for a desk of the team at "
                       "%1, and this one hosts by itself: join that team first, then the "
                       "invitation is here again.")
                        .arg(invitation->broker.toDisplayString()));
    case Setup::Done:
        return tell(tr("An invitation to stand by has opened this. This desk is one of two "
                       "already: end that first."));
    }
}

void StandbyPage::askToEnd()
{
    auto *box = new QMessageBox(QMessageBox::NoIcon, title(),
                                tr("Shall this desk be one of two no longer?"), QMessageBox::Cancel,
                                this);
    box->setObjectName(u"standbyEndBox"_s);
    box->setTextFormat(Qt::PlainText);
    box->setInformativeText(tr("The one that serves hosts alone from then on, with all that there "
                               "is. End it at both desks. The desk begins anew."));
    box->setAttribute(Qt::WA_DeleteOnClose);
    QPushButton *yes = box->addButton(tr("End"), QMessageBox::DestructiveRole);
    yes->setObjectName(u"standbyEndConfirm"_s);
    box->setDefaultButton(QMessageBox::Cancel); // Enter ends nothing
    connect(yes, &QPushButton::clicked, &m_office, &model::StandbyOffice::end);
    box->open();
}

void StandbyPage::tell(const QString &trouble)
{
    m_trouble->setText(trouble);
    m_trouble->setVisible(!trouble.isEmpty());
}

} // namespace sermo::ui
