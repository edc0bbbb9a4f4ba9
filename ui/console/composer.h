// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QPlainTextEdit>

namespace sermo::ui
{

//! Where the agent writes: plain text, Enter sends, Shift+Enter breaks the line. Grows with its
//! text from two lines to six.
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
    void sendRequested();
    void picturesInserted(const QMimeData &source); //!< pasted or dropped; only while emitted

protected:
    void keyPressEvent(QKeyEvent *event) override;
    [[nodiscard]] bool canInsertFromMimeData(const QMimeData *source) const override;
    void insertFromMimeData(const QMimeData *source) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    void fitHeight();
    [[nodiscard]] int lineCount() const;
};

} // namespace sermo::ui
