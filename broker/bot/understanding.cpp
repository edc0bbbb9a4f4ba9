// SPDX-License-Identifier: GPL-3.0-or-later
#include "broker/bot/understanding.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace sermo::bot
{

namespace
{

constexpr auto QueuePrefix = "reception:queue:"_L1;

// Words as they are compared: small letters, single spaces, no punctuation at the end.
QString plain(const QString &text)
{
    QString words = text.toLower().simplified();
    while (!words.isEmpty() && words.back().isPunct())
        words.chop(1);
    return words;
}

// Whether a word of the text begins so: `betal` is in `betalning`, `fel` is not in `mefel`.
bool hasWord(const QString &text, const QString &beginning)
{
    for (qsizetype at = text.indexOf(beginning); at >= 0; at = text.indexOf(beginning, at + 1)) {
        if (at == 0 || !text[at - 1].isLetterOrNumber())
            return true;
    }
    return false;
}

bool tellsOf(const QString &text, const Phrases::QueueWords &words)
{
    return std::ranges::any_of(
        words.keywords, [&text](const QString &word) { return hasWord(text, word.toLower()); });
}

} // namespace

QString payload::forQueue(const QueueId &queue)
{
    return QueuePrefix + queue.value();
}

bool isButton(const event::Text &text)
{
    const QString &payload = text.quickReplyPayload;
    return payload.startsWith(QueuePrefix) || payload == payload::NoNumber
        || payload == payload::Yes || payload == payload::No || payload == payload::StillHere;
}

QString labelOf(const QueueId &queue, const Phrases &phrases, const desk::DeskConfig &config)
{
    if (const auto words = phrases.queues.constFind(queue); words != phrases.queues.cend())
        return words->label;
    const desk::Queue *known = config.queue(queue);
    return known && !known->name.isEmpty() ? known->name : queue.value();
}

QueueId queueMeant(const event::Text &text, const Phrases &phrases, const desk::DeskConfig &config)
{
    if (text.quickReplyPayload.startsWith(QueuePrefix)) {
        const QueueId pressed(text.quickReplyPayload.sliced(QueuePrefix.size()));
        return config.queue(pressed) ? pressed : QueueId();
    }
    const QString said = plain(text.text);
    if (said.isEmpty())
        return {};
    QList<QueueId> told;
    for (const desk::Queue &queue : config.queues) {
        if (said == plain(labelOf(queue.id, phrases, config)) || said == plain(queue.name))
            return queue.id;
        if (tellsOf(said, phrases.queues.value(queue.id)))
            told += queue.id;
    }
    return told.size() == 1 ? told.constFirst() : QueueId();
}

QString customerNumberIn(const QString &text, const QRegularExpression &pattern)
{
    // A run of digits, with what people put between them.
    static const QRegularExpression run(u"[0-9](?:[ \\x{00a0}-]?[0-9])*"_s);
    static const QRegularExpression between(u"[^0-9]"_s);
    for (auto runs = run.globalMatch(text); runs.hasNext();) {
        QString digits = runs.next().captured();
        digits.remove(between);
        if (pattern.match(digits).hasMatch())
            return digits;
    }
    return {};
}

bool saysNo(const event::Text &text, const Phrases &phrases)
{
    if (isButton(text))
        return text.quickReplyPayload == payload::No;
    const QString said = plain(text.text);
    return said == plain(phrases.no)
        || std::ranges::any_of(phrases.noWords,
                               [&said](const QString &no) { return said == plain(no); });
}

bool lacksNumber(const event::Text &text, const Phrases &phrases)
{
    if (isButton(text))
        return text.quickReplyPayload == payload::NoNumber;
    return plain(text.text) == plain(phrases.noNumber) || saysNo(text, phrases);
}

} // namespace sermo::bot
