// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

class QLabel;
class QVBoxLayout;

namespace sermo::ui
{

//! One page of the settings: a title, what it is about, fields below each other. GUI thread.
class SettingsPage : public QWidget
{
    Q_OBJECT
public:
    SettingsPage(const QString &name, const QString &title, const QString &about, QWidget *parent);

    [[nodiscard]] const QString &title() const { return m_title; }
    //! Shows what was refused where it was written; false: that is not on this page.
    [[nodiscard]] virtual bool showTrouble(const QString &path, const QString &message);

protected:
    [[nodiscard]] QVBoxLayout *rows() const { return m_rows; }
    //! A field under its name, which a screen reader says too.
    void addField(const QString &name, QWidget *field, const QString &hint = {});
    void addLabel(const QString &role, const QString &text);

private:
    const QString m_title;
    QVBoxLayout *m_rows;
};

//! The same for a layout that is no page.
void addNamed(QVBoxLayout *rows, const QString &name, QWidget *field, const QString &hint = {});

} // namespace sermo::ui
