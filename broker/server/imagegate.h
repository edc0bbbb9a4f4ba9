// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "broker/server/httpanswer.h"
#include "broker/server/imageintake.h"
#include "broker/server/origins.h"
#include "broker/server/proxies.h"
#include "broker/server/requesthead.h"
#include "broker/server/turnstile.h"
#include "broker/store/blobstore.h"

#include <functional>

class QTcpSocket;

namespace sermo::desk
{
struct Sender;
}

namespace sermo::server
{

class ImageLedger;
class Keys;
class Tokens;

//! The addresses of images (contract 2): `POST /images`, `GET /images/ID` and their preflight.
//! Their answers take a while, for which Qt's HTTP server has no way that survives a client who
//! hangs up (research, qt-network-security, fact 4): these requests are read and answered here. An
//! upload's bytes are not taken from the network before it is its turn, so that memory is bounded.
//! Lives in the broker's thread; the door owns the sockets.
class ImageGate : public QObject
{
    Q_OBJECT
public:
    struct House {
        const Keys *keys;
        Tokens *tokens;
        const ImageLedger *ledger;
        ImageIntake *intake;
        Proxies proxies; //!< whose word is taken for where a request comes from
        std::function<void(int)> count; //!< told the status of every answer
    };
    ImageGate(const House &house, Origins origins, QObject *parent);

    //! Whether a request is this gate's.
    [[nodiscard]] static bool takes(const RequestHead &head);
    //! One request, its head still unread in the socket.
    void handle(QTcpSocket *socket, const RequestHead &head);

private:
    [[nodiscard]] HttpAnswer refusalOf(const RequestHead &head) const;
    [[nodiscard]] std::optional<desk::Sender> senderOf(const RequestHead &head) const;
    [[nodiscard]] QString placeOf(const QTcpSocket &socket, const RequestHead &head) const;
    void receive(QTcpSocket *socket, const RequestHead &head, const desk::Sender &sender);
    void handleBody(QTcpSocket *socket, const RequestHead &head, const desk::Sender &sender,
                    const QByteArray &body);
    void handleKept(QTcpSocket *socket, const RequestHead &head, const ImageIntake::Kept &kept);
    void show(QTcpSocket *socket, const RequestHead &head, const ImageId &image);
    void handleFound(QTcpSocket *socket, const RequestHead &head,
                     const store::BlobStore::Found &found);

    void addOrigin(const RequestHead &head, HttpAnswer &answer) const;
    void refuse(QTcpSocket *socket, const RequestHead &head, HttpAnswer answer);
    void answer(QTcpSocket *socket, const RequestHead &head, HttpAnswer answer);

    const House m_house;
    const Origins m_origins;
    Turnstile m_uploads; //!< customers', by where they come from
    Turnstile m_teamUploads; //!< applications', by key: no visitor is before them
    Turnstile m_looks;
};

} // namespace sermo::server
