// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "broker/protocol/ids.h"
#include "broker/protocol/result.h"

#include <QByteArray>
#include <QString>

#include <optional>

namespace sermo::server
{

//! Where the presence model is kept beside the log: `presence.json` in the data directory. It is
//! what the log's `presence_point` events up to `learned` teach, so that a start reads only those
//! after it and not all of years; without the file, or with one that does not fit this log, they
//! are all read and the same bytes come out. A value's reader and writer; the broker's thread.
class PresenceFile
{
public:
    struct Contents {
        QByteArray model; //!< as the desk gave it
        QString epoch; //!< of the log that taught it
        Seq learned = 0;
    };

    //! Empty: nothing is kept.
    explicit PresenceFile(const QString &directory);

    //! None: there is none, or it is not whole; the log says why and all is learned anew.
    [[nodiscard]] std::optional<Contents> load() const;

    //! The same contents, the same bytes.
    [[nodiscard]] static QByteArray bytesOf(const Contents &contents);
    [[nodiscard]] static Result<Contents, QString> read(const QByteArray &bytes);

    //! Replaces the file, whole or not at all, in another thread.
    void saveLater(const Contents &contents);
    //! The same before the call returns: for the end.
    void save(const Contents &contents);

private:
    QString m_name; //!< empty: nothing is kept
    Seq m_saved = 0; //!< of the contents written last
};

} // namespace sermo::server
