// SPDX-License-Identifier: GPL-3.0-or-later
#include "broker/server/widgetterms.h"

#include <QJsonDocument>
#include <QJsonObject>

using namespace Qt::StringLiterals;

namespace sermo::server
{

WidgetTerms WidgetTerms::of(const desk::Desk &desk, const desk::Sender &customer)
{
    return {desk.masks(customer.user, customer.platform),
            desk.hidesPreview(customer.user, customer.platform)};
}

EventFrame WidgetTerms::toldTo(const UserId &customer) const
{
    const QJsonObject event{{u"type"_s, u"session_state"_s},
                            {u"direction"_s, wireName(Direction::Outbound)},
                            {u"userId"_s, customer.value()},
                            {u"mask"_s, mask},
                            {u"hidesTyping"_s, hidesTyping}};
    const auto frame = EventFrame::fromBroker(QJsonDocument(event).toJson(QJsonDocument::Compact));
    Q_ASSERT(frame);
    return *frame;
}

} // namespace sermo::server
