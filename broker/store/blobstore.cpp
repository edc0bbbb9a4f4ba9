// SPDX-License-Identifier: GPL-3.0-or-later
#include "broker/store/blobstore.h"

namespace sermo::store
{

bool outlives(const QList<ImageUse> &removed, qsizetype remaining)
{
    if (removed.contains(ImageUse::Uploaded))
        return false; // it shows the customer's own world: gone for everyone
    return remaining > 0 || removed.contains(ImageUse::Avatar);
}

} // namespace sermo::store
