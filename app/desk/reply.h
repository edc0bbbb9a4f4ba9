// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QPointer>

#include <functional>
#include <memory>
#include <utility>

namespace sermo::app
{

//! The answer to a question that goes to another thread: given once, always. It comes through the
//! event loop of `where`, while both live, who was asked for it and who asked him; and where the
//! last copy of it goes and nothing was said, because nobody came to the question or whoever had it
//! is gone, that is `otherwise`. Copies are one and may be used in any thread; the handler stays in
//! that of `where`, which outlives them.
template <typename Answer>
class Reply
{
public:
    using Told = std::function<void(const Answer &)>;

    Reply(QObject &where, QObject *asked, QObject *asker, Told told, Answer otherwise)
        : m_way(std::make_shared<Way>(where, asked, asker, std::move(told), std::move(otherwise)))
    {
    }

    void operator()(const Answer &answer) const { m_way->tell(answer); }

private:
    class Way
    {
    public:
        Way(QObject &where, QObject *asked, QObject *asker, Told told, Answer otherwise)
            : m_where(where)
            , m_asked(asked)
            , m_asker(asker)
            , m_told(std::move(told))
            , m_otherwise(std::move(otherwise))
        {
        }
        ~Way() { tell(m_otherwise); }
        Q_DISABLE_COPY_MOVE(Way)

        void tell(const Answer &answer)
        {
            if (!m_told)
                return; // it was
            QMetaObject::invokeMethod(
                &m_where,
                [asked = m_asked, asker = m_asker, told = std::exchange(m_told, nullptr), answer] {
                    if (asked && asker)
                        told(answer);
                },
                Qt::QueuedConnection);
        }

    private:
        QObject &m_where;
        const QPointer<QObject> m_asked, m_asker;
        Told m_told; //!< none: it has gone there
        const Answer m_otherwise;
    };

    std::shared_ptr<Way> m_way;
};

} // namespace sermo::app
