// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

namespace sermo::app
{

//! SIGTERM and SIGINT as one Qt signal, SIGHUP as another. One a process, for its main thread.
class TerminationSignal : public QObject
{
    Q_OBJECT
public:
    explicit TerminationSignal(QObject *parent = nullptr);
    ~TerminationSignal() override;

signals:
    void raised();
    void hungUp(); //!< what is read at the start is to be read again

private:
    int m_read = -1;
};

} // namespace sermo::app
