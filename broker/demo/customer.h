// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "broker/demo/script.h"

#include <QJsonObject>
#include <QRandomGenerator>

namespace sermo::demo
{

//! A simulated customer: what he does next, by what he hears and as time goes by. He reads before
//! he answers, writes letter by letter, hesitates, sends pictures, loses patience, and is sometimes
//! gone without a word. Pure: times are milliseconds of the demonstration's own clock, which runs
//! as fast as is wanted.
class Customer
{
public:
    enum class Deed : quint8 {
        Type, //!< `text` is what stands in his field now; empty: nothing any more
        Say,
        Rate, //!< `text`: the score
        Leave, //!< closes the chat
        Vanish, //!< his browser is gone: not a word
    };
    struct Act {
        Deed deed = Deed::Say;
        QString text = {};
        QString payload = {}; //!< of the button he pressed
        bool hasPicture = false;
    };

    static constexpr qint64 Patience = 300'000; //!< then he leaves, unanswered

    Customer(Story story, quint32 seed, qint64 now);

    void hear(const QJsonObject &event, qint64 now);
    [[nodiscard]] QList<Act> advance(qint64 now);
    [[nodiscard]] bool isGone() const { return m_isGone; }
    [[nodiscard]] const Story &story() const { return m_story; }

private:
    struct Line {
        QString text;
        QString payload;
        bool hasPicture = false;
        bool isHisLast = false; //!< he does not come to its end
    };

    void hearText(const QJsonObject &text, qint64 now);
    void answerReception(const QJsonObject &text, qint64 now);
    void think(const Line &line, qint64 now, qint64 about);
    void sayNext(qint64 now, qint64 about);
    [[nodiscard]] QList<Act> write(qint64 now);
    [[nodiscard]] QString shownAfter(qint64 elapsed) const;
    [[nodiscard]] qint64 writingTime() const;
    [[nodiscard]] QList<Act> goodbye();
    [[nodiscard]] qint64 about(qint64 time); //!< more or less

    const Story m_story;
    QRandomGenerator m_chance;
    std::optional<Line> m_line; //!< what he is about to say
    QString m_shown; //!< stands in his field
    qint64 m_writesFrom = 0;
    qint64 m_heardAt; //!< when something last happened for him
    std::optional<qint64> m_goesAt;
    int m_said = 0; //!< of his story
    bool m_hasTold = false; //!< his number
    bool m_isOver = false; //!< the session
    bool m_isGone = false;
};

} // namespace sermo::demo
