// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "broker/protocol/ids.h"
#include "ui/console/columnact.h"
#include "ui/console/consolecontext.h"
#include "ui/console/loadbar.h"

#include <QFrame>

#include <chrono>
#include <optional>

namespace sermo::model
{
struct CannedReply;
}

namespace sermo::desk
{
struct Session;
}

namespace sermo::ui
{

class ColumnFoot;
class ColumnGrip;
class ColumnHeader;
class ColumnNotice;
class ComposerPanel;
class LivePreview;
class TranscriptSearch;
class TranscriptView;

//! One conversation, whole: head, transcript, live preview, composer, foot. Follows the store by
//! what its board tells it; its intents go to the controller.
class ChatColumn : public QFrame
{
    Q_OBJECT
    Q_PROPERTY(int colour READ colour)
    Q_PROPERTY(bool active READ isActive)
    Q_PROPERTY(bool isNew READ isNew)
public:
    using Act = ColumnAct;
    static constexpr int MinWidth = 300;
    static constexpr int MaxWidth = 620; //!< of its own accord
    static constexpr int WidestWidth = 1000; //!< as the agent may have it

    ChatColumn(const ConsoleContext &context, const UserId &user, int colour,
               QWidget *parent = nullptr);

    [[nodiscard]] const UserId &user() const { return m_user; }
    [[nodiscard]] int colour() const { return m_colour; }
    [[nodiscard]] bool isActive() const { return m_active; } //!< the keyboard is in it
    void setActive(bool active);
    [[nodiscard]] bool needsMe() const { return m_needsMe; } //!< he waits for an answer
    [[nodiscard]] bool hasDraft() const;
    //! Whether it goes because the agent has just said so (Done, End, Transfer to a queue, Set
    //! aside), and he has not written to the customer since: his hands are free for the next one.
    [[nodiscard]] bool isLetGo() const;
    //! It came by itself: said in its head until the agent looks at it.
    void setNew(bool isNew);
    [[nodiscard]] bool isNew() const { return m_isNew; }
    //! Its part of the agent's load; none: it does not count, the bot has it.
    [[nodiscard]] std::optional<LoadBar::Share> share() const;

    void refresh(); //!< the session or the time has changed
    void refreshPreview();
    void focusComposer();
    void setChosenWidth(int width); //!< 0: as there is room
    [[nodiscard]] bool may(Act act) const; //!< now
    void perform(Act act); //!< nothing where it may not be
    void insert(const model::CannedReply &reply); //!< into what is being written
    //! Of the transcript, with the keyboard; nothing when it is there no longer.
    void showText(const QString &text, Seq seq, const EventId &id);

signals:
    void headDragged(int globalX);
    void widthPulled(int width); //!< 0: as there is room
    void noticed(const QString &text); //!< why something was not done

protected:
    void resizeEvent(QResizeEvent *event) override;
    void paintEvent(QPaintEvent *event) override;
    void dragEnterEvent(QDragEnterEvent *event) override;
    void dropEvent(QDropEvent *event) override;

private:
    void connectIntents();
    void connectNotice();
    void letGo();
    void refreshNotice(const desk::Session &session);
    void askToEnd();
    void setAside(std::optional<qint64> untilMs);
    void askWhereTo();
    void showReplies();

    ConsoleContext m_context;
    UserId m_user;
    int m_colour;
    bool m_active = false;
    bool m_isNew = false;
    std::optional<std::chrono::milliseconds> m_letGo; //!< when; steady
    bool m_needsMe = false;
    QString m_name;
    ColumnHeader *m_header;
    ColumnNotice *m_notice;
    TranscriptView *m_transcript;
    TranscriptSearch *m_search;
    LivePreview *m_preview;
    ComposerPanel *m_composer;
    ColumnFoot *m_foot;
    ColumnGrip *m_grip;
};

} // namespace sermo::ui
