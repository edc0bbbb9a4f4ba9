// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/console/invitation.h"

#include <QClipboard>
#include <QCoreApplication>
#include <QGuiApplication>
#include <QMessageBox>
#include <QPushButton>

using namespace Qt::StringLiterals;

namespace sermo::ui
{

void showInvitation(const Invitation &invitation, QWidget *parent)
{
    const auto tr = [](const char *text) {
        return QCoreApplication::translate("sermo::ui::Invitation", text);
    };
    const QString command = u"sermo-desk --connect %1 --key-file FILE --pin %2"_s.arg(
        invitation.broker.toString(), invitation.fingerprint);
    auto *box = new QMessageBox(parent);
    box->setObjectName(u"invitation"_s);
    box->setAttribute(Qt::WA_DeleteOnClose);
    box->setTextFormat(Qt::PlainText);
    box->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    box->setWindowTitle(tr(QT_TRANSLATE_NOOP("sermo::ui::Invitation", "Invite a colleague")));
    box->setText(tr(QT_TRANSLATE_NOOP(
        "sermo::ui::Invitation",
        "A colleague joins with a key of his own and the fingerprint of this broker's "
        "certificate, so that his desk talks to this broker and to no other.")));
    box->setInformativeText(
        tr(QT_TRANSLATE_NOOP("sermo::ui::Invitation", "Fingerprint:\n%1\n\nCommand:\n%2"))
            .arg(invitation.fingerprint, command));
    QPushButton *copy = box->addButton(tr(QT_TRANSLATE_NOOP("sermo::ui::Invitation", "Copy")),
                                       QMessageBox::ActionRole);
    box->addButton(QMessageBox::Close);
    copy->disconnect(); // it shall not close the window
    QObject::connect(copy, &QPushButton::clicked, box,
                     [command] { QGuiApplication::clipboard()->setText(command); });
    box->open();
}

} // namespace sermo::ui
