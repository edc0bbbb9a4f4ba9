// SPDX-License-Identifier: GPL-3.0-or-later
// The scene of design/console-light.png, told as events.
#include "tests/console/deskscene.h"

#include <QBuffer>
#include <QGuiApplication>
#include <QJsonArray>
#include <QPainter>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace sermo::test
{

namespace
{

const QJsonObject Anders
    = {{u"id"_s, u"anan01"_s}, {u"name"_s, u"Anders Andersson"_s}, {u"type"_s, u"human"_s}};
const QJsonObject Bot = {{u"id"_s, u"bot"_s}, {u"name"_s, u"Bot"_s}};

QJsonObject words(const QString &text, const QJsonObject &speaker)
{
    return {{u"text"_s, text}, {u"agent"_s, speaker}};
}

QJsonObject reply(const QString &text)
{
    return {{u"type"_s, u"postback"_s}, {u"text"_s, text}, {u"payload"_s, text}};
}

//! What a customer photographs: how fast his line is, by somebody's page.
QByteArray speedtest()
{
    QImage screen(480, 272, QImage::Format_RGB32);
    screen.fill(QColor(0x1b, 0x24, 0x38));
    QPainter p(&screen);
    p.setRenderHint(QPainter::Antialiasing);
    const QRectF dial(150, 36, 180, 180);
    p.setPen(QPen(QColor(0x34, 0x41, 0x5c), 18, Qt::SolidLine, Qt::RoundCap));
    p.drawArc(dial, -30 * 16, 240 * 16);
    p.setPen(QPen(QColor(0x3d, 0xd6, 0xb0), 18, Qt::SolidLine, Qt::RoundCap));
    p.drawArc(dial, 162 * 16, 48 * 16); // a fifth of it
    QFont font = QGuiApplication::font();
    font.setPixelSize(46);
    p.setFont(font);
    p.setPen(Qt::white);
    p.drawText(dial, Qt::AlignCenter, u"20,4"_s);
    font.setPixelSize(18);
    p.setFont(font);
    p.drawText(QRectF(0, 196, 480, 40), Qt::AlignCenter, u"Mbit/s"_s);
    p.end();
    QByteArray bytes;
    QBuffer buffer(&bytes);
    buffer.open(QIODevice::WriteOnly);
    screen.save(&buffer, "png");
    return bytes;
}

void start(DeskScene &s, const QString &user, const QString &brand, const QString &intent)
{
    s.inbound(user, u"start"_s,
              {{u"params"_s,
                QJsonObject{{u"platformId"_s, u"webchat"_s},
                            {u"brand"_s, brand},
                            {u"page"_s, u"/kundservice/faktura"_s},
                            {u"intent"_s, intent}}}});
}

void identify(DeskScene &s, const QString &user, const QString &brand, const QString &number,
              const QString &name)
{
    s.internal(user, u"customer_identified"_s,
               {{u"brandId"_s, brand}, {u"customerId"_s, number}, {u"name"_s, name}});
}

void mohamed(DeskScene &s)
{
    const QString user = u"mohamed"_s;
    start(s, user, u"boxer"_s, {});
    s.internal(user, u"customer_identified"_s,
               {{u"brandId"_s, u"boxer"_s}, {u"name"_s, u"Mohamed Al Dakkak"_s}});
    s.internal(user, u"handover_to_queue"_s, {{u"queueId"_s, u"general"_s}});
    s.clock.advance(20s);
    s.internal(user, u"claim_session"_s, {{u"agentId"_s, u"anan01"_s}});
    s.inbound(user, u"text"_s, {{u"text"_s, u"Hej"_s}});
    s.inbound(user, u"text"_s, {{u"text"_s, u"Vad kostar det att flytta abonnemanget?"_s}});
    s.clock.advance(60s);
    s.outbound(user, u"text"_s,
               words(u"Det är kostnadsfritt. Vill du att jag bokar flytten åt dig?"_s, Anders));
    s.clock.advance(50s);
    s.inbound(user, u"client_unload"_s);
}

void mikael(DeskScene &s)
{
    const QString user = u"mikael"_s;
    start(s, user, u"comviq"_s, {});
    identify(s, user, u"comviq"_s, u"27719860"_s, u"Mikael Åkerström"_s);
    s.internal(user, u"handover_to_queue"_s, {{u"queueId"_s, u"technical"_s}});
    s.clock.advance(30s);
    s.internal(user, u"claim_session"_s, {{u"agentId"_s, u"anan01"_s}});
    s.inbound(user, u"text"_s, {{u"text"_s, u"Får bara 20 Mbit fast jag har 100"_s}});
    s.images.images.insert(ImageId(u"speedtest"_s), speedtest());
    s.inbound(user, u"text"_s, {{u"text"_s, QString()}, {u"imageId"_s, u"speedtest"_s}});
    s.clock.advance(45s);
    s.outbound(user, u"text"_s,
               words(u"Tack för bilden! Kör du mätningen med kabel eller via wifi?"_s, Anders));
    s.clock.advance(5s);
    s.inbound(user, u"messages_read"_s,
              {{u"at"_s, s.clock.now().wall().toString(Qt::ISODateWithMs)}});
    s.inbound(user, u"text"_s, {{u"text"_s, u"wifi men datorn står bredvid routern"_s}});
}

void robin(DeskScene &s)
{
    const QString user = u"8a8b5c18-c0dd-467b-bd77-7e7685fadf6d"_s;
    start(s, user, u"comhem"_s, u"Ändra faktura"_s);
    QJsonObject greeting = words(u"Hej! Vad kan jag hjälpa dig med?"_s, Bot);
    greeting["quickReplies"_L1] = QJsonArray{reply(u"Faktura"_s), reply(u"Teknik"_s)};
    s.outbound(user, u"text"_s, greeting);
    s.inbound(user, u"text"_s, {{u"text"_s, u"Jag vill ändra faktura 70557076"_s}});
    identify(s, user, u"comhem"_s, u"1234567"_s, u"Robin Eriksson"_s);
    s.internal(user, u"handover_to_queue"_s, {{u"queueId"_s, u"general"_s}});
    s.clock.advance(42s);
    s.internal(user, u"claim_session"_s, {{u"agentId"_s, u"anan01"_s}});
    s.outbound(
        user, u"text"_s,
        words(
            u"Hej Robin! Jag heter Anders och hjälper dig gärna. Vad vill du ändra på fakturan?"_s,
            Anders));
    s.clock.advance(3s);
    s.inbound(user, u"messages_read"_s,
              {{u"at"_s, s.clock.now().wall().toString(Qt::ISODateWithMs)}});
    s.inbound(user, u"text"_s, {{u"text"_s, u"Den skulle gå till min nya adress"_s}});
    s.internal(
        user, u"note"_s,
        {{u"agentId"_s, u"sara"_s}, {u"text"_s, u"moved 3 Feb, address already updated in CRM"_s}});
}

QJsonObject because(const QString &reason, double weight, QJsonObject figures = {})
{
    figures.insert(u"reason"_s, reason);
    figures.insert(u"weight"_s, weight);
    return figures;
}

QJsonArray reasonsForRobin()
{
    return {because(u"typing"_s, 2.4), because(u"read"_s, 0.8),
            because(u"experience"_s, 0.5, {{u"cases"_s, 412}, {u"came"_s, 355}}),
            because(u"silence"_s, -0.2, {{u"state"_s, u"S1"_s}, {u"seconds"_s, 6}})};
}

} // namespace

void DeskScene::tellAllocations()
{
    const auto weighed = [](const QString &agent, double sum, int open, const QString &bar = {}) {
        return QJsonObject{
            {u"agentId"_s, agent}, {u"sum"_s, sum}, {u"open"_s, open}, {u"bar"_s, bar}};
    };
    internal(
        u"mohamed"_s, u"allocation"_s,
        {{u"agentId"_s, u"sara"_s},
         {u"sum"_s, 0.97},
         {u"bound"_s, 2.0},
         {u"reason"_s, u"returned"_s},
         {u"candidates"_s,
          QJsonArray{weighed(u"anan01"_s, 0, 0, u"place_kept"_s), weighed(u"sara"_s, 0.97, 1)}}});
    clock.advance(87s);
    internal(u"8a8b5c18-c0dd-467b-bd77-7e7685fadf6d"_s, u"allocation"_s,
             {{u"agentId"_s, u"anan01"_s},
              {u"sum"_s, 1.06},
              {u"bound"_s, 2.0},
              {u"reason"_s, u"least_loaded"_s},
              {u"candidates"_s,
               QJsonArray{weighed(u"anan01"_s, 1.06, 2),
                          weighed(u"sara"_s, 2.46, 3, u"over_bound"_s)}}});
    clock.advance(15s);
    internal(u"2f8b5c00"_s, u"allocation"_s,
             {{u"agentId"_s, QJsonValue()},
              {u"sum"_s, 2.14},
              {u"bound"_s, 2.0},
              {u"reason"_s, u"all_over_bound"_s},
              {u"candidates"_s,
               QJsonArray{weighed(u"anan01"_s, 2.14, 3, u"over_bound"_s),
                          weighed(u"sara"_s, 2.46, 3, u"over_bound"_s)}}});
}

void DeskScene::fillLikeThePicture()
{
    internal(
        {}, u"agent_status"_s,
        {{u"agentId"_s, u"sara"_s}, {u"status"_s, u"available"_s}, {u"name"_s, u"Sara Nyström"_s}});
    robin(*this);
    mikael(*this);
    mohamed(*this);
    inbound(u"8a8b5c18-c0dd-467b-bd77-7e7685fadf6d"_s, u"typing_on"_s,
            {{u"text"_s, u"Hej, jag mitt na"_s}});
    bringToQueue(u"omar"_s, u"Omar Haddad"_s, u"technical"_s,
                 u"Routern blinkar rött sedan i morse"_s);
    bringToQueue(u"2f8b5c00"_s, {}, u"general"_s, u"Bredbandet går ner varje kväll efter nio"_s);
    clock.advance(60s);
    bringToQueue(u"karin"_s, u"Karin Lund"_s, u"general"_s, u"Tack!"_s);
    internal(u"karin"_s, u"claim_session"_s, {{u"agentId"_s, u"sara"_s}});
    internal(u"karin"_s, u"agent_done"_s);
    inbound(u"karin"_s, u"text"_s, {{u"text"_s, u"Hej igen"_s}});
    inbound(u"karin"_s, u"typing_on"_s, {{u"text"_s, u"Jag glömde fråga om fakturan"_s}});
    internal(u"karin"_s, u"session_state"_s,
             {{u"state"_s, u"queued"_s}, {u"queueId"_s, u"general"_s}, {u"position"_s, 1}});
    internal(u"2f8b5c00"_s, u"session_state"_s,
             {{u"state"_s, u"queued"_s}, {u"queueId"_s, u"general"_s}, {u"position"_s, 2}});
    internal(u"omar"_s, u"session_state"_s,
             {{u"state"_s, u"queued"_s}, {u"queueId"_s, u"technical"_s}, {u"position"_s, 1}});
    internal({}, u"queue_state"_s,
             {{u"queueId"_s, u"general"_s},
              {u"name"_s, u"Com Hem allmänt"_s},
              {u"waiting"_s, 2},
              {u"longestWaitSeconds"_s, 72}});
    internal({}, u"queue_state"_s,
             {{u"queueId"_s, u"technical"_s},
              {u"name"_s, u"Teknisk support"_s},
              {u"waiting"_s, 1},
              {u"longestWaitSeconds"_s, 18}});
    internal({}, u"queue_state"_s,
             {{u"queueId"_s, u"cancel"_s},
              {u"name"_s, u"Uppsägning"_s},
              {u"waiting"_s, 0},
              {u"longestWaitSeconds"_s, 0}});
    start(*this, u"41c0de77"_s, u"comhem"_s, {});
    const QString presence = u"presence"_s;
    const QList<std::pair<QString, double>> values
        = {{u"8a8b5c18-c0dd-467b-bd77-7e7685fadf6d"_s, 0.93},
           {u"mikael"_s, 0.84},
           {u"mohamed"_s, 0.22}};
    for (const auto &[user, probability] : values)
        internal(user, presence,
                 {{u"probability"_s, probability},
                  {u"reasons"_s, probability > 0.9 ? reasonsForRobin() : QJsonArray()}});
    clock.advance(9s);
    window->tick();
}

} // namespace sermo::test
