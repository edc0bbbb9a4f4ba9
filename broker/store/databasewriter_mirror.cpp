// SPDX-License-Identifier: GPL-3.0-or-later
// The file as a copy of another log.
#include "broker/store/databasewriter.h"

namespace sermo::store
{

std::optional<MirrorMark> DatabaseWriter::readMirror()
{
    const auto of = m_meta.number(meta::MirrorOf);
    const auto erasures = m_meta.number(meta::MirrorErasures);
    const auto expired = m_meta.number(meta::MirrorExpired);
    if (!of || !erasures || !expired)
        return std::nullopt;
    return MirrorMark{*of, quint64(*erasures), Seq(*expired)};
}

//! What is forgotten leaves traces until the file is scrubbed, which is done when it is opened
//! where nobody has come to it before.
bool DatabaseWriter::apply(const MirrorChange &change)
{
    const auto before = readMirror();
    if (!before)
        return false;
    const bool forgets
        = change.isAnew ? m_events.head() > 0 : change.mark.erasures > before->erasures;
    if (forgets && !m_meta.set(meta::Erasures, qint64(++m_facts.erasures)))
        return false;
    return m_events.follow(change) && m_meta.set(meta::MirrorOf, change.mark.of)
        && m_meta.set(meta::MirrorErasures, qint64(change.mark.erasures))
        && m_meta.set(meta::MirrorExpired, qint64(change.mark.expired))
        && (!change.isAnew || m_meta.renewEpoch());
}

} // namespace sermo::store
