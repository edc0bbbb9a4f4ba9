// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/settings/encryptionpage.h"

#include "ui/console/labels.h"
#include "ui/model/settingsdraft.h"
#include "ui/settings/linesedit.h"
#include "ui/settings/refusals.h"
#include "ui/style/stylesheet.h"

#include <QComboBox>
#include <QFileDialog>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QLocale>
#include <QPushButton>
#include <QScopedValueRollback>
#include <QVBoxLayout>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace sermo::ui
{

namespace
{

const QString Tls = u"tls"_s;
const QString Proxies = u"trustedProxies"_s;
constexpr int DaysToWarn = 30;

QPushButton *plainButton(const QString &name, const QString &text, QWidget *parent)
{
    auto *button = new QPushButton(text, parent);
    button->setObjectName(name);
    button->setAutoDefault(false);
    return button;
}

} // namespace

EncryptionPage::EncryptionPage(model::SettingsDraft &draft, model::HostOffice &office,
                               QWidget *parent)
    : SettingsPage(u"encryptionPage"_s, tr("Encryption"),
                   tr("How customers and colleagues know that it is this desk, and that nobody "
                      "listens in."),
                   parent)
    , m_draft(draft)
    , m_office(office)
    , m_state(plainLabel({}, this))
    , m_mode(new QComboBox(this))
    , m_proxies(new LinesEdit(u"trustedProxies"_s, this))
{
    addMode();
    addCertificate();
    addProxies();
    rows()->addStretch();
    connect(&draft, &model::SettingsDraft::loaded, this, &EncryptionPage::fill);
    fill();
}

void EncryptionPage::addMode()
{
    m_mode->setObjectName(u"tlsMode"_s);
    m_mode->addItem(tr("As soon as others can reach this desk"), u"auto"_s);
    m_mode->addItem(tr("Always, also on this computer alone"), u"on"_s);
    m_mode->addItem(tr("Never: a proxy in front does it"), u"off"_s);
    addField(tr("Encrypt"), m_mode);
    connect(m_mode, &QComboBox::activated, this, &EncryptionPage::keep);
}

void EncryptionPage::addCertificate()
{
    m_state->setObjectName(u"certificateState"_s);
    m_state->setWordWrap(true);
    m_state->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    rows()->addWidget(sectionLabel(this, tr("Certificate")));
    rows()->addWidget(m_state);
    rows()->addSpacing(6);
    m_certificate
        = addFile(u"tlsCertificate"_s, tr("File with your certificate"), u"chooseCertificate"_s);
    m_key = addFile(u"tlsKey"_s, tr("File with its private key"), u"chooseKey"_s);
    QPushButton *own = plainButton(u"ownCertificate"_s, tr("Use the desk's own"), this);
    rows()->addWidget(own, 0, Qt::AlignLeft);
    rows()->addSpacing(10);
    connect(own, &QPushButton::clicked, this, [this] {
        m_certificate->clear();
        m_key->clear();
        keep();
        prove();
    });
}

QLineEdit *EncryptionPage::addFile(const QString &name, const QString &title, const QString &object)
{
    auto *part = new QWidget(this);
    auto *field = new QLineEdit(part);
    field->setObjectName(name);
    field->setPlaceholderText(tr("the desk's own"));
    field->setAccessibleName(title);
    QPushButton *button = plainButton(object, tr("Choose…"), part);
    button->setAccessibleName(tr("Choose: %1").arg(title));
    auto *row = new QHBoxLayout(part);
    row->setContentsMargins(0, 0, 0, 0);
    row->addWidget(field, 1);
    row->addWidget(button);
    QLabel *label = plainLabel(u"small"_s, this, title);
    label->setBuddy(field);
    rows()->addWidget(label);
    rows()->addWidget(part);
    connect(field, &QLineEdit::textEdited, this, &EncryptionPage::keep);
    connect(field, &QLineEdit::editingFinished, this, &EncryptionPage::prove);
    connect(button, &QPushButton::clicked, this, [this, field, title] { choose(field, title); });
    return field;
}

void EncryptionPage::choose(QLineEdit *field, const QString &title)
{
    auto *dialog = new QFileDialog(this, title);
    dialog->setObjectName(u"certificateDialog"_s);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::ExistingFile);
    dialog->setNameFilters({tr("Certificates and keys (%1)").arg(u"*.pem *.crt *.cer *.key"_s),
                            tr("All files (%1)").arg(u"*"_s)});
    connect(dialog, &QFileDialog::fileSelected, this, [this, field](const QString &file) {
        field->setText(file);
        keep();
        prove();
    });
    dialog->open();
}

