// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/console/emoji.h"

#include "ui/model/fuzzy.h"

#include <QCoreApplication>

namespace sermo::ui
{

using namespace Qt::StringLiterals;

namespace
{

struct Row {
    QStringView sign;
    const char *words; //!< its name, and what else it is found by
};

// clang-format off
constexpr Row Table[] = {
    {u"😀", QT_TRANSLATE_NOOP("Emoji", "happy, smile, grin")},
    {u"🙂", QT_TRANSLATE_NOOP("Emoji", "friendly, slight smile")},
    {u"😊", QT_TRANSLATE_NOOP("Emoji", "pleased, warm smile, blush")},
    {u"😉", QT_TRANSLATE_NOOP("Emoji", "wink")},
    {u"😃", QT_TRANSLATE_NOOP("Emoji", "joyful, laugh")},
    {u"😄", QT_TRANSLATE_NOOP("Emoji", "beaming, smile")},
    {u"😁", QT_TRANSLATE_NOOP("Emoji", "grinning, teeth")},
    {u"😂", QT_TRANSLATE_NOOP("Emoji", "laughing with tears")},
    {u"🤗", QT_TRANSLATE_NOOP("Emoji", "hug, embrace")},
    {u"😍", QT_TRANSLATE_NOOP("Emoji", "in love, hearts")},
    {u"😎", QT_TRANSLATE_NOOP("Emoji", "cool, sunglasses")},
    {u"🤔", QT_TRANSLATE_NOOP("Emoji", "thinking, hm")},
    {u"😅", QT_TRANSLATE_NOOP("Emoji", "phew, sweat")},
    {u"😮", QT_TRANSLATE_NOOP("Emoji", "surprised, oh")},
    {u"😯", QT_TRANSLATE_NOOP("Emoji", "astonished")},
    {u"😕", QT_TRANSLATE_NOOP("Emoji", "confused, puzzled")},
    {u"😟", QT_TRANSLATE_NOOP("Emoji", "worried")},
    {u"😞", QT_TRANSLATE_NOOP("Emoji", "disappointed")},
    {u"😢", QT_TRANSLATE_NOOP("Emoji", "sad, tear")},
    {u"😭", QT_TRANSLATE_NOOP("Emoji", "crying")},
    {u"😡", QT_TRANSLATE_NOOP("Emoji", "angry")},
    {u"😴", QT_TRANSLATE_NOOP("Emoji", "sleeping, tired")},
    {u"🤒", QT_TRANSLATE_NOOP("Emoji", "ill, fever")},
    {u"🤷", QT_TRANSLATE_NOOP("Emoji", "shrug, no idea")},
    {u"🙏", QT_TRANSLATE_NOOP("Emoji", "please, thanks, pray")},
    {u"👍", QT_TRANSLATE_NOOP("Emoji", "thumbs up, good, yes")},
    {u"👎", QT_TRANSLATE_NOOP("Emoji", "thumbs down, bad, no")},
    {u"👌", QT_TRANSLATE_NOOP("Emoji", "okay, fine")},
    {u"👏", QT_TRANSLATE_NOOP("Emoji", "applause, clap")},
    {u"🙌", QT_TRANSLATE_NOOP("Emoji", "hooray, hands up")},
    {u"💪", QT_TRANSLATE_NOOP("Emoji", "strong, muscle")},
    {u"👋", QT_TRANSLATE_NOOP("Emoji", "hello, wave, goodbye")},
    {u"🤝", QT_TRANSLATE_NOOP("Emoji", "handshake, deal")},
    {u"✌️", QT_TRANSLATE_NOOP("Emoji", "victory, peace")},
    {u"🤞", QT_TRANSLATE_NOOP("Emoji", "fingers crossed, luck")},
    {u"👉", QT_TRANSLATE_NOOP("Emoji", "there, point right")},
    {u"👇", QT_TRANSLATE_NOOP("Emoji", "below, point down")},
    {u"✍️", QT_TRANSLATE_NOOP("Emoji", "writing")},
    {u"❤️", QT_TRANSLATE_NOOP("Emoji", "heart, love, red")},
    {u"💙", QT_TRANSLATE_NOOP("Emoji", "blue heart")},
    {u"💚", QT_TRANSLATE_NOOP("Emoji", "green heart")},
    {u"💛", QT_TRANSLATE_NOOP("Emoji", "yellow heart")},
    {u"💔", QT_TRANSLATE_NOOP("Emoji", "broken heart")},
    {u"✨", QT_TRANSLATE_NOOP("Emoji", "sparkles, shiny")},
    {u"⭐", QT_TRANSLATE_NOOP("Emoji", "star")},
    {u"🌟", QT_TRANSLATE_NOOP("Emoji", "shining star")},
    {u"🎉", QT_TRANSLATE_NOOP("Emoji", "party, congratulations")},
    {u"🎈", QT_TRANSLATE_NOOP("Emoji", "balloon")},
    {u"🎁", QT_TRANSLATE_NOOP("Emoji", "gift, present")},
    {u"🎂", QT_TRANSLATE_NOOP("Emoji", "cake, birthday")},
    {u"🏆", QT_TRANSLATE_NOOP("Emoji", "trophy, winner")},
    {u"🔥", QT_TRANSLATE_NOOP("Emoji", "fire, hot")},
    {u"✅", QT_TRANSLATE_NOOP("Emoji", "done, check, yes")},
    {u"☑️", QT_TRANSLATE_NOOP("Emoji", "ticked box")},
    {u"❌", QT_TRANSLATE_NOOP("Emoji", "wrong, cross, no")},
    {u"⚠️", QT_TRANSLATE_NOOP("Emoji", "warning, caution")},
    {u"❗", QT_TRANSLATE_NOOP("Emoji", "important, exclamation")},
    {u"❓", QT_TRANSLATE_NOOP("Emoji", "question")},
    {u"ℹ️", QT_TRANSLATE_NOOP("Emoji", "information")},
    {u"🚫", QT_TRANSLATE_NOOP("Emoji", "forbidden, not allowed")},
    {u"🆗", QT_TRANSLATE_NOOP("Emoji", "ok button")},
    {u"🆕", QT_TRANSLATE_NOOP("Emoji", "new")},
    {u"🔴", QT_TRANSLATE_NOOP("Emoji", "red dot, off")},
    {u"🟢", QT_TRANSLATE_NOOP("Emoji", "green dot, on")},
    {u"🟡", QT_TRANSLATE_NOOP("Emoji", "yellow dot")},
    {u"🔔", QT_TRANSLATE_NOOP("Emoji", "bell, reminder")},
    {u"⏰", QT_TRANSLATE_NOOP("Emoji", "alarm clock, time")},
    {u"⏳", QT_TRANSLATE_NOOP("Emoji", "hourglass, wait")},
    {u"🕐", QT_TRANSLATE_NOOP("Emoji", "clock, hour")},
    {u"📅", QT_TRANSLATE_NOOP("Emoji", "calendar, date")},
    {u"📞", QT_TRANSLATE_NOOP("Emoji", "telephone, call")},
    {u"📱", QT_TRANSLATE_NOOP("Emoji", "mobile phone")},
    {u"💻", QT_TRANSLATE_NOOP("Emoji", "computer, laptop")},
    {u"🖥️", QT_TRANSLATE_NOOP("Emoji", "screen, desktop")},
    {u"🖨️", QT_TRANSLATE_NOOP("Emoji", "printer")},
    {u"⌨️", QT_TRANSLATE_NOOP("Emoji", "keyboard")},
    {u"🖱️", QT_TRANSLATE_NOOP("Emoji", "mouse")},
    {u"📶", QT_TRANSLATE_NOOP("Emoji", "signal, wifi, bars")},
    {u"🌐", QT_TRANSLATE_NOOP("Emoji", "internet, globe")},
    {u"📡", QT_TRANSLATE_NOOP("Emoji", "antenna, satellite")},
    {u"📺", QT_TRANSLATE_NOOP("Emoji", "television")},
    {u"🔌", QT_TRANSLATE_NOOP("Emoji", "plug, power")},
    {u"🔋", QT_TRANSLATE_NOOP("Emoji", "battery")},
    {u"💡", QT_TRANSLATE_NOOP("Emoji", "idea, light bulb")},
    {u"🔧", QT_TRANSLATE_NOOP("Emoji", "wrench, repair")},
    {u"🔨", QT_TRANSLATE_NOOP("Emoji", "hammer")},
    {u"⚙️", QT_TRANSLATE_NOOP("Emoji", "settings, gear")},
    {u"🔑", QT_TRANSLATE_NOOP("Emoji", "key")},
    {u"🔒", QT_TRANSLATE_NOOP("Emoji", "locked, secure")},
    {u"🔓", QT_TRANSLATE_NOOP("Emoji", "unlocked")},
    {u"🔍", QT_TRANSLATE_NOOP("Emoji", "search, magnifier")},
    {u"📧", QT_TRANSLATE_NOOP("Emoji", "email, letter")},
    {u"📨", QT_TRANSLATE_NOOP("Emoji", "incoming envelope")},
    {u"📦", QT_TRANSLATE_NOOP("Emoji", "parcel, package")},
    {u"🚚", QT_TRANSLATE_NOOP("Emoji", "delivery, truck")},
    {u"📄", QT_TRANSLATE_NOOP("Emoji", "document, page")},
    {u"📎", QT_TRANSLATE_NOOP("Emoji", "paper clip, attachment")},
    {u"📝", QT_TRANSLATE_NOOP("Emoji", "note, memo")},
    {u"📊", QT_TRANSLATE_NOOP("Emoji", "chart, statistics")},
    {u"📈", QT_TRANSLATE_NOOP("Emoji", "rising, up")},
    {u"📉", QT_TRANSLATE_NOOP("Emoji", "falling, down")},
    {u"💰", QT_TRANSLATE_NOOP("Emoji", "money")},
    {u"💳", QT_TRANSLATE_NOOP("Emoji", "card, payment")},
    {u"🧾", QT_TRANSLATE_NOOP("Emoji", "receipt, invoice")},
    {u"💸", QT_TRANSLATE_NOOP("Emoji", "expensive, money gone")},
    {u"🏠", QT_TRANSLATE_NOOP("Emoji", "home, house")},
    {u"🏢", QT_TRANSLATE_NOOP("Emoji", "office, building")},
    {u"📍", QT_TRANSLATE_NOOP("Emoji", "place, pin")},
    {u"🚗", QT_TRANSLATE_NOOP("Emoji", "car")},
    {u"🚌", QT_TRANSLATE_NOOP("Emoji", "bus")},
    {u"🚆", QT_TRANSLATE_NOOP("Emoji", "train")},
    {u"✈️", QT_TRANSLATE_NOOP("Emoji", "plane, travel")},
    {u"🚲", QT_TRANSLATE_NOOP("Emoji", "bicycle")},
    {u"☀️", QT_TRANSLATE_NOOP("Emoji", "sun, nice weather")},
    {u"🌧️", QT_TRANSLATE_NOOP("Emoji", "rain")},
    {u"❄️", QT_TRANSLATE_NOOP("Emoji", "snow, cold")},
    {u"⚡", QT_TRANSLATE_NOOP("Emoji", "lightning, fast")},
    {u"🌈", QT_TRANSLATE_NOOP("Emoji", "rainbow")},
    {u"🌸", QT_TRANSLATE_NOOP("Emoji", "flower, spring")},
    {u"🌲", QT_TRANSLATE_NOOP("Emoji", "tree")},
    {u"🎄", QT_TRANSLATE_NOOP("Emoji", "christmas tree")},
    {u"🐶", QT_TRANSLATE_NOOP("Emoji", "dog")},
    {u"🐱", QT_TRANSLATE_NOOP("Emoji", "cat")},
    {u"☕", QT_TRANSLATE_NOOP("Emoji", "coffee")},
    {u"🍕", QT_TRANSLATE_NOOP("Emoji", "pizza")},
    {u"🍎", QT_TRANSLATE_NOOP("Emoji", "apple")},
    {u"🎵", QT_TRANSLATE_NOOP("Emoji", "music")},
    {u"⚽", QT_TRANSLATE_NOOP("Emoji", "football")},
    {u"🎮", QT_TRANSLATE_NOOP("Emoji", "game")},
    {u"📷", QT_TRANSLATE_NOOP("Emoji", "camera, photo")},
    {u"👨‍💻", QT_TRANSLATE_NOOP("Emoji", "technician")},
    {u"👩‍💼", QT_TRANSLATE_NOOP("Emoji", "colleague")},
    {u"👶", QT_TRANSLATE_NOOP("Emoji", "baby")},
    {u"👀", QT_TRANSLATE_NOOP("Emoji", "looking, eyes")},
    {u"💬", QT_TRANSLATE_NOOP("Emoji", "speech, chat")},
    {u"👻", QT_TRANSLATE_NOOP("Emoji", "ghost")},
    {u"🤖", QT_TRANSLATE_NOOP("Emoji", "robot, bot")},
    {u"➡️", QT_TRANSLATE_NOOP("Emoji", "arrow right")},
    {u"⬅️", QT_TRANSLATE_NOOP("Emoji", "arrow left")},
    {u"⬆️", QT_TRANSLATE_NOOP("Emoji", "arrow up")},
    {u"⬇️", QT_TRANSLATE_NOOP("Emoji", "arrow down")},
    {u"🔄", QT_TRANSLATE_NOOP("Emoji", "again, refresh, restart")},
    {u"➕", QT_TRANSLATE_NOOP("Emoji", "plus, more")},
    {u"➖", QT_TRANSLATE_NOOP("Emoji", "minus, less")},
};
// clang-format on

Emoji named(const Row &row)
{
    const QString english = QString::fromLatin1(row.words);
    const QString own = QCoreApplication::translate("Emoji", row.words);
    return {row.sign.toString(), own.section(u',', 0, 0), model::folded(own + u", "_s + english)};
}

} // namespace

const QList<Emoji> &emojis()
{
    static const QList<Emoji> all = [] {
        QList<Emoji> list;
        for (const Row &row : Table)
            list += named(row);
        return list;
    }();
    return all;
}

} // namespace sermo::ui
