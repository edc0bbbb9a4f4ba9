// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/console/deskscene.h"
#include "tests/settings/scriptedoffice.h"
#include "ui/settings/settingswindow.h"

#include <QObject>
#include <QPointer>
#include <QPushButton>

#include <memory>

namespace sermo::test
{

//! What tests of the settings begin with: a desk, an office that hosts, the window once open() has
//! shown it, and hands for its fields.
class SettingsTest : public QObject
{
    Q_OBJECT
private slots:
    void init();
    void cleanup();

protected:
    template <typename T = QWidget>
    [[nodiscard]] T *find(const QString &name) const
    {
        return m_window->findChild<T *>(name);
    }
    void open(bool isHost = true);
    void press(const QString &button) const { find<QPushButton>(button)->click(); }
    //! As by hand, over what stood there.
    void write(const QString &field, const QString &text) const;
    void save();
    [[nodiscard]] QJsonObject platform(int row) const; //!< as it was saved
    [[nodiscard]] QJsonValue saved(const QString &key) const;

    std::unique_ptr<DeskScene> m_scene;
    std::unique_ptr<ScriptedOffice> m_office;
    QPointer<ui::SettingsWindow> m_window;
};

} // namespace sermo::test
