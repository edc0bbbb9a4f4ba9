// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "broker/protocol/clock.h"

namespace sermo::model
{
class AgentsModel;
class Attachments;
class ConsoleController;
class Drafts;
class ImageLibrary;
class Offers;
class Preferences;
class QueueModel;
class ReplyBook;
class SessionStore;
class SetAside;
class Spelling;
class WaitingModel;
class WithBotModel;
} // namespace sermo::model

namespace sermo::ui
{

class Hosting;
class Motion;
class Theme;

//! What the console's parts are made of: references to what somebody else owns and what outlives
//! all widgets. Passed by constructor; there is nothing global to ask.
struct ConsoleContext {
    Theme &theme;
    const Clock &clock;
    model::SessionStore &store;
    model::ConsoleController &controller;
    model::Drafts &drafts;
    model::ReplyBook &replies;
    model::Preferences &preferences;
    model::Spelling &spelling;
    model::ImageLibrary &images;
    model::Attachments &attachments;
    const model::QueueModel &queues;
    const model::AgentsModel &agents;
    const model::WaitingModel &waiting;
    const model::WithBotModel &withBot;
    model::Offers &offers;
    model::SetAside &aside;
    const Motion &motion;
    const Hosting &hosting;
    bool hosts = false; //!< the broker runs in this desk
};

} // namespace sermo::ui
