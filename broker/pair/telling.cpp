// SPDX-License-Identifier: GPL-3.0-or-later
#include "broker/pair/telling.h"

using namespace Qt::StringLiterals;

namespace sermo::pair
{

using standby::Phase;
using standby::Right;

QString wordFor(Phase phase)
{
    switch (phase) {
    case Phase::Asking:
        return u"asking"_s;
    case Phase::Serving:
        return u"serving"_s;
    case Phase::Aside:
        return u"aside"_s;
    case Phase::SettingApart:
        return u"setting_apart"_s;
    case Phase::Following:
        return u"following"_s;
    case Phase::Offering:
        return u"offering"_s;
    }
    Q_UNREACHABLE();
}

namespace
{

QString wordFor(Right right)
{
    switch (right) {
    case Right::None:
        return u"none"_s;
    case Right::Offer:
        return u"offer"_s;
    case Right::Succeed:
        return u"take-over"_s;
    }
    Q_UNREACHABLE();
}

} // namespace

QJsonObject toJson(const standby::Status &status, bool hosts, standby::Ms now, const QString &apart)
{
    QJsonObject told{{u"role"_s, hosts ? u"host"_s : u"follower"_s},
                     {u"phase"_s, wordFor(status.phase)},
                     {u"term"_s, qint64(status.term)},
                     {u"linked"_s, status.isLinked},
                     {u"inStep"_s, status.isInStep},
                     {u"right"_s, wordFor(status.right)},
                     {u"trouble"_s, status.hasTrouble},
                     {u"head"_s, qint64(status.head)}};
    if (hosts)
        told.insert(u"released"_s, qint64(status.released));
    else
        told.insert(u"heardMsAgo"_s, qint64((now - status.heardAt).count()));
    if (!apart.isEmpty())
        told.insert(u"apart"_s, apart);
    return told;
}

} // namespace sermo::pair
