// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "broker/protocol/pipe.h"
#include "tests/model/farend.h"
#include "ui/model/inprocesslink.h"

namespace sermo::test
{

//! The other end of a pipe.
class PipeFarEnd final : public FarEnd
{
public:
    [[nodiscard]] std::unique_ptr<model::EventLink> makeLink() override
    {
        return std::make_unique<model::InProcessLink>(
            [this](const model::EventLink::Resume &resume) { return accept(resume); }, atOnce());
    }
    void goAway() override { m_isThere = false; }
    void comeBack() override { m_isThere = true; }
    void send(const QByteArray &frame) override { m_end->send(frame); }
    void hangUp(CloseCode code) override { m_end->close(code); }
    [[nodiscard]] bool hasPeer() const override { return m_end && m_end->isOpen(); }

private:
    std::unique_ptr<PipeEnd> accept(const model::EventLink::Resume &resume)
    {
        if (!m_isThere)
            return nullptr;
        asked.append(resume);
        auto [near, far] = PipeEnd::make();
        m_end = std::move(far);
        QObject::connect(m_end.get(), &PipeEnd::received, m_end.get(),
                         [this](const QList<QByteArray> &frames) { received += frames; });
        return std::move(near);
    }

    bool m_isThere = true;
    std::unique_ptr<PipeEnd> m_end;
};

} // namespace sermo::test
