// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

#include <functional>

class QLineEdit;
class QToolButton;
class QVBoxLayout;

namespace sermo::ui
{

class Theme;

//! What a session is about, a word each: a click takes one away, the plus adds one, and known ones
//! are offered while it is written.
class TagRow : public QWidget
{
    Q_OBJECT
    Q_PROPERTY(QStringList words READ words)
public:
    static constexpr int MaxWord = 40; //!< characters

    using Known = std::function<QStringList()>; //!< offered while one is written

    TagRow(const Theme &theme, const Known &known, QWidget *parent = nullptr);

    void present(const QStringList &words);
    [[nodiscard]] const QStringList &words() const { return m_words; }
    void write(); //!< as the plus does
    void leave(); //!< what was being written is nobody's

signals:
    void added(const QString &word);
    void removed(const QString &word);

protected:
    void keyPressEvent(QKeyEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    void fill();
    void take();
    [[nodiscard]] QToolButton *chip(int number);

    const Theme &m_theme;
    Known m_known;
    QStringList m_words;
    QVBoxLayout *m_rows, *m_lines;
    QToolButton *m_add;
    QLineEdit *m_field;
};

} // namespace sermo::ui
