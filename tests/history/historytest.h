// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/history/historyscene.h"
#include "ui/history/foundlist.h"

#include <QAbstractButton>
#include <QLabel>

namespace sermo::test
{

//! What tests of the history begin with: a desk with its scene, and hands for what is found.
class HistoryTest : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void cleanup() { m_scene.reset(); }

protected:
    [[nodiscard]] ui::FoundList *list() const
    {
        return m_scene->find<ui::FoundList>(QStringLiteral("foundList"));
    }
    [[nodiscard]] QStringList names() const; //!< of what is found, from the top
    [[nodiscard]] QString text(const QString &label) const
    {
        return m_scene->find<QLabel>(label)->text();
    }
    void press(const QString &button) const { m_scene->find<QAbstractButton>(button)->click(); }
    void read(int row) const; //!< opens that one with the mouse, and waits
    [[nodiscard]] QByteArray lastAsked() const { return m_scene->history.asked.last(); }

    std::unique_ptr<HistoryScene> m_scene;
};

} // namespace sermo::test
