// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFrame>

class QLabel;
class QLineEdit;

namespace sermo::ui
{

class Theme;
class TranscriptView;

//! A search in one conversation: letters find, Enter and Shift+Enter (or F3) go from one to the
//! other, the newest first, Escape leaves. Hidden while nobody searches.
class TranscriptSearch : public QFrame
{
    Q_OBJECT
    Q_PROPERTY(QString count READ count)
public:
    TranscriptSearch(const Theme &theme, TranscriptView *transcript, QWidget *parent = nullptr);

    void open();
    [[nodiscard]] QString count() const; //!< "2 of 5", as shown

signals:
    void left(); //!< the keyboard is free

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    struct Match {
        int row, from;
    };
    void search();
    void step(int by);
    void showMatch();
    void leave();

    TranscriptView *m_transcript;
    QLineEdit *m_field;
    QLabel *m_count;
    QList<Match> m_matches; //!< from the oldest
    int m_current = -1;
};

} // namespace sermo::ui
