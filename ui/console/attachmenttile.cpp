// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/console/attachmenttile.h"

#include "ui/style/icon.h"
#include "ui/style/stylesheet.h"
#include "ui/style/theme.h"

#include <QKeyEvent>
#include <QPainter>
#include <QPainterPath>

using namespace Qt::StringLiterals;

namespace sermo::ui
{

using State = model::Attachments::Attachment::State;

namespace
{

constexpr int Side = 60;
constexpr int RemoveSide = 20;
constexpr int BarHeight = 4;

} // namespace

AttachmentTile::AttachmentTile(const Theme &theme, const model::Attachments::Attachment &shown,
                               QWidget *parent)
    : QToolButton(parent)
    , m_theme(theme)
    , m_remove(new QToolButton(this))
{
    setObjectName(u"attachment-%1"_s.arg(shown.number));
    setFixedSize(Side, Side);
    setKind(this, u"picture"_s); // or the sheet would make it as low as a button
    setFocusPolicy(Qt::StrongFocus);
    m_remove->setObjectName(u"removeAttachment-%1"_s.arg(shown.number));
    setKind(m_remove, u"tile"_s);
    m_remove->setIcon(ui::icon(theme, u"x"_s, &Tokens::text));
    m_remove->setIconSize({12, 12});
    m_remove->setFixedSize(RemoveSide, RemoveSide);
    m_remove->move(Side - RemoveSide - 1, 1);
    m_remove->setFocusPolicy(Qt::NoFocus); // Delete on the tile does the same
    connect(m_remove, &QToolButton::clicked, this, &AttachmentTile::removeRequested);
    connect(this, &QToolButton::clicked, this, &AttachmentTile::retryRequested);
    connect(&theme, &Theme::changed, this, qOverload<>(&QWidget::update));
    present(shown);
}

QSize AttachmentTile::sizeHint() const
{
    return {Side, Side};
}

void AttachmentTile::present(const model::Attachments::Attachment &shown)
{
    m_shown = shown;
    const QString name = shown.name.isEmpty() ? tr("Image") : shown.name;
    setAccessibleName(u"%1, %2"_s.arg(name, describe()));
    setToolTip(accessibleName());
    m_remove->setAccessibleName(tr("Remove %1").arg(name));
    m_remove->setToolTip(m_remove->accessibleName());
    setCursor(shown.state == State::Failed ? Qt::PointingHandCursor : Qt::ArrowCursor);
    update();
}

QString AttachmentTile::describe() const
{
    switch (m_shown.state) {
    case State::Preparing:
        return tr("being made ready");
    case State::Uploading:
        return tr("uploading, %1 %").arg(qRound(m_shown.progress * 100));
    case State::Ready:
        return tr("ready to be sent");
    case State::Failed:
        return model::isPassing(m_shown.why)
            ? tr("not uploaded: %1. Click to try again").arg(model::textOf(m_shown.why))
            : tr("not uploaded: %1").arg(model::textOf(m_shown.why));
    }
    Q_UNREACHABLE();
}

void AttachmentTile::paintEvent(QPaintEvent *)
{
    const Tokens &t = m_theme.tokens();
    QPainter p(this);
    p.setRenderHint(QPainter::Antialiasing);
    const bool failed = m_shown.state == State::Failed;
    const QRectF frame = QRectF(rect()).adjusted(1, 1, -1, -1);
    QPainterPath outline;
    outline.addRoundedRect(frame, Tokens::RadiusSmall, Tokens::RadiusSmall);
    p.fillPath(outline, failed ? t.badSoft : t.line2);
    if (!m_shown.thumbnail.isNull()) {
        p.save();
        p.setClipPath(outline);
        p.setRenderHint(QPainter::SmoothPixmapTransform);
        p.setOpacity(m_shown.state == State::Ready ? 1 : 0.45);
        QRectF target(
            {},
            QSizeF(m_shown.thumbnail.size()).scaled(frame.size(), Qt::KeepAspectRatioByExpanding));
        target.moveCenter(frame.center());
        p.drawImage(target, m_shown.thumbnail);
        p.restore();
    }
    if (failed || m_shown.thumbnail.isNull()) {
        constexpr int Icon = 20;
        p.drawPixmap(QPoint((width() - Icon) / 2, (height() - Icon) / 2),
                     iconPixmap(failed ? u"circle-alert"_s : u"image"_s, failed ? t.bad : t.text2,
                                Icon, devicePixelRatioF()));
    }
    if (m_shown.state == State::Preparing || m_shown.state == State::Uploading)
        paintProgress(&p);
    p.setPen(QPen(hasFocus() ? t.accent : (failed ? t.bad : t.line), hasFocus() ? 2 : 1));
    p.drawPath(outline);
}

void AttachmentTile::paintProgress(QPainter *p) const
{
    const Tokens &t = m_theme.tokens();
    const QRectF whole(6, height() - BarHeight - 6, width() - 12, BarHeight);
    p->setPen(Qt::NoPen);
    p->setBrush(t.surface);
    p->drawRoundedRect(whole, BarHeight / 2.0, BarHeight / 2.0);
    QRectF done = whole;
    done.setWidth(qMax<double>(BarHeight, whole.width() * m_shown.progress));
    p->setBrush(t.accent);
    p->drawRoundedRect(done, BarHeight / 2.0, BarHeight / 2.0);
    p->setBrush(Qt::NoBrush);
}

void AttachmentTile::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Delete || event->key() == Qt::Key_Backspace)
        emit removeRequested();
    else
        QToolButton::keyPressEvent(event);
}

} // namespace sermo::ui
