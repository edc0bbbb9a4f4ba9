// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QMenu>
#include <QPlainTextEdit>
#include <QTextCursor>

namespace sermo::ui
{

//! Where the agent writes: plain text, Enter sends (once a press), Shift+Enter breaks the line.
//! Grows with its text from two lines to six.
class Composer : public QPlainTextEdit
{
    Q_OBJECT
public:
    explicit Composer(QWidget *parent = nullptr);

    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;

    //! What an agent may put into a message beside words: pictures, and files that are some.
    [[nodiscard]] static bool hasPictures(const QMimeData &source);

signals:
    void edited(); //!< the words are others; textChanged() also tells of how they look
    void sendRequested();
    void picturesInserted(const QMimeData &source); //!< pasted or dropped; only while emitted
    //! It is about to open, and may be given more; `at`: the place in the text it is asked for.
    void menuRequested(QMenu *menu, const QTextCursor &at);

protected:
    void keyPressEvent(QKeyEvent *event) override;
    void contextMenuEvent(QContextMenuEvent *event) override;
    [[nodiscard]] bool canInsertFromMimeData(const QMimeData *source) const override;
    void insertFromMimeData(const QMimeData *source) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    void handleText();
    void fitHeight();
    [[nodiscard]] int lineCount() const;

    QString m_words; //!< of which edited() told
};

} // namespace sermo::ui
