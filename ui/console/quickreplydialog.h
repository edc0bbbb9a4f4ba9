// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "broker/protocol/eventbody.h"

#include <QDialog>

class QComboBox;
class QLabel;
class QLineEdit;
class QPushButton;
class QVBoxLayout;

namespace sermo::ui
{

//! Builds the buttons under a message: answers that the customer gives by a click, and links to
//! pages. Rows that are empty do not count. Deletes itself.
class QuickReplyDialog : public QDialog
{
    Q_OBJECT
public:
    static constexpr int Most = 8; //!< buttons under one message

    explicit QuickReplyDialog(const QList<event::QuickReply> &replies, QWidget *parent = nullptr);

signals:
    void built(const QList<sermo::event::QuickReply> &replies);

private:
    struct Row {
        QWidget *whole;
        QLineEdit *text;
        QComboBox *kind;
        QLineEdit *value;
        QPushButton *remove;
    };

    void addRow(const event::QuickReply &reply);
    void removeRow(const QWidget *whole);
    void number(); //!< names for tests and for assistive technology
    void judge();
    void build();
    [[nodiscard]] static bool isLink(const Row &row);
    [[nodiscard]] static bool isEmpty(const Row &row);
    [[nodiscard]] QString trouble() const; //!< empty: it can be used

    QList<Row> m_rows;
    QVBoxLayout *m_list;
    QLabel *m_trouble;
    QPushButton *m_add;
    QPushButton *m_use;
};

} // namespace sermo::ui
