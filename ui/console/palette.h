// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFrame>
#include <QPointer>
#include <QStandardItemModel>

#include <functional>

class QLineEdit;
class QListView;

namespace sermo::ui
{

class Theme;

//! One thing that the palette can find.
struct PaletteItem {
    enum class Kind { Action, Session, Customer, Reply, Text };

    Kind kind = Kind::Action;
    QString name; //!< what is searched first
    QString detail; //!< searched as well
    QString keys; //!< shown at the end
    std::function<void()> run;
};

//! The command palette: letters find whatever there is, actions, customers, canned replies and what
//! was said; Enter does it. Lies over the window, a part of it; gone when the keyboard leaves it,
//! which then is where it was.
class Palette : public QFrame
{
    Q_OBJECT
    Q_PROPERTY(QStringList names READ names)
public:
    using Source = std::function<QList<PaletteItem>(const QString &typed)>;
    static constexpr int Most = 40; //!< rows shown

    Palette(const Theme &theme, const Source &source, QWidget *window);

    void open();
    [[nodiscard]] QStringList names() const; //!< shown, the best first

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void search(const QString &typed);
    void leave();
    void move(int rows);
    void run(const QModelIndex &index);

    Source m_source;
    QLineEdit *m_field;
    QListView *m_list;
    QStandardItemModel m_model;
    QList<PaletteItem> m_found;
    QPointer<QWidget> m_before; //!< had the keyboard
};

//! The best of them for what was typed, at most so many; nothing typed: as they come.
[[nodiscard]] QList<PaletteItem> bestOf(const QList<PaletteItem> &items, const QString &typed,
                                        int most);

} // namespace sermo::ui
