// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/model/settingslists.h"

#include <QJsonObject>
#include <QWidget>

#include <functional>

class QListView;
class QPushButton;

namespace sermo::model
{
class SettingsDraft;
}

namespace sermo::ui
{

//! What stands at the left of a page that edits one of the configuration's lists: its elements, of
//! which one is chosen, and the buttons that add one and take one away. One always stays. GUI
//! thread; the draft must outlive it.
class ElementList : public QWidget
{
    Q_OBJECT
public:
    struct Names {
        QString list; //!< the key of the configuration: `platforms`
        QString named; //!< the key that names an element: `brand`
        QString one; //!< in object names: `Platform` makes `platformList`, `addPlatform`
        QString title; //!< as people call them
    };

    ElementList(model::SettingsDraft &draft, const Names &names, QWidget *parent);

    //! What an element is that was just added.
    void setFresh(std::function<QJsonObject()> fresh) { m_fresh = std::move(fresh); }
    void setTallest(int height);

    [[nodiscard]] int row() const; //!< the chosen one; -1: there is none
    [[nodiscard]] QJsonObject element() const; //!< the chosen one; empty: there is none
    void setElement(const QJsonObject &element); //!< into the draft
    void choose(int row); //!< chosen() follows, also where it was chosen before

signals:
    void chosen(); //!< its element is to be shown
    void added(); //!< after chosen(): it has no name yet

private:
    void add();
    void remove();

    model::SettingsDraft &m_draft;
    const QString m_key;
    std::function<QJsonObject()> m_fresh;
    model::DraftList m_list;
    QListView *m_view;
    QPushButton *m_remove;
    bool m_isChoosing = false;
};

} // namespace sermo::ui
