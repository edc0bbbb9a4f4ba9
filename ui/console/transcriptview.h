// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/console/bubblelayout.h"
#include "ui/console/bubblepainter.h"
#include "ui/console/markedtext.h"
#include "ui/console/rowheights.h"
#include "ui/console/textwork.h"

#include <QAbstractScrollArea>
#include <QCache>
#include <QPointer>
#include <QSet>
#include <QTimer>

#include <functional>

class QMenu;
class QPushButton;
class QScrollBar;

namespace sermo::model
{
class TranscriptModel;
}

namespace sermo::ui
{

class Theme;

//! A conversation as bubbles. Rows are laid out when they are first seen and kept; the others are
//! guessed and worked out in idle moments: ten thousand open at once, and no frame lays out more
//! than textwork.h allows. A text longer than ShownOfText is shown whole when the agent asks. Stays
//! at the end unless he has scrolled away; then a pill tells of new ones. Arrow keys choose a
//! bubble, Ctrl+C copies it. Assistive technology sees a list with a child for each row.
class TranscriptView : public QAbstractScrollArea
{
    Q_OBJECT
    Q_PROPERTY(QStringList texts READ texts)
    Q_PROPERTY(QStringList visibleTexts READ visibleTexts)
    Q_PROPERTY(QStringList captions READ captions)
    Q_PROPERTY(QStringList images READ images)
    Q_PROPERTY(bool atEnd READ isAtEnd)
public:
    TranscriptView(const Theme &theme, QWidget *parent = nullptr);
    ~TranscriptView() override;

    void setModel(model::TranscriptModel *model); //!< not owned; null: nothing
    [[nodiscard]] model::TranscriptModel *model() const;
    void setImages(model::ImageLibrary *images); //!< not owned; null: places for them
    void setColour(int number); //!< of the session (Tokens::session)
    void setOwnName(const QString &name);
    void setToday(const QDate &today);
    [[nodiscard]] bool isAtEnd() const;
    void scrollToEnd();

    [[nodiscard]] int currentRow() const { return m_current; } //!< -1: none
    void setCurrentRow(int row);
    [[nodiscard]] QString selectedText() const; //!< marked text, else the current bubble's
    void copy() const;

    [[nodiscard]] QStringList texts() const; //!< of all rows
    [[nodiscard]] QStringList visibleTexts() const; //!< of those in the viewport
    [[nodiscard]] QStringList captions() const; //!< of those in the viewport
    [[nodiscard]] QStringList images() const; //!< of those in the viewport: `ready`, `loading`, …
    [[nodiscard]] QString describe(int row) const; //!< one row in words: who, what, when
    [[nodiscard]] QRect rowRect(int row) const; //!< in the viewport
    [[nodiscard]] QRect imageRect(int row); //!< in the viewport; empty: none
    [[nodiscard]] QRect linkRect(int row, int number); //!< in the viewport; empty: none
    [[nodiscard]] QRect lettersRect(int row, int from, int length); //!< as far as they stand
    void mark(int row, int from, int length); //!< goes there, and marks these letters
    [[nodiscard]] QRect moreRect(int row); //!< in the viewport; empty: nothing more to show
    void openText(int row); //!< all of a long one
    [[nodiscard]] bool isWorking() const { return m_idle.isActive(); } //!< not all is laid out
    [[nodiscard]] int hardestFrame() const { return m_work.hardest(); } //!< textwork.h

signals:
    void retryRequested(const sermo::EventId &message);
    void discardRequested(const sermo::EventId &message);
    void imageOpenRequested(const sermo::ImageId &image);
    void linkActivated(const QUrl &url); //!< http or https

protected:
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;
    void mouseDoubleClickEvent(QMouseEvent *event) override;
    void contextMenuEvent(QContextMenuEvent *event) override;
    void focusInEvent(QFocusEvent *event) override;
    void focusOutEvent(QFocusEvent *event) override;
    void scrollContentsBy(int dx, int dy) override;
    bool viewportEvent(QEvent *event) override;

private:
    void restyle();
    void handleInserted(int first, int last);
    void handleRemoved(int first, int last);
    void handleMoved(int from, int to); //!< one row; `to` as it stands afterwards
    void handleChanged(int first, int last);
    void handleReset();
    void handleImage(const ImageId &image);
    void rowChanged(int row);
    void renumber(const std::function<int(int row)> &now); //!< rows stand there; -1: gone
    void relayoutAll();
    void workOut(); //!< some of the rows that are only guessed
    [[nodiscard]] const BubbleLayout &layoutOf(int row);
    [[nodiscard]] RowSurroundings around(int row) const;
    const BubbleLayout &keep(int row, BubbleLayout &&layout);
    void ensureKnown(int from, int to); //!< as far as this frame has time
    void spend(int work);
    bool growSeen(); //!< one piece of a text in sight that is not all there; false: none is
    void showMark(); //!< once the marked letters stand
    void updateRange(bool stayAtEnd);
    void updatePill();
    [[nodiscard]] int contentTop() const; //!< a short conversation stands at the foot
    [[nodiscard]] std::pair<int, int> visibleRows() const;
    [[nodiscard]] int rowAtPoint(const QPoint &point) const;
    [[nodiscard]] BubbleMarks marksOf(int row) const;
    [[nodiscard]] ImageId imageOf(int row) const; //!< empty: none
    [[nodiscard]] int imageRowAt(const QPoint &point); //!< -1: no image there
    void activateImage(int row); //!< a closer look, or another attempt
    [[nodiscard]] std::optional<model::Link> linkAt(const QPoint &point); //!< in the viewport
    [[nodiscard]] QList<model::Link> linksOf(int row) const;
    void addActions(QMenu &menu, int row); //!< that this row has
    [[nodiscard]] int moreAt(const QPoint &point); //!< the row whose rest a click shows; or -1

    const Theme &m_theme;
    QPointer<model::TranscriptModel> m_model;
    QPointer<model::ImageLibrary> m_images;
    BubbleStyle m_style;
    int m_colour = 0;
    RowHeights m_heights;
    QCache<int, BubbleLayout> m_layouts; //!< of the width and style in force
    QTimer m_idle;
    QScrollBar *m_overlay; //!< what is seen of the scroll bar
    QPushButton *m_pill;
    int m_current = -1;
    int m_unseen = 0; //!< rows that came while the agent was scrolled away
    MarkedText m_selection;
    bool m_isMarkDue = false; //!< what is marked is still to be shown
    QSet<int> m_opened; //!< long texts of which all is wanted
    FrameWork m_work;
    int m_pressedImage = -1; //!< the row whose image the button went down on
};

} // namespace sermo::ui
