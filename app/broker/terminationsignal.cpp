// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/broker/terminationsignal.h"

#include <QSocketNotifier>

#include <csignal>
#include <unistd.h>

namespace sermo::app
{

namespace
{

// A signal's handler may do next to nothing: it writes a byte, and the event loop reads it.
volatile int writeEnd = -1;

extern "C" void handleSignal(int number)
{
    const char byte = static_cast<char>(number);
    [[maybe_unused]] const auto written = ::write(writeEnd, &byte, 1);
}

} // namespace

TerminationSignal::TerminationSignal(QObject *parent)
    : QObject(parent)
{
    int ends[2];
    if (::pipe(ends) != 0)
        return;
    m_read = ends[0];
    writeEnd = ends[1];
    auto *notifier = new QSocketNotifier(m_read, QSocketNotifier::Read, this);
    connect(notifier, &QSocketNotifier::activated, this, [this] {
        char byte = 0;
        if (::read(m_read, &byte, 1) != 1)
            return;
        if (byte == SIGHUP)
            emit hungUp();
        else
            emit raised();
    });
    std::signal(SIGTERM, handleSignal);
    std::signal(SIGINT, handleSignal);
    std::signal(SIGHUP, handleSignal);
}

TerminationSignal::~TerminationSignal()
{
    std::signal(SIGTERM, SIG_DFL);
    std::signal(SIGINT, SIG_DFL);
    std::signal(SIGHUP, SIG_DFL);
    if (m_read < 0)
        return;
    ::close(m_read);
    ::close(writeEnd);
}

} // namespace sermo::app
