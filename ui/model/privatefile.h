// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QObject>
#include <QThreadPool>
#include <QTimer>

#include <chrono>
#include <functional>
#include <optional>

namespace sermo::model
{

//! A small file for its owner's eyes only, written anew as a whole, atomically, in a thread of its
//! own: the user interface never waits for a disk. Shortly after the last change, and at the end;
//! where it fails, with the next change, and after a while without one. Lives in the GUI thread.
class PrivateFile : public QObject
{
    Q_OBJECT
public:
    using Content = std::function<QByteArray()>; //!< asked for in the GUI thread

    PrivateFile(QString path, std::chrono::milliseconds settleTime, Content content,
                QObject *parent = nullptr,
                std::chrono::milliseconds again = std::chrono::seconds(30));
    ~PrivateFile() override; //!< writes what is not yet written

    [[nodiscard]] std::optional<QByteArray> read() const; //!< none: there is none yet
    void putAside(); //!< not ours to throw away: to PATH.unreadable, where a person may read it

    void change(); //!< the content is another now
    void flush(); //!< writes now and waits; for the end, and for a machine that goes to sleep

signals:
    void saved();
    void saveFailed(const QString &why);

private:
    void save();
    void handleWritten(const QString &why);

    const QString m_path;
    const Content m_content;
    QTimer m_settle;
    QTimer m_again; //!< it failed
    QThreadPool m_writer; //!< one thread: writes stay in order
    bool m_dirty = false;
};

} // namespace sermo::model
