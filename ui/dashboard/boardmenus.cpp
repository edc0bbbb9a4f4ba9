// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/dashboard/boardmenus.h"

#include "ui/console/status.h"
#include "ui/model/presencewords.h"
#include "ui/model/presentedsession.h"
#include "ui/model/supervision.h"
#include "ui/model/waitingmodel.h"

#include <QActionGroup>
#include <QCoreApplication>
#include <QInputDialog>
#include <QMenu>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace sermo::ui
{

using Status = model::ConsoleController::Status;

namespace
{

constexpr int MostSessions = 30; // more is no menu
constexpr double UsualBounds[] = {1, 1.5, 2, 2.5, 3, 4};
constexpr double MostBound = 100, BoundStep = 0.25;

struct Tr {
    Q_DECLARE_TR_FUNCTIONS(sermo::ui::BoardMenus)
};

//! A person's words in a menu: an ampersand is one, no key.
QString menuText(const QString &text)
{
    return QString(text).replace(u'&', u"&&"_s);
}

QMenu *makeMenu(const QString &name, QWidget *parent)
{
    auto *menu = new QMenu(parent);
    menu->setObjectName(name);
    menu->setAccessibleName(parent->accessibleName());
    menu->setAttribute(Qt::WA_DeleteOnClose);
    return menu;
}

void addNothing(QMenu *menu, const QString &text)
{
    menu->addAction(text)->setEnabled(false);
}

} // namespace

QMenu *BoardMenus::ofAgent(const model::BoardAgent &agent, QWidget *parent) const
{
    QMenu *menu = makeMenu(u"agentMenu"_s, parent);
    for (const model::PresenceChip &chip : agent.chips.mid(0, MostSessions))
        addSession(menu, chip.user, chip.presence ? model::hundredths(*chip.presence) : QString());
    if (agent.chips.isEmpty())
        addNothing(menu, Tr::tr("No sessions"));
    addFigures(menu, figuresOf(agent));
    if (isLive && supervision.isAllowed()) {
        menu->addSeparator();
        addStatuses(menu, agent);
        addQueues(menu, agent);
        addBounds(menu, agent, parent);
    }
    return menu;
}

QMenu *BoardMenus::ofQueue(const model::BoardQueue &queue, QWidget *parent) const
{
    QMenu *menu = makeMenu(u"queueMenu"_s, parent);
    int shown = 0;
    for (const model::WaitingItem &item : context.waiting.items()) {
        if (item.queue != queue.key || ++shown > MostSessions)
            continue;
        addSession(menu, item.key,
                   item.position ? Tr::tr("place %1").arg(*item.position) : Tr::tr("away"));
    }
    for (const model::WaitingItem &item : context.withBot.items()) {
        if ((!item.queue.isEmpty() && item.queue != queue.key) || ++shown > MostSessions)
            continue;
        addSession(menu, item.key, Tr::tr("with the bot"));
    }
    if (shown == 0)
        addNothing(menu, Tr::tr("Nobody is waiting"));
    addFigures(menu, figuresOf(queue));
    if (isLive && supervision.isAllowed())
        addPlatforms(menu, queue);
    return menu;
}

void BoardMenus::addSession(QMenu *menu, const UserId &user, const QString &detail) const
{
    const desk::Session *session = context.store.session(user);
    const QString name = session ? model::displayName(*session) : model::visitorName(user);
    const QString text = detail.isEmpty() ? name : u"%1, %2"_s.arg(name, detail);
    QAction *action = menu->addAction(menuText(text), menu, [open = open, user] { open(user); });
    action->setData(user.value());
}

void BoardMenus::addFigures(QMenu *menu, const QList<model::FigureOrder> &figures) const
{
    QMenu *list = menu->addMenu(Tr::tr("Sessions behind"));
    list->setObjectName(u"behindMenu"_s);
    list->menuAction()->setVisible(openBehind != nullptr);
    for (model::FigureOrder figure : figures) {
        QAction *action = list->addAction(menuText(figure.title));
        action->setObjectName(u"behind-"_s + figure.name);
        const QString whose = figure.queue.isEmpty()
            ? context.store.agentName(AgentId(figure.agent))
            : context.store.queueName(QueueId(figure.queue));
        figure.title = u"%1, %2"_s.arg(whose, figure.title);
        QObject::connect(action, &QAction::triggered, list,
                         [open = openBehind, figure] { open(figure); });
    }
}

QList<model::FigureOrder> BoardMenus::figuresOf(const model::BoardAgent &agent) const
{
    const QString whose = agent.key.value();
    return {{u"held"_s, isLive ? Tr::tr("Sessions now") : Tr::tr("Sessions then"), 0, 0, {}, whose},
            {u"claimed"_s,
             isLive ? Tr::tr("Taken today") : Tr::tr("Taken that day"),
             dayFromMs,
             0,
             {},
             whose},
            {u"handle.mean"_s, Tr::tr("Average handle time"), dayFromMs, 0, {}, whose}};
}

QList<model::FigureOrder> BoardMenus::figuresOf(const model::BoardQueue &queue) const
{
    const QString whose = queue.key.value();
    const qint64 hourMs = context.clock.now().wallMs - 3'600'000;
    return {
        {u"waiting"_s, isLive ? Tr::tr("Waiting now") : Tr::tr("Waiting then"), 0, 0, whose, {}},
        {u"held"_s, Tr::tr("In conversation"), 0, 0, whose, {}},
        {u"level.in_time"_s, Tr::tr("Answered in time"), dayFromMs, 0, whose, {}},
        {u"wait.mean"_s, Tr::tr("Average wait"), dayFromMs, 0, whose, {}},
        {u"abandoned"_s, Tr::tr("Left while waiting"), dayFromMs, 0, whose, {}},
        {u"queued"_s, Tr::tr("Arrivals of the last hour"), hourMs, 0, whose, {}}};
}

void BoardMenus::addStatuses(QMenu *menu, const model::BoardAgent &agent) const
{
    auto *statuses = new QActionGroup(menu);
    for (const Status status :
         {Status::Available, Status::Finishing, Status::Away, Status::Offline}) {
        QAction *action = menu->addAction(
            statusIcon(context.theme, status), statusName(status), menu,
            [&to = supervision, id = agent.key, status] { to.setStatus(id, status); });
        action->setObjectName(u"status-"_s + model::wireName(status));
        action->setCheckable(true);
        action->setChecked(agent.status == model::wireName(status));
        statuses->addAction(action);
    }
}

//! All of them, or some: the last one cannot be taken away, for he would be given nobody.
void BoardMenus::addQueues(QMenu *menu, const model::BoardAgent &agent) const
{
    QMenu *list = menu->addMenu(Tr::tr("Queues"));
    list->setObjectName(u"agentQueues"_s);
    const desk::AgentRecord record = context.store.table().agents.value(agent.key);
    QList<QueueId> all;
    for (const model::QueueInfo &queue : context.store.queues())
        all += queue.id;
    const QList<QueueId> now = record.queues.value_or(all);
    for (const QueueId &queue : std::as_const(all)) {
        QList<QueueId> wanted = now;
        if (!wanted.removeOne(queue))
            wanted += queue;
        const bool isAll = std::ranges::all_of(
            all, [&wanted](const QueueId &each) { return wanted.contains(each); });
        QAction *action
            = list->addAction(menuText(context.store.queueName(queue)), list,
                              [&to = supervision, id = agent.key, wanted, isAll] {
                                  to.setQueues(id, isAll ? std::nullopt : std::optional(wanted));
                              });
        action->setObjectName(u"queue-"_s + queue.value());
        action->setCheckable(true);
        action->setChecked(record.serves(queue));
        action->setEnabled(!wanted.isEmpty());
    }
}

//! As all have it, one of the usual ones, or any other.
void BoardMenus::addBounds(QMenu *menu, const model::BoardAgent &agent, QWidget *parent) const
{
    QMenu *list = menu->addMenu(Tr::tr("Bound"));
    list->setObjectName(u"agentBound"_s);
    const auto own = context.store.table().agents.value(agent.key).bound;
    const auto add = [&](const QString &name, const QString &text, std::optional<double> bound) {
        QAction *action = list->addAction(
            text, list, [&to = supervision, id = agent.key, bound] { to.setBound(id, bound); });
        action->setObjectName(u"bound-"_s + name);
        action->setCheckable(true);
        action->setChecked(own == bound);
    };
    add(u"usual"_s, Tr::tr("As configured"), std::nullopt);
    for (const double bound : UsualBounds)
        add(QString::number(bound), model::hundredths(bound), bound);
    list->addAction(
        Tr::tr("Another…"), list, [&to = supervision, parent, id = agent.key, now = agent.bound] {
            auto *question = new QInputDialog(parent);
            question->setObjectName(u"boundDialog"_s);
            question->setAttribute(Qt::WA_DeleteOnClose);
            question->setInputMode(QInputDialog::DoubleInput);
            question->setDoubleRange(BoundStep, MostBound);
            question->setDoubleDecimals(2);
            question->setDoubleStep(BoundStep);
            question->setDoubleValue(now);
            question->setWindowTitle(Tr::tr("Bound"));
            question->setLabelText(
                Tr::tr("Is given another customer while the sum of presence is at most"));
            QObject::connect(question, &QInputDialog::doubleValueSelected, question,
                             [&to, id](double bound) { to.setBound(id, bound); });
            question->open();
        });
}

//! Open and closed are by hand, whatever the hours, until somebody leaves it to them again.
void BoardMenus::addPlatforms(QMenu *menu, const model::BoardQueue &queue) const
{
    const QList<model::PlatformInfo> platforms = context.store.platforms();
    for (const model::PlatformInfo &platform : platforms) {
        if (platform.queue != queue.key)
            continue;
        const QString id = platform.id.value();
        QMenu *list = menu->addMenu(menuText(Tr::tr("Platform %1").arg(id)));
        list->setObjectName(u"platform-"_s + id);
        auto *choices = new QActionGroup(list);
        const auto byHand = context.store.table().isOpenByHand(platform.id);
        const auto add = [&](const QString &name, const QString &text, std::optional<bool> isOpen) {
            QAction *action = list->addAction(text, list, [&to = supervision, platform, isOpen] {
                to.setOpen(platform.id, isOpen);
            });
            action->setObjectName(u"platform-%1-%2"_s.arg(name, id));
            action->setCheckable(true);
            action->setChecked(byHand == isOpen);
            choices->addAction(action);
        };
        add(u"hours"_s, Tr::tr("By its opening hours"), std::nullopt);
        add(u"open"_s, Tr::tr("Open now"), true);
        add(u"closed"_s, Tr::tr("Closed now"), false);
    }
}

} // namespace sermo::ui
