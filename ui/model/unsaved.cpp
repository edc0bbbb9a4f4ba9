// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/model/unsaved.h"

namespace sermo::model
{

QString Unsaved::why() const
{
    return m_failing.isEmpty() ? QString() : m_failing.constBegin().value();
}

//! Where several fail it is for one reason, and one is told. What fails for a second time, perhaps
//! in other words, is no news.
void Unsaved::judge(const QObject *of, const QString &why)
{
    const QString before = this->why();
    if (why.isEmpty())
        m_failing.remove(of);
    else if (m_failing.isEmpty())
        m_failing.insert(of, why);
    else
        m_failing.insert(of, before);
    if (this->why() != before)
        emit changed(this->why());
}

} // namespace sermo::model
