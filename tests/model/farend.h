// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "broker/protocol/errors.h"
#include "ui/model/eventlink.h"
#include "ui/model/reconnection.h"

#include <memory>

namespace sermo::test
{

//! The broker's side of a link, as a test needs it: one implementation for each kind of link.
class FarEnd
{
public:
    virtual ~FarEnd() = default;

    //! Not opened yet. It tries again at once.
    [[nodiscard]] virtual std::unique_ptr<model::EventLink> makeLink() = 0;
    virtual void goAway() = 0; //!< nobody can come any more; who is there stays
    virtual void comeBack() = 0;
    virtual void send(const QByteArray &frame) = 0; //!< to who is there
    virtual void hangUp(CloseCode code) = 0;
    [[nodiscard]] virtual bool hasPeer() const = 0;

    QList<QByteArray> received;
    QList<model::EventLink::Resume> asked; //!< what each connection wanted to hear

protected:
    [[nodiscard]] static model::Reconnection atOnce()
    {
        return model::Reconnection({}, [] { return 0.0; });
    }
};

} // namespace sermo::test
