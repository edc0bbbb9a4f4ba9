// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDBusVariant>
#include <QObject>

#include <optional>

namespace sermo::ui
{

//! Whether things may move by themselves: menus that fade, bars that slide, a caret that blinks.
//! As the system says, where it does (the desktop's settings over D-Bus: Qt 6.4 cannot tell), or as
//! the person has chosen here. What we paint ourselves never moves. Lives in the GUI thread.
class Motion : public QObject
{
    Q_OBJECT
public:
    explicit Motion(QObject *parent = nullptr);
    ~Motion() override; //!< leaves the application as it was

    void choose(std::optional<bool> isReduced); //!< none: as the system says
    [[nodiscard]] bool isReduced() const { return m_isReduced; }
    //! What to remember of who wants it so: none where the system says the same, so that whoever
    //! goes back to what it says follows it again.
    [[nodiscard]] std::optional<bool> choiceFor(bool isReduced) const;
    //! What a desktop's setting says; none: it is another setting.
    [[nodiscard]] static std::optional<bool> reducedBy(const QString &group, const QString &key,
                                                       const QVariant &value);

signals:
    void changed(bool isReduced);

private slots:
    //! By its name, over D-Bus.
    void hear(const QString &group, const QString &key, const QDBusVariant &value);

private:
    void ask(const QString &group, const QString &key);
    void refresh();
    void apply() const;

    const int m_flashTime; //!< of the caret, as the system has it
    QList<bool> m_effects; //!< of the application, as the system has them
    bool m_systemReduces = false;
    std::optional<bool> m_chosen;
    bool m_isReduced = false;
};

} // namespace sermo::ui
