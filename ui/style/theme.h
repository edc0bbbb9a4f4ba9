// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/style/tokens.h"

#include <QObject>

namespace sermo::ui
{

//! Light or dark, and who is told when it changes. One for the application, made after it, passed
//! by reference to what paints, and outliving all of it. GUI thread.
class Theme : public QObject
{
    Q_OBJECT
public:
    enum class Mode : quint8 { System, Light, Dark };
    Q_ENUM(Mode)

    explicit Theme(QObject *parent = nullptr);

    [[nodiscard]] Mode mode() const { return m_mode; }
    void setMode(Mode mode);

    [[nodiscard]] const Tokens &tokens() const { return m_tokens; }
    //! Rises with every change: part of the key of cached layouts.
    [[nodiscard]] int generation() const { return m_generation; }

    //! Gives the application its style, font, palette and sheet, and follows the system from now
    //! on.
    void install();

signals:
    void changed();

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void refresh();
    void dress();

    Mode m_mode = Mode::System;
    Tokens m_tokens;
    int m_generation = 0;
    bool m_systemIsDark = false;
    bool m_installed = false;
    bool m_dressing = false;
};

} // namespace sermo::ui
