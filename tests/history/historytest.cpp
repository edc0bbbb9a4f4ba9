// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/history/historytest.h"

#include "ui/history/conversationpane.h"

#include <QTest>

namespace sermo::test
{

void HistoryTest::init()
{
    m_scene = std::make_unique<HistoryScene>();
    m_scene->show();
}

QStringList HistoryTest::names() const
{
    QStringList all;
    for (const model::PastConversation &one : m_scene->view->found().items())
        all += one.name;
    return all;
}

void HistoryTest::read(int row) const
{
    const QModelIndex index = list()->model()->index(row, 0);
    QTest::mouseClick(list()->viewport(), Qt::LeftButton, {}, list()->visualRect(index).center());
    QTRY_VERIFY(!m_scene->view->pane().past().isLoading());
}

} // namespace sermo::test
