// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/console/writingscene.h"

using namespace Qt::StringLiterals;

namespace sermo::test
{

void WritingScene::begin()
{
    m_scene = std::make_unique<DeskScene>();
    m_scene->show();
    m_scene->bringToAgent(Robin, u"Robin Eriksson"_s);
    m_scene->link.forgetSent();
    canned(u"adress"_s, u"Jag har uppdaterat din adress, {name}."_s);
    canned(u"adressbyte"_s, u"Du kan ändra adress på mina sidor."_s);
    canned(u"faktura"_s, u"Fakturan skickas om i dag. Hälsningar, {agent}"_s);
}

void WritingScene::write(const QString &text)
{
    composer()->setFocus();
    for (const QChar letter : text) {
        if (letter.unicode() < 128)
            QTest::keyClick(composer(), letter.toLatin1());
        else
            composer()->insertPlainText(letter); // QTest has no such key
    }
}

void WritingScene::click(const QString &name)
{
    auto *button = m_scene->find<QAbstractButton>(name);
    QVERIFY2(button && button->isVisible() && button->isEnabled(), qPrintable(name));
    QTest::mouseClick(button, Qt::LeftButton);
}

QStringList WritingScene::sent() const
{
    QStringList texts;
    for (const QJsonObject &text : m_scene->link.sentOfType(u"text"_s))
        texts += text["text"_L1].toString();
    return texts;
}

void WritingScene::canned(const QString &shortcut, const QString &text)
{
    m_scene->internal({}, u"canned_reply"_s, {{u"shortcut"_s, shortcut}, {u"text"_s, text}});
}

} // namespace sermo::test
