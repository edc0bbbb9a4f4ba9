// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/model/alarms.h"

#include "ui/model/names.h"
#include "ui/model/presentedsession.h"

#include <algorithm>
#include <cmath>
#include <functional>

namespace sermo::model
{

using namespace Qt::StringLiterals;

Alarms::Alarms(const SessionStore &store, const BoardQueues &queues, const Clock &clock,
               const AlarmLimits &limits, QObject *parent)
    : RowsModel(parent)
    , m_store(store)
    , m_queues(queues)
    , m_clock(clock)
    , m_limits(limits)
{
    for (const auto changed : {&QAbstractItemModel::rowsInserted, &QAbstractItemModel::rowsRemoved})
        connect(&queues, changed, this, &Alarms::refresh);
    connect(&queues, &QAbstractItemModel::dataChanged, this, &Alarms::refresh);
    connect(&store, &SessionStore::storageTroubleChanged, this, &Alarms::refresh);
    connect(&store, &SessionStore::handsChanged, this, &Alarms::refresh);
    connect(&store, &SessionStore::lessonsTold, this, [this](const auto &lessons) {
        m_calibration.take(lessons);
        refresh();
    });
    connect(&store, &SessionStore::wasReset, this, [this] {
        m_calibration.clear();
        refresh();
    });
    refresh();
}

void Alarms::refresh()
{
    QList<Alarm> alarms;
    if (!m_store.storageTrouble().isEmpty())
        alarms.append({u"storage"_s,
                       tr("The broker cannot store anything: %1").arg(m_store.storageTrouble()),
                       Tone::Bad});
    if (!m_store.storageLoss().isEmpty())
        alarms.append(
            {u"loss"_s,
             tr("The broker has lost messages that it had taken: %1").arg(m_store.storageLoss()),
             Tone::Bad});
    alarms += alarmsOfHands();
    for (const BoardQueue &queue : m_queues.items())
        alarms += alarmsOf(queue);
    alarms += alarmsOfPlatforms();
    if (const auto drift = m_calibration.drift()) {
        const QString by = percent(std::abs(*drift));
        alarms.append({u"calibration"_s,
                       *drift > 0 ? tr("The forecast believes too many to be there: by %1").arg(by)
                                  : tr("The forecast believes too few to be there: by %1").arg(by),
                       Tone::Warn});
    }
    std::ranges::stable_sort(alarms, std::greater(), &Alarm::tone);
    become(alarms);
}

QList<Alarm> Alarms::alarmsOfHands() const
{
    QList<Alarm> alarms;
    const QList<UserId> users = m_store.raisedHands();
    for (const UserId &user : users) {
        const RaisedHand hand = m_store.live(user).hand.value_or(RaisedHand());
        const desk::Session *session = m_store.session(user);
        QString text = tr("%1 asks for help with %2")
                           .arg(m_store.agentName(hand.agent),
                                session ? displayName(*session) : visitorName(user));
        if (!hand.text.isEmpty())
            text += u": "_s + hand.text;
        alarms.append({u"hand:"_s + user.value(), text, Tone::Bad, user});
    }
    return alarms;
}

QList<Alarm> Alarms::alarmsOfPlatforms() const
{
    QList<Alarm> alarms;
    const QList<PlatformInfo> platforms = m_store.platforms();
    for (const PlatformInfo &platform : platforms) {
        if (m_store.table().isOpenByHand(platform.id) == false)
            alarms.append({u"platform:"_s + platform.id.value(),
                           tr("%1 is closed by hand").arg(oneLine(platform.id.value())),
                           Tone::Warn});
    }
    return alarms;
}

QList<Alarm> Alarms::alarmsOf(const BoardQueue &queue) const
{
    QList<Alarm> alarms;
    if (queue.waiting == 0)
        return alarms;
    const QString id = queue.key.value();
    if (queue.staffed == 0)
        alarms.append(
            {u"nobody:"_s + id,
             tr("%1: nobody is available, %n waiting", nullptr, queue.waiting).arg(queue.name),
             Tone::Bad});
    if (queue.waiting >= limitOf(queue.key))
        alarms.append(
            {u"queue:"_s + id,
             tr("%1: the line is long, %n waiting", nullptr, queue.waiting).arg(queue.name),
             Tone::Warn});
    if (!queue.oldestMs)
        return alarms;
    const qint64 seconds = (m_clock.now().wallMs - *queue.oldestMs) / 1000;
    if (seconds >= m_limits.waitSeconds)
        alarms.append({u"wait:"_s + id,
                       tr("%1: somebody has waited for %n minutes", nullptr, int(seconds / 60))
                           .arg(queue.name),
                       Tone::Warn});
    return alarms;
}

int Alarms::limitOf(const QueueId &queue) const
{
    const desk::Queue *known = m_store.config().queue(queue);
    return known && known->maxWaiting > 0 ? known->maxWaiting : m_limits.waiting;
}

} // namespace sermo::model
