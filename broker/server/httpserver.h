// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "broker/server/httproutes.h"

class QHttpServer;
class QObject;

namespace sermo::server
{

class Door;

//! Has Qt's HTTP server read the requests that the door lets through and write what the routes
//! answer. `parent` owns it, and it owns the door; the routes must outlive both.
QHttpServer *serveHttp(Door *door, const HttpRoutes &routes, QObject *parent);

} // namespace sermo::server
