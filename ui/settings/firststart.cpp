// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/settings/firststart.h"

#include "ui/console/labels.h"
#include "ui/settings/invitationform.h"
#include "ui/settings/settingspage.h"
#include "ui/style/stylesheet.h"

#include <QCheckBox>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QPushButton>
#include <QStackedWidget>
#include <QTimer>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace sermo::ui
{

namespace
{

constexpr int MaxName = 100;
constexpr int Width = 520;
constexpr auto OneTry = 5s;

} // namespace

FirstStart::FirstStart(const QString &name, QWidget *parent)
    : QDialog(parent)
    , m_pages(new QStackedWidget(this))
    , m_name(new QLineEdit(name, this))
    , m_forTeam(new QCheckBox(tr("Colleagues on the network may join"), this))
    , m_host(new QPushButton(tr("Host for my team"), this))
    , m_join(new QPushButton(tr("Join a team…"), this))
    , m_try(new QPushButton(tr("Try it"), this))
    , m_form(new InvitationForm(this))
    , m_go(new QPushButton(tr("Join"), this))
{
    setObjectName(u"firstStart"_s);
    setWindowTitle(tr("Welcome to Sermo Desk"));
    setAttribute(Qt::WA_DeleteOnClose);
    m_pages->addWidget(question());
    m_pages->addWidget(joining());
    auto *rows = new QVBoxLayout(this);
    rows->setContentsMargins(24, 20, 24, 20);
    rows->addWidget(m_pages);
    setFixedWidth(Width);
    m_host->setFocus();
}

QWidget *FirstStart::choice(QPushButton *button, const QString &about)
{
    auto *card = new QFrame(this);
    setRole(card, u"card"_s);
    auto *rows = new QVBoxLayout(card);
    rows->setContentsMargins(16, 12, 16, 14);
    QLabel *words = plainLabel(u"second"_s, card, about);
    words->setWordWrap(true);
    button->setAccessibleDescription(about);
    rows->addWidget(words);
    rows->addWidget(button, 0, Qt::AlignLeft);
    return card;
}

QWidget *FirstStart::trying()
{
    m_try->setObjectName(u"tryButton"_s);
    m_try->setAutoDefault(false);
    connect(m_try, &QPushButton::clicked, this, [this] {
        emit tryRequested();
        // Its window takes a moment to come, and one is enough.
        m_try->setEnabled(false);
        QTimer::singleShot(OneTry, m_try, [this] { m_try->setEnabled(true); });
    });
    return choice(m_try,
                  tr("Just looking: a window of its own with simulated customers and "
                     "colleagues. Nothing of it is kept."));
}

QWidget *FirstStart::question()
{
    auto *page = new QWidget(this);
    auto *rows = new QVBoxLayout(page);
    rows->setContentsMargins(0, 0, 0, 0);
    rows->setSpacing(10);
    rows->addWidget(plainLabel(u"title"_s, page, tr("How do you want to work?")));
    m_name->setObjectName(u"firstName"_s);
    m_name->setMaxLength(MaxName);
    addNamed(rows, tr("Your name, as customers see it"), m_name);
    m_host->setObjectName(u"hostButton"_s);
    setKind(m_host, u"primary"_s);
    m_forTeam->setObjectName(u"hostForTeam"_s);
    m_forTeam->setChecked(true);
    QWidget *host = choice(m_host,
                           tr("This computer keeps the conversations, and colleagues join "
                              "it. Nothing else is needed, no server and no account."));
    host->layout()->addWidget(m_forTeam);
    rows->addWidget(host);
    m_join->setObjectName(u"joinButton"_s);
    rows->addWidget(choice(m_join,
                           tr("A colleague hosts already and has sent you an "
                              "invitation.")));
    rows->addWidget(trying());
    rows->addStretch(); // the other page may be taller
    connect(m_host, &QPushButton::clicked, this, [this] {
        emit hostChosen(m_name->text().trimmed(), m_forTeam->isChecked());
        accept();
    });
    connect(m_name, &QLineEdit::returnPressed, m_host, &QPushButton::click);
    connect(m_join, &QPushButton::clicked, this, [this] { askForInvitation(); });
    return page;
}

QWidget *FirstStart::joining()
{
    auto *page = new QWidget(this);
    auto *rows = new QVBoxLayout(page);
    rows->setContentsMargins(0, 0, 0, 0);
    rows->setSpacing(10);
    rows->addWidget(plainLabel(u"title"_s, page, tr("Join a team")));
    rows->addWidget(m_form);
    auto *back = new QPushButton(tr("Back"), page);
    back->setObjectName(u"joinBackButton"_s);
    back->setAutoDefault(false);
    m_go->setObjectName(u"joinGoButton"_s);
    m_go->setDefault(true);
    setKind(m_go, u"primary"_s);
    auto *buttons = new QHBoxLayout;
    buttons->addWidget(back);
    buttons->addStretch();
    buttons->addWidget(m_go);
    rows->addStretch();
    rows->addLayout(buttons);
    const auto judge = [this] { m_go->setEnabled(m_form->invitation().has_value()); };
    connect(m_form, &InvitationForm::changed, this, judge);
    judge();
    connect(back, &QPushButton::clicked, this, [this] {
        m_pages->setCurrentIndex(0);
        m_join->setFocus();
    });
    connect(m_go, &QPushButton::clicked, this, [this] {
        if (const auto invitation = m_form->invitation()) {
            emit joinChosen(*invitation);
            accept();
        }
    });
    return page;
}

void FirstStart::askForInvitation(const QString &text)
{
    if (!text.isEmpty())
        m_form->setText(text);
    m_pages->setCurrentIndex(1);
    m_form->setFocus();
}

} // namespace sermo::ui
