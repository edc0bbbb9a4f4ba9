// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/model/sessionstore.h"
#include "ui/model/telling.h"
#include "ui/model/transcriptmodel.h"

namespace sermo::model
{

//! One customer as the store keeps him: the transcript, what only passes, and what this batch adds.
//! The model hears of a batch once, at commit(), however many events it held.
class Conversation
{
public:
    struct Effect //!< what an event changed beside the transcript
    {
        bool words = false; //!< last words, read marks, the tab
        bool preview = false;
    };

    [[nodiscard]] TranscriptModel *transcript() { return &m_transcript; }
    [[nodiscard]] const LiveState &live() const { return m_live; }
    [[nodiscard]] LiveState &live() { return m_live; }

    //! A stored event. `shown`: it is in the transcript already, on its way or settled.
    Effect record(const Telling &telling, const Names &names, bool shown);
    [[nodiscard]] bool contains(Seq seq) const; //!< in the transcript or in this batch

    //! Of ours, on its way. Whether it shows: texts and notes do.
    bool pend(const Telling &telling, const Names &names);
    void settle(const EventId &id, Seq seq);

    void reword(const Names &names); //!< a name became known
    void commit();
    void clear();

private:
    void tell(Told told, const Names &names, bool shown);
    void explain(const event::Allocation &decision, const Names &names);
    void endWait(const Telling &telling, const Names &names);
    Effect noteLife(const Telling &telling);
    Effect noteWords(const event::Text &text, const Telling &telling, bool hadPreview);
    Effect hush(bool hadPreview);
    void noteTag(const event::Tag &tag);

    TranscriptModel m_transcript;
    LiveState m_live;
    QList<Told> m_told; //!< all of it, to say it anew
    event::Allocation m_allocation; //!< whose claim is still to come
    qsizetype m_wait = -1; //!< the line in m_told whose wait still runs

    struct Settled {
        EventId id;
        Seq seq = 0;
    };
    struct Reworded {
        Seq seq = 0;
        QString text, speaker;
    };
    QList<TranscriptItem> m_fresh; //!< of this batch, as all below
    QList<Settled> m_settled;
    QList<Reworded> m_reworded;
    Seq m_readBefore = 0;
};

} // namespace sermo::model
