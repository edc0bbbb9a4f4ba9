// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/settings/settingspage.h"

#include <QJsonObject>
#include <QUrl>

class QCheckBox;
class QComboBox;
class QLabel;
class QLineEdit;

namespace sermo::model
{
class SettingsDraft;
}

namespace sermo::ui
{

class ElementList;
class FormEdit;
class HoursEdit;

//! Where customers come from: each platform's brand, queue, language, hours, questions and
//! privacy, and the lines that put the chat on a site.
class PlatformsPage : public SettingsPage
{
    Q_OBJECT
public:
    //! `broker`: where the widget is loaded from.
    PlatformsPage(model::SettingsDraft &draft, const QUrl &broker, QWidget *parent = nullptr);

    [[nodiscard]] bool showTrouble(const QString &path, const QString &message) override;

private:
    void makeFields(QWidget *part);
    [[nodiscard]] QWidget *fields();
    void connectFields();
    void connectList();
    void show(); //!< the element that is chosen
    void keep(); //!< what the fields say, into the draft
    void fillQueues();
    [[nodiscard]] QString snippet() const;

    model::SettingsDraft &m_draft;
    const QUrl m_broker;
    ElementList *m_elements;
    QLineEdit *m_id, *m_brand, *m_secret, *m_colour;
    QComboBox *m_queue, *m_language;
    QCheckBox *m_preview, *m_mask;
    HoursEdit *m_hours;
    FormEdit *m_form;
    QLabel *m_snippet, *m_trouble;
    bool m_filling = false;
};

} // namespace sermo::ui
