// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/model/hostoffice.h"
#include "ui/settings/settingspage.h"

class QComboBox;
class QLineEdit;

namespace sermo::model
{
class SettingsDraft;
}

namespace sermo::ui
{

class LinesEdit;

//! How what is said travels: by which certificate the port is known, how long that lasts, and which
//! proxies stand in front. A certificate is proved as soon as it is named.
class EncryptionPage : public SettingsPage
{
    Q_OBJECT
public:
    EncryptionPage(model::SettingsDraft &draft, model::HostOffice &office,
                   QWidget *parent = nullptr);

    [[nodiscard]] bool showTrouble(const QString &path, const QString &message) override;

private:
    using Found = Result<std::optional<model::HostOffice::Certificate>, model::HostOffice::Trouble>;

    void addMode();
    void addCertificate();
    [[nodiscard]] QLineEdit *addFile(const QString &name, const QString &title,
                                     const QString &object);
    void addProxies();
    void choose(QLineEdit *field, const QString &title);
    void fill();
    void keep();
    void prove(); //!< asks the office; then tell()
    void tell(const Found &found);

    model::SettingsDraft &m_draft;
    model::HostOffice &m_office;
    QLabel *m_state;
    QComboBox *m_mode;
    QLineEdit *m_certificate = nullptr, *m_key = nullptr;
    LinesEdit *m_proxies;
    bool m_filling = false;
};

} // namespace sermo::ui
