// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/model/hostoffice.h"
#include "ui/model/rowsmodel.h"

namespace sermo::model
{

class SettingsDraft;

//! One element of a list of the configuration's, by its place: names may still be the same twice.
struct DraftRow {
    int key = 0; //!< its place
    QString name;
    friend bool operator==(const DraftRow &, const DraftRow &) = default;
};

//! The platforms or the queues of a draft, as people call them.
class DraftList : public RowsModel<DraftRow>
{
    Q_OBJECT
public:
    //! `list`: `platforms` or `queues`; `named`: the key that names one, else its `id` does.
    DraftList(const SettingsDraft &draft, QString list, QString named, QObject *parent = nullptr);

private:
    void follow();

    const SettingsDraft &m_draft;
    const QString m_list, m_named;
};

//! A key of the broker's, without its secret.
struct KeyRow {
    QString key; //!< its name, which no other has
    QString name; //!< the same, as it is shown
    HostOffice::Key facts;
    friend bool operator==(const KeyRow &, const KeyRow &) = default;
};

//! The keys that let colleagues, bots and channels in, newest first. Columns: name, what it is for,
//! whose, since when.
class KeyTable : public RowsModel<KeyRow, QAbstractTableModel>
{
    Q_OBJECT
public:
    enum Column { Name, RoleOf, Whose, Since, Columns };

    explicit KeyTable(QObject *parent = nullptr);

    void show(const QList<HostOffice::Key> &keys);
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation,
                                      int role) const override;

    [[nodiscard]] static QString roleName(const QString &role);
};

} // namespace sermo::model
