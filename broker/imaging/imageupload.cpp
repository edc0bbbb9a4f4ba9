// SPDX-License-Identifier: GPL-3.0-or-later
#include "broker/imaging/imageupload.h"

#include "broker/protocol/jsonmembers.h"

namespace sermo::imaging
{

Result<QByteArray, Fault> imageInJson(QByteArrayView body)
{
    const auto members = JsonMembers::scan(body);
    if (!members)
        return failure(Fault::Malformed);
    const auto text = members->string("image");
    if (!text || text->isEmpty())
        return failure(Fault::Malformed);
    // Beyond Latin-1 there are question marks, which are no base64 either.
    const auto decoded
        = QByteArray::fromBase64Encoding(text->toLatin1(), QByteArray::AbortOnBase64DecodingErrors);
    if (!decoded || decoded.decoded.isEmpty())
        return failure(Fault::Malformed);
    return decoded.decoded;
}

} // namespace sermo::imaging
