// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/console/deskscene.h"
#include "ui/console/chatcolumn.h"
#include "ui/console/composer.h"

#include <QAbstractButton>
#include <QJsonArray>
#include <QtTest>

namespace sermo::test
{

using namespace Qt::StringLiterals;

inline const QString Robin = u"8a8b5c18"_s;
inline const QString Karin = u"karin"_s;
inline const QString Me = u"anan01"_s;

//! A desk whose agent is given sessions, with a colleague, Sara, and another queue.
class GivingCase : public QObject
{
    Q_OBJECT

protected:
    void begin()
    {
        m_scene = std::make_unique<DeskScene>();
        m_scene->show();
        m_scene->internal({}, u"agent_status"_s,
                          {{u"agentId"_s, u"sara"_s},
                           {u"status"_s, u"available"_s},
                           {u"name"_s, u"Sara Nyström"_s}});
        m_scene->internal({}, u"queue_state"_s,
                          {{u"queueId"_s, u"technical"_s},
                           {u"name"_s, u"Teknisk support"_s},
                           {u"waiting"_s, 0},
                           {u"longestWaitSeconds"_s, 0}});
        m_scene->link.forgetSent();
    }
    [[nodiscard]] ui::Composer *composer(const QString &user) const
    {
        return m_scene->find<ui::Composer>(u"composer-"_s + user);
    }
    [[nodiscard]] ui::ChatColumn *column(const QString &user) const
    {
        return m_scene->find<ui::ChatColumn>(u"column-"_s + user);
    }
    [[nodiscard]] QString notice(const QString &user) const
    {
        const QWidget *shown = m_scene->find(u"notice-"_s + user);
        return shown && shown->isVisible() ? shown->property("text").toString() : QString();
    }
    [[nodiscard]] QString load() const
    {
        return m_scene->find(u"loadBar"_s)->property("text").toString();
    }
    void give(const QString &user, const QString &name) const
    {
        m_scene->bringToQueue(user, name, u"general"_s, u"Hej"_s);
        m_scene->internal(user, u"claim_session"_s,
                          {{u"agentId"_s, Me}, {u"reason"_s, u"allocated"_s}});
    }
    void presence(const QString &user, double probability, const QJsonArray &reasons = {}) const
    {
        m_scene->internal(user, u"presence"_s,
                          {{u"probability"_s, probability}, {u"reasons"_s, reasons}});
    }
    void pass(std::chrono::milliseconds time) const
    {
        m_scene->clock.advance(time);
        m_scene->window->tick();
    }
    void click(const QString &name) const
    {
        auto *button = m_scene->find<QAbstractButton>(name);
        QVERIFY2(button && button->isVisible(), qPrintable(name));
        QTest::mouseClick(button, Qt::LeftButton);
    }
    [[nodiscard]] QJsonObject sent(const QString &type) const
    {
        const auto all = m_scene->link.sentOfType(type);
        return all.size() == 1 ? all.first() : QJsonObject();
    }

    std::unique_ptr<DeskScene> m_scene;
};

} // namespace sermo::test
