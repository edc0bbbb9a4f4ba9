// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QJsonArray>
#include <QJsonObject>
#include <QStringList>
#include <QWidget>

class QComboBox;
class QDoubleSpinBox;
class QPushButton;
class QSpinBox;
class QVBoxLayout;

namespace sermo::ui
{

//! Agents who are given less or more than the others (`allocation.agents`), one a row.
class AgentLimitsEdit : public QWidget
{
    Q_OBJECT
public:
    explicit AgentLimitsEdit(QWidget *parent = nullptr);

    void setAgents(const QStringList &ids); //!< who can be chosen; others may be written
    void setLimits(const QJsonArray &limits); //!< without edited()
    [[nodiscard]] QJsonArray limits() const;
    void pointAt(const QString &key); //!< `[0].id`

signals:
    void edited();

private:
    struct Agent {
        QWidget *row;
        QComboBox *id;
        QDoubleSpinBox *bound;
        QSpinBox *cap;
        QJsonObject read; //!< as it was: what is not shown here stays
    };
    void add(const QJsonObject &limits);
    void offer(QComboBox &field, const QString &written) const;
    void connectRow(const Agent &agent, QPushButton *remove);
    void rename();

    QVBoxLayout *m_rows;
    QPushButton *m_add;
    QStringList m_ids;
    QList<Agent> m_agents;
};

} // namespace sermo::ui
