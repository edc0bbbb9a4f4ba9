// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/console/earlierlist.h"

#include "broker/protocol/clock.h"
#include "ui/console/keyboard.h"
#include "ui/console/labels.h"
#include "ui/console/retire.h"
#include "ui/style/stylesheet.h"

#include <QDateTime>
#include <QHBoxLayout>
#include <QLocale>
#include <QPushButton>

#include <utility>

using namespace Qt::StringLiterals;

namespace sermo::ui
{

namespace
{

//! As short as it can be told from all others.
QString dayText(qint64 ms, QDate today)
{
    const QDateTime at = QDateTime::fromMSecsSinceEpoch(ms);
    if (at.date() == today)
        return at.time().toString(u"HH:mm"_s);
    return QLocale().toString(at.date(),
                              at.date().year() == today.year() ? u"d MMM"_s : u"d MMM yyyy"_s);
}

//! Two labels that are one button: as tall as they are.
class Row final : public QPushButton
{
public:
    Row(const QString &what, const QString &when, QWidget *parent)
        : QPushButton(parent)
    {
        setKind(this, u"row"_s);
        setAutoDefault(false);
        setAccessibleName(u"%1, %2"_s.arg(what, when));
        auto *topic = new ElidedLabel(u"second"_s, this);
        topic->setText(what);
        QLabel *day = plainLabel(u"third"_s, this, when);
        auto *halves = new QHBoxLayout(this);
        halves->setContentsMargins(2, 3, 2, 3);
        halves->setSpacing(8);
        halves->addWidget(topic, 1);
        halves->addWidget(day);
        for (QLabel *label : {static_cast<QLabel *>(topic), day})
            label->setAttribute(Qt::WA_TransparentForMouseEvents);
    }

    [[nodiscard]] QSize sizeHint() const override { return layout()->sizeHint(); }
    [[nodiscard]] QSize minimumSizeHint() const override { return layout()->minimumSize(); }
};

} // namespace

EarlierList::EarlierList(const Clock &clock, model::HistorySource &source,
                         const model::SessionStore &store, QWidget *parent)
    : QWidget(parent)
    , m_clock(clock)
    , m_earlier(source, store)
    , m_rows(new QVBoxLayout)
    , m_none(plainLabel(u"third"_s, this))
    , m_all(new QPushButton(tr("All in the history"), this))
{
    setObjectName(u"earlier"_s);
    setAccessibleName(tr("Earlier conversations"));
    m_none->setObjectName(u"earlierNone"_s);
    m_none->setWordWrap(true);
    m_all->setObjectName(u"earlierButton"_s);
    m_all->setAutoDefault(false);
    setKind(m_all, u"edgeLink"_s);
    m_rows->setSpacing(0);
    auto *rows = new QVBoxLayout(this);
    rows->setContentsMargins(0, 0, 0, 0);
    rows->setSpacing(4);
    rows->addWidget(sectionLabel(this, accessibleName()));
    rows->addLayout(m_rows);
    rows->addWidget(m_none);
    rows->addWidget(m_all, 0, Qt::AlignLeft);
    connect(&m_earlier, &model::EarlierConversations::changed, this, &EarlierList::refresh);
    connect(m_all, &QPushButton::clicked, this,
            [this] { emit allRequested(m_earlier.customer()); });
    refresh();
}

void EarlierList::setUser(const UserId &user)
{
    m_earlier.look(user);
}

void EarlierList::refresh()
{
    const QList<model::PastConversation> all = m_earlier.all();
    const QList<model::PastConversation> shown = all.first(qMin(all.size(), MostRows));
    m_none->setText(m_earlier.isKnown() ? tr("None that is known of") : m_earlier.trouble());
    m_none->setVisible(shown.isEmpty() && !m_none->text().isEmpty());
    if (std::exchange(m_shown, shown) == shown)
        return m_all->setVisible(!shown.isEmpty());
    dropKeyboard(*this); // a key about to be pressed was about the one before
    m_all->setVisible(!shown.isEmpty());
    while (QLayoutItem *item = m_rows->takeAt(0)) {
        retire(item->widget()); // perhaps it is its click that led here
        delete item;
    }
    for (const model::PastConversation &one : shown) {
        QPushButton *made = row(one);
        made->setObjectName(u"earlier-%1"_s.arg(m_rows->count()));
        m_rows->addWidget(made);
    }
}

QPushButton *EarlierList::row(const model::PastConversation &one)
{
    const QDate today = QDateTime::fromMSecsSinceEpoch(m_clock.now().wallMs).date();
    auto *made = new Row(topicOf(one), dayText(one.beganMs, today), this);
    // Plain: what looks like HTML counts in the first line only.
    made->setToolTip(tr("Read what was said then") + u'\n' + circumstancesOf(one));
    made->setAccessibleDescription(circumstancesOf(one));
    connect(made, &QPushButton::clicked, this, [this, one] { emit chosen(one); });
    return made;
}

void EarlierList::chooseFirst()
{
    if (!m_shown.isEmpty())
        emit chosen(m_shown.constFirst());
}

QStringList EarlierList::lines() const
{
    QStringList all;
    for (int i = 0; i < m_rows->count(); ++i)
        all += m_rows->itemAt(i)->widget()->accessibleName();
    return all;
}

} // namespace sermo::ui
