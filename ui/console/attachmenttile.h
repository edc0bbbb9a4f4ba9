// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/model/attachments.h"

#include <QToolButton>

namespace sermo::ui
{

class Theme;

//! One image on its way, as a button: a failed one is tried again by it, Delete takes it out.
class AttachmentTile : public QToolButton
{
    Q_OBJECT
public:
    AttachmentTile(const Theme &theme, const model::Attachments::Attachment &shown,
                   QWidget *parent);

    void present(const model::Attachments::Attachment &shown);
    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] quint64 number() const { return m_shown.number; }

signals:
    void retryRequested();
    void removeRequested();

protected:
    void paintEvent(QPaintEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;

private:
    void paintProgress(QPainter *painter) const;
    [[nodiscard]] QString describe() const;

    const Theme &m_theme;
    model::Attachments::Attachment m_shown;
    QToolButton *m_remove;
};

} // namespace sermo::ui
