// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/settings/settingstest.h"

#include <QLineEdit>
#include <QTest>

using namespace Qt::StringLiterals;

namespace sermo::test
{

void SettingsTest::init()
{
    m_scene = std::make_unique<DeskScene>();
    m_office = std::make_unique<ScriptedOffice>();
}

void SettingsTest::cleanup()
{
    delete m_window;
    m_office.reset();
    m_scene.reset();
}

void SettingsTest::open(bool isHost)
{
    m_window
        = new ui::SettingsWindow(m_scene->window->context(), isHost ? m_office.get() : nullptr);
    m_window->show();
    QVERIFY(QTest::qWaitForWindowActive(m_window));
    if (isHost)
        QTRY_COMPARE(find<QLineEdit>(u"platformId"_s)->text(), u"webchat"_s);
}

void SettingsTest::write(const QString &field, const QString &text) const
{
    auto *line = find<QLineEdit>(field);
    QVERIFY2(line, qPrintable(field));
    line->selectAll();
    line->insert(text);
    emit line->textEdited(line->text());
    emit line->editingFinished();
}

void SettingsTest::save()
{
    const int before = m_office->written;
    auto *button = find<QPushButton>(u"saveSettings"_s);
    QVERIFY(button->isEnabled());
    button->click();
    QCOMPARE(m_office->written, before + 1);
    QTRY_VERIFY(!button->isEnabled());
}

QJsonObject SettingsTest::platform(int row) const
{
    return saved(u"platforms"_s)[row].toObject();
}

QJsonValue SettingsTest::saved(const QString &key) const
{
    return m_office->settings.configuration.value(key);
}

} // namespace sermo::test
