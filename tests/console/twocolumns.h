// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/console/writingscene.h"

class QLineEdit;

namespace sermo::test
{

//! Robin and Karin side by side, and keys that go wherever the keyboard is: what tests of "nothing
//! typed reaches the wrong one" begin with.
class TwoColumns : public WritingScene
{
    Q_OBJECT

protected:
    void bringTwo(); //!< Karin too; the keyboard is with Robin
    [[nodiscard]] QWidget *keyboard() const; //!< where keys go
    void type(const QString &text) { QTest::keyClicks(keyboard(), text); }
    void hit(Qt::Key key, Qt::KeyboardModifiers held = {})
    {
        QTest::keyClick(keyboard(), key, held);
    }
    void act(const QString &name); //!< by its action
    void loseToSara(const QString &user); //!< she takes him over
    QLineEdit *openElsewhere(); //!< another view with a field that has the keyboard
    [[nodiscard]] QStringList sentTo(const QString &user) const; //!< the texts

    void attachPicture(); //!< Robin's; its upload is held
    [[nodiscard]] QStringList attachments() const; //!< how they are, Robin's
};

} // namespace sermo::test
