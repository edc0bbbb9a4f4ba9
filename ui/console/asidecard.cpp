// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/console/asidecard.h"

#include "ui/console/labels.h"
#include "ui/model/presentedsession.h"
#include "ui/model/sessionstore.h"
#include "ui/model/setaside.h"
#include "ui/style/stylesheet.h"
#include "ui/style/theme.h"

#include <QDateTime>
#include <QHBoxLayout>
#include <QLocale>
#include <QPainter>
#include <QPushButton>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace sermo::ui
{

AsideCard::AsideCard(const ConsoleContext &context, const UserId &user, QWidget *parent)
    : QFrame(parent)
    , m_context(context)
    , m_user(user)
    , m_name(new ElidedLabel(u"name"_s, this))
    , m_until(new ElidedLabel(u"second"_s, this))
    , m_back(new QPushButton(tr("Bring back"), this))
{
    setObjectName(u"asideCard-"_s + user.value());
    m_back->setObjectName(u"bringBackButton-"_s + user.value());
    setKind(m_back, u"link"_s);
    auto *below = new QHBoxLayout;
    below->setSpacing(4);
    below->addWidget(m_until, 1);
    below->addWidget(m_back);
    auto *rows = new QVBoxLayout(this);
    rows->setContentsMargins(10, 8, 10, 8);
    rows->setSpacing(5);
    rows->addWidget(m_name);
    rows->addLayout(below);
    connect(m_back, &QPushButton::clicked, this, &AsideCard::backRequested);
    connect(&context.theme, &Theme::changed, this, qOverload<>(&QWidget::update));
    refresh();
}

void AsideCard::refresh()
{
    const desk::Session *session = m_context.store.session(m_user);
    const QString name = session ? model::displayName(*session) : model::visitorName(m_user);
    m_name->setText(name);
    m_until->setText(text());
    m_back->setAccessibleName(tr("Bring %1 back").arg(name));
    setAccessibleName(name);
    setAccessibleDescription(text());
}

QString AsideCard::text() const
{
    const std::optional<qint64> until = m_context.aside.untilMs(m_user);
    if (!until)
        return tr("until the customer writes");
    const QDateTime at = QDateTime::fromMSecsSinceEpoch(*until);
    const bool isToday
        = at.date() == QDateTime::fromMSecsSinceEpoch(m_context.clock.now().wallMs).date();
    const QString time = at.time().toString(u"HH:mm"_s);
    return isToday ? tr("until %1, or he writes").arg(time)
                   : tr("until %1 %2, or he writes")
                         .arg(QLocale().dayName(at.date().dayOfWeek(), QLocale::ShortFormat), time);
}

void AsideCard::paintEvent(QPaintEvent *)
{
    const Tokens &t = m_context.theme.tokens();
    QPainter p(this);
    p.setRenderHint(QPainter::Antialiasing);
    p.setPen(QPen(t.line, 1));
    p.setBrush(t.surface2);
    p.drawRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), Tokens::Radius,
                      Tokens::Radius);
}

} // namespace sermo::ui
