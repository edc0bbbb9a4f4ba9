// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "broker/protocol/ids.h"
#include "ui/model/attachments.h"

#include <QWidget>

class QHBoxLayout;
class QLabel;

namespace sermo::ui
{

class AttachmentTile;
class Theme;

//! The images that go with the next message, above its words: how far each has come, another
//! attempt where it failed, and a way out. No height while there is none.
class AttachmentStrip : public QWidget
{
    Q_OBJECT
    Q_PROPERTY(QStringList states READ states)
public:
    AttachmentStrip(const Theme &theme, model::Attachments &attachments, const UserId &user,
                    QWidget *parent = nullptr);

    void tell(const QString &trouble); //!< one sentence, until it is settled
    [[nodiscard]] QStringList states() const; //!< `preparing`, `uploading`, `ready`, `failed`

private:
    void refresh();
    void rebuild(const QList<model::Attachments::Attachment> &shown);

    const Theme &m_theme;
    model::Attachments &m_attachments;
    const UserId m_user;
    QHBoxLayout *m_row;
    QLabel *m_trouble;
    QList<AttachmentTile *> m_tiles;
    qsizetype m_failed = 0; //!< of them
};

} // namespace sermo::ui
