// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/dashboard/boardscene.h"
#include "ui/dashboard/boardtable.h"
#include "ui/dashboard/sessionwindow.h"

#include <QMenu>
#include <QtTest>

namespace sermo::test
{

inline const QString Robin = QStringLiteral("robin");

//! A dashboard with two colleagues, Elin and Sara (rows 1 and 2), and Robin, who is Sara's; what
//! was sent until then is forgotten.
class SupervisedScene : public BoardScene
{
public:
    explicit SupervisedScene(const QString &role)
        : BoardScene(role)
    {
        using namespace Qt::StringLiterals;
        show();
        agent(u"sara"_s, u"Sara Nyström"_s);
        agent(u"elin"_s, u"Elin Björk"_s);
        conversation(Robin, u"Robin Eriksson"_s, u"sara"_s, 0.9);
        settle();
        link.forgetSent();
    }

    //! Robin's window, and a part of it.
    ui::SessionWindow *open() { return board->openSession(UserId(Robin)); }
    template <typename T>
    T *part(const QString &name)
    {
        return open()->findChild<T *>(name);
    }
    //! The only one of its type; empty: there are more, or none.
    [[nodiscard]] QJsonObject sent(const QString &type) const
    {
        const auto all = link.sentOfType(type);
        return all.size() == 1 ? all.first() : QJsonObject();
    }
    QMenu *agentMenu(int row)
    {
        using namespace Qt::StringLiterals;
        auto *table = find<ui::BoardTable>(u"agentTable"_s);
        table->setCurrentIndex(table->model()->index(row, 0));
        QTest::keyClick(table, Qt::Key_Return);
        const auto menus = window->findChildren<QMenu *>(u"agentMenu"_s);
        return menus.isEmpty() ? nullptr : menus.last();
    }
};

} // namespace sermo::test