void EncryptionPage::addProxies()
{
    rows()->addWidget(sectionLabel(this, tr("In front of this desk")));
    addField(tr("Proxies whose word counts for where a customer comes from"), m_proxies,
             tr("One a line, an address or a network such as 10.0.0.0/8. None: every customer's "
                "address is the one that connects."));
    connect(m_proxies, &LinesEdit::edited, this,
            [this] { m_draft.setList(Proxies, m_proxies->list()); });
}

void EncryptionPage::fill()
{
    const QScopedValueRollback filling(m_filling, true);
    const QJsonObject tls = m_draft.part(Tls);
    m_mode->setCurrentIndex(std::max(0, m_mode->findData(tls.value("mode"_L1).toString())));
    m_certificate->setText(tls.value("certificate"_L1).toString());
    m_key->setText(tls.value("key"_L1).toString());
    m_proxies->setList(m_draft.list(Proxies));
    prove();
}

void EncryptionPage::keep()
{
    if (m_filling)
        return;
    QJsonObject tls = m_draft.part(Tls);
    const auto put = [&tls](const QString &key, const QString &value, const QString &usual) {
        if (value != usual || tls.contains(key))
            tls.insert(key, value);
    };
    put(u"mode"_s, m_mode->currentData().toString(), u"auto"_s);
    put(u"certificate"_s, m_certificate->text().trimmed(), {});
    put(u"key"_s, m_key->text().trimmed(), {});
    m_draft.setPart(Tls, tls);
}

void EncryptionPage::prove()
{
    const model::HostOffice::CertificateFiles files{m_certificate->text().trimmed(),
                                                    m_key->text().trimmed()};
    m_office.readCertificate(files, this, [this, files](const Found &found) {
        // Another one may have been named since.
        if (files.certificate == m_certificate->text().trimmed()
            && files.key == m_key->text().trimmed())
            tell(found);
    });
}

void EncryptionPage::tell(const Found &found)
{
    if (!found) {
        m_state->setText(tr("It cannot be used. %1").arg(refusalWords(found.error().message)));
        return setKind(m_state, u"bad"_s);
    }
    if (!*found) {
        m_state->setText(tr("The desk makes its own when it first encrypts. Colleagues' desks "
                            "know it by the invitation; customers' browsers do not, and need "
                            "one of yours, or a proxy in front."));
        return setKind(m_state, {});
    }
    const model::HostOffice::Certificate &it = **found;
    const bool isOwn = m_certificate->text().trimmed().isEmpty();
    const QDateTime now = QDateTime::currentDateTimeUtc();
    const bool ends = it.until < now.addDays(DaysToWarn);
    const QStringList lines{
        isOwn ? tr("The desk has made it itself: colleagues' desks know it by the invitation, "
                   "customers' browsers do not.")
              : tr("Yours, and it can be used."),
        tr("For: %1").arg(it.names.join(u", "_s)),
        tr("Good until %1").arg(QLocale().toString(it.until.toLocalTime(), QLocale::LongFormat)),
        tr("Fingerprint: %1").arg(QString::fromLatin1(it.sha256.toHex(':').toUpper()))};
    m_state->setText(lines.join(u'\n'));
    setKind(m_state, ends ? u"warn"_s : QString());
}

bool EncryptionPage::showTrouble(const QString &path, const QString &message)
{
    if (path.section(u'[', 0, 0) == Proxies) {
        m_proxies->pointAt(rowIn(path, Proxies));
        return true;
    }
    if (!path.startsWith(Tls))
        return false;
    m_state->setText(tr("It cannot be used. %1").arg(message));
    setKind(m_state, u"bad"_s);
    (path == "tls.key"_L1 ? m_key : m_certificate)->setFocus();
    return true;
}

} // namespace sermo::ui
