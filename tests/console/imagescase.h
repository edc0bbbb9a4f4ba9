// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/console/deskscene.h"
#include "tests/imaging/images.h"
#include "ui/console/transcriptview.h"

#include <QtTest>

namespace sermo::test
{

//! What tests of images in the console begin with: a talk with Robin, and an image `one` to be had.
class ImagesCase : public QObject
{
    Q_OBJECT
private slots:
    void init()
    {
        m_scene = std::make_unique<DeskScene>();
        m_scene->show();
        m_scene->bringToAgent(QStringLiteral("robin"), QStringLiteral("Robin Eriksson"));
        m_scene->acknowledgeAll();
        m_scene->link.forgetSent();
        m_scene->images.images.insert(ImageId(QStringLiteral("one")),
                                      encoded(picture(200, 150), "png"));
    }
    void cleanup() { m_scene.reset(); }

protected:
    void push(const QString &name) const { m_scene->find<QAbstractButton>(name)->click(); }
    [[nodiscard]] ui::TranscriptView *transcript() const
    {
        return m_scene->find<ui::TranscriptView>(QStringLiteral("transcript-robin"));
    }

    std::unique_ptr<DeskScene> m_scene;
};

} // namespace sermo::test
