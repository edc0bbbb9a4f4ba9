// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/history/choices.h"

#include "ui/model/sessionstore.h"
#include "ui/style/calendar.h"

#include <QComboBox>
#include <QCoreApplication>
#include <QDateEdit>
#include <QMultiMap>
#include <QTextCharFormat>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace sermo::ui
{

namespace
{

struct Tr {
    Q_DECLARE_TR_FUNCTIONS(sermo::ui::Choices)
};

} // namespace

void offerQueues(QComboBox *box, const model::SessionStore &store)
{
    const QString chosen = box->currentData().toString();
    box->clear();
    box->addItem(Tr::tr("All queues"));
    const QList<model::QueueInfo> queues = store.queues();
    for (const model::QueueInfo &one : queues)
        box->addItem(one.name, one.id.value());
    choose(box, chosen);
}

void offerAgents(QComboBox *box, const model::SessionStore &store)
{
    const QString chosen = box->currentData().toString();
    box->clear();
    box->addItem(Tr::tr("All agents"));
    QMultiMap<QString, QString> agents; // by name
    for (const desk::AgentRecord &one : store.table().agents)
        agents.insert(store.agentName(one.id), one.id.value());
    for (auto one = agents.cbegin(); one != agents.cend(); ++one)
        box->addItem(one.key(), one.value());
    choose(box, chosen);
}

void choose(QComboBox *box, const QString &data)
{
    box->setCurrentIndex(std::max(0, box->findData(data)));
}

QDateEdit *dayEdit(const QString &name, const QString &label, QDate day, QWidget *parent)
{
    auto *edit = new QDateEdit(day, parent);
    edit->setObjectName(name);
    edit->setAccessibleName(label);
    addCalendar(*edit);
    edit->setDisplayFormat(u"yyyy-MM-dd"_s);
    return edit;
}

} // namespace sermo::ui
