// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QMap>
#include <QObject>

namespace sermo::model
{

//! Whether what was written and set at this desk is on its disk: what any of its files says of
//! that, as one. Each tries again with its next change. Lives in the GUI thread.
class Unsaved : public QObject
{
    Q_OBJECT
public:
    using QObject::QObject;

    //! Whatever says saved() and saveFailed(why). It may go before this one does.
    template <typename... Savers>
    void follow(Savers &...savers)
    {
        (followOne(savers), ...);
    }
    [[nodiscard]] QString why() const; //!< empty: everything is saved

signals:
    void changed(const QString &why);

private:
    template <typename Saver>
    void followOne(Saver &saver)
    {
        connect(&saver, &Saver::saved, this, [this, of = &saver] { judge(of, {}); });
        connect(&saver, &Saver::saveFailed, this,
                [this, of = &saver](const QString &why) { judge(of, why); });
    }
    void judge(const QObject *of, const QString &why);

    QMap<const QObject *, QString> m_failing; //!< what cannot be saved now, and why
};

} // namespace sermo::model
