// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/desk/deskoptions.h"
#include "broker/protocol/result.h"

#include <QObject>

#include <chrono>
#include <functional>
#include <memory>
#include <vector>

class QLocalServer;
class QLocalSocket;

namespace sermo::app
{

//! One desk at a time for the files that it writes: whoever hosts has its data directory, whoever
//! has joined has there what is called after him and his broker. A second start hands its link to
//! the desk that runs, and ends. A lock in the directory decides who was first, a local socket
//! beside it, for its owner alone, takes the link. A demonstration keeps nothing and has neither.
//! Lives in main(), for as long as the process; GUI thread.
class RunningDesk : public QObject
{
    Q_OBJECT
public:
    //! What another start was given: a link in it, or nothing to do but to come forward. False: not
    //! now; it asks again.
    using Taker = std::function<bool(const DeskOptions &handed)>;

    //! `patience`: how long a desk that runs may take to answer.
    explicit RunningDesk(std::chrono::milliseconds patience = std::chrono::seconds(5),
                         QObject *parent = nullptr);
    ~RunningDesk() override;

    //! This process is the desk of these options, too; before anything is written. The early exit:
    //! another one is. With code 0 it has taken what was given here, and nothing is left to do; a
    //! desk that serves already gets code 1 for that, and may go on as it was. Blocks.
    [[nodiscard]] Result<void, EarlyExit> claim(const DeskOptions &given);
    //! With these options it begins now, and answers. What else was claimed is let go.
    void serve(const DeskOptions &options, const Taker &taker);

private:
    class Place;

    void listenAt(Place &place);
    void handleConnection(QLocalServer &server);
    void handleLine(QLocalSocket &socket);

    const std::chrono::milliseconds m_patience;
    std::vector<std::unique_ptr<Place>> m_places;
    Taker m_taker;
};

} // namespace sermo::app
