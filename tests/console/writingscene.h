// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/console/deskscene.h"
#include "ui/console/composer.h"

#include <QAbstractButton>
#include <QLabel>
#include <QTest>

namespace sermo::test
{

//! A scene in which an agent writes to Robin, as he would: key by key. What tests of the composer
//! begin with.
class WritingScene : public QObject
{
    Q_OBJECT

protected:
    inline static const QString Robin = QStringLiteral("robin");
    inline static const QString Karin = QStringLiteral("karin");

    void begin();
    void end() { m_scene.reset(); }

    [[nodiscard]] ui::Composer *composer(const QString &user = Robin) const
    {
        return m_scene->find<ui::Composer>(QStringLiteral("composer-") + user);
    }
    void write(const QString &text);
    void press(Qt::Key key, Qt::KeyboardModifiers held = {})
    {
        QTest::keyClick(composer(), key, held);
    }
    void click(const QString &name);
    [[nodiscard]] QStringList sent() const; //!< the texts that left
    void canned(const QString &shortcut, const QString &text); //!< of the team's

    std::unique_ptr<DeskScene> m_scene;
};

} // namespace sermo::test
