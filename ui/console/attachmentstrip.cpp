// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/console/attachmentstrip.h"

#include "ui/console/attachmenttile.h"
#include "ui/console/labels.h"
#include "ui/style/stylesheet.h"
#include "ui/style/theme.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QVBoxLayout>

#include <algorithm>
#include <utility>

using namespace Qt::StringLiterals;

namespace sermo::ui
{

using Attachment = model::Attachments::Attachment;

namespace
{

bool isTheSameRow(const QList<AttachmentTile *> &tiles, const QList<Attachment> &shown)
{
    return std::equal(tiles.cbegin(), tiles.cend(), shown.cbegin(), shown.cend(),
                      [](const AttachmentTile *tile, const Attachment &attachment) {
                          return tile->number() == attachment.number;
                      });
}

bool hasGone(const QList<AttachmentTile *> &tiles, const QList<Attachment> &shown)
{
    return std::ranges::any_of(tiles, [&shown](const AttachmentTile *tile) {
        return std::ranges::find(shown, tile->number(), &Attachment::number) == shown.end();
    });
}

} // namespace

AttachmentStrip::AttachmentStrip(const Theme &theme, model::Attachments &attachments,
                                 const UserId &user, QWidget *parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_attachments(attachments)
    , m_user(user)
    , m_row(new QHBoxLayout)
    , m_trouble(plainLabel(u"caption"_s, this))
{
    setObjectName(u"attachments-"_s + user.value());
    setKind(m_trouble, u"bad"_s);
    m_trouble->setObjectName(u"attachmentTrouble"_s);
    m_trouble->setWordWrap(true);
    m_trouble->hide();
    m_row->setSpacing(6);
    m_row->addStretch();
    auto *rows = new QVBoxLayout(this);
    rows->setContentsMargins(0, 0, 0, 0);
    rows->setSpacing(4);
    rows->addLayout(m_row);
    rows->addWidget(m_trouble);
    connect(&attachments, &model::Attachments::changed, this, [this](const UserId &changed) {
        if (changed == m_user)
            refresh();
    });
    refresh();
}

void AttachmentStrip::tell(const QString &trouble)
{
    m_trouble->setText(trouble);
    m_trouble->setVisible(!trouble.isEmpty());
    setVisible(!m_tiles.isEmpty() || !trouble.isEmpty());
}

QStringList AttachmentStrip::states() const
{
    static const QString names[] = {u"preparing"_s, u"uploading"_s, u"ready"_s, u"failed"_s};
    QStringList result;
    const auto all = m_attachments.of(m_user);
    for (const Attachment &each : all)
        result += names[size_t(each.state)];
    return result;
}

//! An upload that comes further, or one more image, takes nothing back of what was said; an image
//! that goes, or is tried again, does.
void AttachmentStrip::refresh()
{
    const QList<Attachment> shown = m_attachments.of(m_user);
    const auto failed = std::ranges::count(shown, Attachment::State::Failed, &Attachment::state);
    const bool isOver = failed < std::exchange(m_failed, failed) || hasGone(m_tiles, shown);
    if (!isTheSameRow(m_tiles, shown))
        rebuild(shown);
    for (qsizetype i = 0; i < shown.size(); ++i)
        m_tiles.at(i)->present(shown.at(i));
    tell(isOver ? QString() : m_trouble->text());
}

void AttachmentStrip::rebuild(const QList<Attachment> &shown)
{
    for (AttachmentTile *tile : std::as_const(m_tiles)) {
        tile->hide();
        tile->deleteLater(); // it may be telling us of its own end
    }
    m_tiles.clear();
    for (const Attachment &each : shown) {
        auto *tile = new AttachmentTile(m_theme, each, this);
        const quint64 number = each.number;
        connect(tile, &AttachmentTile::retryRequested, this,
                [this, number] { m_attachments.retry(number); });
        connect(tile, &AttachmentTile::removeRequested, this,
                [this, number] { m_attachments.remove(number); });
        m_row->insertWidget(int(m_tiles.size()), tile);
        m_tiles.append(tile);
    }
}

} // namespace sermo::ui
