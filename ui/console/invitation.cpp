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

namespace
{

struct Tr {
    Q_DECLARE_TR_FUNCTIONS(sermo::ui::Invitation)
};

} // namespace

void showInvitation(const Invitation &invitation, QWidget *parent)
{
    const QString command = u"sermo-desk --connect %1 --key-file FILE --pin %2"_s.arg(
        invitation.broker.toString(), invitation.fingerprint);
    auto *box = new QMessageBox(parent);
    box->setObjectName(u"invitation"_s);
    box->setAttribute(Qt::WA_DeleteOnClose);
    box->setTextFormat(Qt::PlainText);
    box->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    box->setWindowTitle(Tr::tr("Invite a colleague"));
    box->setText(
        Tr::tr("A colleague joins with a key of his own and the fingerprint of this broker's "
               "certificate, so that his desk talks to this broker and to no other."));
    box->setInformativeText(
        Tr::tr("Fingerprint:\n%1\n\nCommand:\n%2").arg(invitation.fingerprint, command));
    QPushButton *copy = box->addButton(Tr::tr("Copy"), QMessageBox::ActionRole);
    box->addButton(QMessageBox::Close);
    copy->disconnect(); // it shall not close the window
    QObject::connect(copy, &QPushButton::clicked, box,
                     [command] { QGuiApplication::clipboard()->setText(command); });
    box->open();
}

} // namespace sermo::ui
