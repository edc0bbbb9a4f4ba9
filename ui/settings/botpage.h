// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/model/rehearsal.h"
#include "ui/settings/settingspage.h"

#include <QHash>
#include <QJsonObject>

#include <memory>

class QCheckBox;
class QComboBox;
class QLabel;
class QLineEdit;
class QPlainTextEdit;
class QPushButton;
class QSpinBox;

namespace sermo::model
{
class HostOffice;
class SettingsDraft;
} // namespace sermo::model

namespace sermo::ui
{

//! What the reception bot says, language by language, and beside it a chat with the bot that says
//! it, saved or not.
class BotPage : public SettingsPage
{
    Q_OBJECT
public:
    BotPage(model::SettingsDraft &draft, model::HostOffice &office, QWidget *parent = nullptr);

    [[nodiscard]] bool showTrouble(const QString &path, const QString &message) override;

private:
    [[nodiscard]] static QList<std::pair<QString, QString>> textNames();
    [[nodiscard]] QWidget *words();
    [[nodiscard]] QWidget *rehearsal();
    [[nodiscard]] QWidget *rehearsalLines(QWidget *part);
    void fill(); //!< the fields, from the draft
    void fillQueueWords(const QJsonObject &known);
    void keep();
    [[nodiscard]] QJsonObject queueWords(QJsonObject known) const;
    void restart(); //!< the chat begins anew
    void say(const QString &text, const QString &payload = {});
    void tell(const QList<model::Rehearsal::Line> &lines);
    void addLine(const QString &role, const QString &kind, const QString &text);
    [[nodiscard]] QString language() const;
    [[nodiscard]] QJsonObject phrases() const;

    model::SettingsDraft &m_draft;
    model::HostOffice &m_office;
    QCheckBox *m_isOn;
    QComboBox *m_language;
    QSpinBox *m_patience;
    QHash<QString, QPlainTextEdit *> m_texts; //!< by their key of the script
    QWidget *m_queueWords;
    QLabel *m_trouble;
    QWidget *m_chat;
    QWidget *m_buttons;
    QLineEdit *m_line;
    std::unique_ptr<model::Rehearsal> m_rehearsal;
    bool m_filling = false;
};

} // namespace sermo::ui
