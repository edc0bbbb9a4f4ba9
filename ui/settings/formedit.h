// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QJsonArray>
#include <QJsonObject>
#include <QWidget>

class QCheckBox;
class QComboBox;
class QLineEdit;
class QPushButton;
class QVBoxLayout;

namespace sermo::ui
{

//! The questions that a customer answers before a chat (`platforms[].form`), one a row.
class FormEdit : public QWidget
{
    Q_OBJECT
public:
    explicit FormEdit(QWidget *parent = nullptr);

    void setForm(const QJsonArray &form); //!< changes nothing by itself
    [[nodiscard]] QJsonArray form() const;
    void pointAt(const QString &key); //!< `[0].label`

signals:
    void edited();

private:
    struct Question {
        QWidget *row;
        QLineEdit *label;
        QComboBox *type;
        QCheckBox *required;
        QLineEdit *options;
        QJsonObject read; //!< as it was: what is not shown here stays
    };
    void add(const QJsonObject &question);
    void connectRow(const Question &question, QPushButton *remove);
    void rename();
    [[nodiscard]] QJsonObject value(const Question &question, const QStringList &taken) const;

    QVBoxLayout *m_rows;
    QPushButton *m_add;
    QList<Question> m_questions;
};

} // namespace sermo::ui
