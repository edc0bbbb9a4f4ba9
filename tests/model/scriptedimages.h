// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/model/imagesource.h"

#include <QHash>
#include <QPointer>
#include <QTimer>

#include <optional>

namespace sermo::test
{

//! A place of images whose other end is the test: answers in the next round of the event loop, as
//! it is told to, or waits until it may.
class ScriptedImages final : public model::ImageSource
{
    Q_OBJECT
public:
    QHash<ImageId, QByteArray> images; //!< what it has
    std::optional<model::ImageTrouble> trouble; //!< everything fails by it
    bool isHeld = false; //!< nothing is answered until release()
    QList<ImageId> asked; //!< for each fetch
    QList<QByteArray> uploads; //!< what came
    int atOnce = 0, mostAtOnce = 0; //!< fetches that wait for their answer

    void fetch(const ImageId &image, QObject *context, const Fetched &done) override
    {
        asked.append(image);
        mostAtOnce = std::max(mostAtOnce, ++atOnce);
        later(context, [this, image, done] {
            --atOnce;
            if (trouble)
                done(failure(model::ImageTrouble(*trouble)));
            else if (const auto found = images.constFind(image); found != images.cend())
                done(*found);
            else
                done(failure(model::ImageTrouble::Missing));
        });
    }
    void upload(const QByteArray &bytes, QObject *context, const Progress &progress,
                const Uploaded &done) override
    {
        uploads.append(bytes);
        m_progress = {context, progress};
        later(context, [this, bytes, done] {
            if (trouble)
                return done(failure(model::ImageTrouble(*trouble)));
            const ImageId id(QStringLiteral("uploaded-%1").arg(++m_stored));
            images.insert(id, bytes);
            done(Stored{id, {}});
        });
    }
    void tellProgress(double part) //!< of the last upload
    {
        if (m_progress.first)
            m_progress.second(part);
    }
    void release()
    {
        isHeld = false;
        const auto held = std::exchange(m_held, {});
        for (const auto &[context, answer] : held) {
            if (context)
                answer();
        }
    }

private:
    void later(QObject *context, const std::function<void()> &answer)
    {
        if (isHeld)
            m_held.append({context, answer});
        else
            QTimer::singleShot(0, context, answer);
    }

    QList<std::pair<QPointer<QObject>, std::function<void()>>> m_held;
    std::pair<QPointer<QObject>, Progress> m_progress;
    int m_stored = 0;
};

} // namespace sermo::test
