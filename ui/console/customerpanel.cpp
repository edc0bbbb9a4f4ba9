// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/console/customerpanel.h"

#include "ui/console/earlierlist.h"
#include "ui/console/earlierwindow.h"
#include "ui/console/keyboard.h"
#include "ui/console/labels.h"
#include "ui/console/stillthere.h"
#include "ui/console/tagrow.h"
#include "ui/console/textwork.h"
#include "ui/model/consolecontroller.h"
#include "ui/model/names.h"
#include "ui/model/presentedsession.h"
#include "ui/model/transcriptmodel.h"
#include "ui/style/stylesheet.h"

#include <QDateTime>
#include <QGridLayout>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace sermo::ui
{

namespace
{

constexpr qsizetype MaxFact
    = 300; //!< characters: a parameter is the customer's own, and may be long
constexpr qsizetype MaxNote = 2000; //!< characters: the whole of it is in the transcript
constexpr int LabelWidth = 88;

void clear(QLayout *layout)
{
    while (QLayoutItem *item = layout->takeAt(0)) {
        delete item->widget();
        delete item;
    }
}

QString asText(const QJsonValue &value)
{
    if (value.isDouble())
        return QString::number(value.toDouble(), 'g', 15);
    if (value.isBool())
        return value.toBool() ? u"true"_s : u"false"_s;
    return cut(model::oneLine(value.toString(), MaxFact), WorkInALine);
}

} // namespace

CustomerPanel::CustomerPanel(const ConsoleContext &context, QWidget *parent)
    : SidePanel(Side::Right, Width, parent)
    , m_context(context)
    , m_nobody(
          plainLabel(u"third"_s, widget(), tr("Choose a conversation to see whom it is with.")))
    , m_about(new QWidget(widget()))
    , m_stillThere(new StillThere(this))
    , m_customer(new QGridLayout)
    , m_earlierPlace(new QVBoxLayout)
    , m_startTitle(sectionLabel(this, tr("Came with")))
    , m_start(new QGridLayout)
    , m_tags(new TagRow(
          context.theme, [this] { return knownTags(); }, this))
    , m_notesTitle(sectionLabel(this, tr("Notes")))
    , m_notes(new QVBoxLayout)
{
    setObjectName(u"customerPanel"_s);
    setAccessibleName(tr("Customer"));
    layOut();
    connect(&context.store, &model::SessionStore::sessionsChanged, this,
            [this](const QSet<UserId> &users) {
                if (users.contains(m_user))
                    refresh();
            });
    connect(&context.store, &model::SessionStore::presenceChanged, this,
            [this](const UserId &user) {
                if (user == m_user)
                    refreshPresence();
            });
    connect(m_stillThere, &StillThere::askRequested, this,
            [this] { emit askPresentRequested(m_user); });
    connect(m_tags, &TagRow::added, this,
            [this](const QString &word) { m_context.controller.tag(m_user, word); });
    connect(m_tags, &TagRow::removed, this,
            [this](const QString &word) { m_context.controller.untag(m_user, word); });
    showWhatIsThere();
}

void CustomerPanel::layOut()
{
    rows()->setContentsMargins(15, 14, 14, 14);
    rows()->addWidget(m_nobody);
    rows()->addWidget(m_about, 1);
    rows()->addStretch();
    m_nobody->setObjectName(u"customerNobody"_s);
    m_nobody->setWordWrap(true);
    auto *about = new QVBoxLayout(m_about);
    about->setContentsMargins(0, 0, 0, 0);
    about->setSpacing(rows()->spacing());
    about->addWidget(sectionLabel(m_about, tr("Customer")));
    about->addLayout(m_customer);
    about->addSpacing(10);
    about->addWidget(m_stillThere);
    about->addWidget(m_startTitle);
    about->addLayout(m_start);
    about->addSpacing(10);
    about->addLayout(m_earlierPlace);
    about->addWidget(sectionLabel(m_about, tr("Tags")));
    about->addWidget(m_tags);
    about->addSpacing(10);
    about->addWidget(m_notesTitle);
    about->addLayout(m_notes);
    about->addStretch();
    for (QGridLayout *grid : {m_customer, m_start}) {
        grid->setHorizontalSpacing(8);
        grid->setVerticalSpacing(4);
        grid->setColumnMinimumWidth(0, LabelWidth);
        grid->setColumnStretch(1, 1);
    }
}

void CustomerPanel::offerHistory(model::HistorySource &source)
{
    m_history = &source;
    m_earlier = new EarlierList(m_context.clock, source, m_context.store, widget());
    m_earlierPlace->addWidget(m_earlier);
    m_earlierPlace->addSpacing(10);
    connect(m_earlier, &EarlierList::chosen, this, &CustomerPanel::read);
    connect(m_earlier, &EarlierList::allRequested, this, &CustomerPanel::historyRequested);
    m_earlier->setUser(m_user);
}

void CustomerPanel::readLastEarlier()
{
    if (m_earlier)
        m_earlier->chooseFirst();
}

void CustomerPanel::read(const model::PastConversation &one)
{
    if (!m_reader || !m_reader->isVisible()) // one that was closed is about to go
        m_reader = new EarlierWindow(m_context, *m_history, window());
    m_reader->read(one);
}

void CustomerPanel::setUser(const UserId &user)
{
    if (user != m_user)
        leave();
    if (m_transcript)
        m_transcript->disconnect(this);
    m_user = user;
    m_transcript = user.isEmpty() ? nullptr : m_context.store.transcript(user);
    if (m_transcript) {
        connect(m_transcript, &QAbstractItemModel::rowsInserted, this,
                &CustomerPanel::refreshNotes);
        connect(m_transcript, &QAbstractItemModel::rowsRemoved, this, &CustomerPanel::refreshNotes);
        connect(m_transcript, &QAbstractItemModel::modelReset, this, &CustomerPanel::refreshNotes);
    }
    showWhatIsThere();
    refresh();
    refreshNotes();
}

void CustomerPanel::keepPlace(bool isKept)
{
    m_keepsPlace = isKept;
    showWhatIsThere();
}

void CustomerPanel::showWhatIsThere()
{
    m_nobody->setVisible(m_user.isEmpty());
    m_about->setVisible(!m_user.isEmpty());
    setVisible(m_keepsPlace || !m_user.isEmpty());
}

//! What was begun here was about the one before: a tag to be written, a key about to be pressed, an
//! earlier conversation, which nobody shall take for the next one's.
void CustomerPanel::leave()
{
    if (m_reader)
        m_reader->close();
    dropKeyboard(*this);
    m_tags->leave();
}

void CustomerPanel::refresh()
{
    const Facts customer = factsOf(m_user);
    const Facts start = startFactsOf(m_user);
    if (customer != m_shown)
        fill(m_customer, customer);
    if (start != m_shownStart)
        fill(m_start, start);
    m_shown = customer;
    m_shownStart = start;
    m_startTitle->setVisible(!start.isEmpty());
    refreshPresence();
    if (m_earlier)
        m_earlier->setUser(m_user);
    m_tags->present(m_context.store.live(m_user).tags);
}

//! What the open sessions are about.
QStringList CustomerPanel::knownTags() const
{
    QStringList known;
    for (const UserId &user : m_context.store.table().open) {
        const QStringList tags = m_context.store.live(user).tags;
        for (const QString &word : tags) {
            if (!known.contains(word))
                known += word;
        }
    }
    known.sort();
    return known;
}

void CustomerPanel::refreshPresence()
{
    const desk::Session *session = m_context.store.session(m_user);
    m_stillThere->present(session ? model::present(*session, m_context.store.live(m_user), {}, 0)
                                  : model::PresentedSession());
}

CustomerPanel::Facts CustomerPanel::factsOf(const UserId &user) const
{
    const desk::Session *session = m_context.store.session(user);
    if (!session)
        return {};
    const model::PresentedSession shown = model::present(
        *session, m_context.store.live(user), m_context.store.queueName(session->queue), 0);
    Facts facts = {{tr("Name"), shown.name}};
    const auto add = [&facts](const QString &label, const QString &value) {
        if (!value.isEmpty())
            facts += {label, value};
    };
    add(tr("Customer no."), shown.customerNumber);
    if (shown.verified)
        add(tr("Identity"), tr("✓ verified"));
    else if (session->customerName.isEmpty() && shown.name != model::visitorName(user))
        add(tr("Identity"), tr("only claimed"));
    add(tr("Brand"), shown.brand);
    add(tr("Platform"), model::oneLine(session->platform.value()));
    add(tr("Queue"), shown.queue);
    if (session->startedMs > 0)
        add(tr("Since"),
            QDateTime::fromMSecsSinceEpoch(session->startedMs).time().toString(u"HH:mm"_s));
    return facts;
}

CustomerPanel::Facts CustomerPanel::startFactsOf(const UserId &user) const
{
    const desk::Session *session = m_context.store.session(user);
    Facts facts;
    if (!session)
        return facts;
    for (auto it = session->startParams.begin(); it != session->startParams.end(); ++it) {
        const QString value = asText(it.value());
        if (!value.isEmpty() && it.key() != "platformId"_L1 && it.key() != "customerHash"_L1)
            facts += {model::oneLine(it.key()), value};
    }
    return facts;
}

void CustomerPanel::fill(QGridLayout *grid, const Facts &facts)
{
    clear(grid);
    int row = 0;
    for (const auto &[label, value] : facts) {
        auto *name = new ElidedLabel(u"third"_s, widget());
        name->setText(label);
        name->setFixedWidth(LabelWidth);
        QLabel *text = plainLabel({}, widget(), value);
        text->setWordWrap(true);
        text->setTextInteractionFlags(Qt::TextSelectableByMouse);
        text->setAccessibleName(u"%1: %2"_s.arg(label, value));
        grid->addWidget(name, row, 0, Qt::AlignTop);
        grid->addWidget(text, row, 1);
        ++row;
    }
}

void CustomerPanel::refreshNotes()
{
    clear(m_notes);
    for (int row = 0; m_transcript && row < m_transcript->rowCount(); ++row) {
        const model::TranscriptItem &item = m_transcript->item(row);
        if (item.kind != model::TranscriptItem::Kind::Note)
            continue;
        QLabel *note = plainLabel(u"small"_s, widget(),
                                  cut(model::oneLine(item.text, MaxNote), 4 * WorkInALine));
        note->setWordWrap(true);
        setKind(note, u"warn"_s);
        m_notes->addWidget(note);
    }
    m_notesTitle->setVisible(m_notes->count() > 0);
}

QStringList CustomerPanel::facts() const
{
    QStringList lines;
    for (const Facts &facts : {m_shown, m_shownStart}) {
        for (const auto &[label, value] : facts)
            lines += u"%1: %2"_s.arg(label, value);
    }
    return lines;
}

} // namespace sermo::ui
