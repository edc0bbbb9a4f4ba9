// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "broker/imaging/imagetalk.h"
#include "broker/protocol/result.h"

namespace sermo::imaging
{

//! The image in `{"image":"BASE64"}` (seed, `POST /images`). Strict: what is not base64 throughout
//! is Malformed. Pure.
[[nodiscard]] Result<QByteArray, Fault> imageInJson(QByteArrayView body);

} // namespace sermo::imaging
