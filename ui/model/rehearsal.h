// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QString>

namespace sermo::model
{

//! A conversation with the reception bot that nobody else hears: what it says to what a customer
//! might say, at once, however patient it is with real ones. Not a thread's own.
class Rehearsal
{
public:
    struct Button {
        QString text, payload;
        friend bool operator==(const Button &, const Button &) = default;
    };
    struct Line {
        bool isSaid = true; //!< else it is what happens: who gets the customer
        QString text;
        QList<Button> buttons;
        friend bool operator==(const Line &, const Line &) = default;
    };

    virtual ~Rehearsal() = default;
    Rehearsal() = default;
    Q_DISABLE_COPY_MOVE(Rehearsal)

    [[nodiscard]] virtual QList<Line> begin() = 0; //!< how it greets
    //! `payload`: of the button that was pressed; empty: it was written.
    [[nodiscard]] virtual QList<Line> say(const QString &text, const QString &payload = {}) = 0;
};

} // namespace sermo::model
