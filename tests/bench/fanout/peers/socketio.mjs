// SPDX-License-Identifier: GPL-3.0-or-later
// The same service on node and socket.io, as its documentation has it, over WebSocket alone.
import { Server } from 'socket.io';
import { createServer } from 'node:http';

const http = createServer();
const server = new Server(http, {
  transports: ['websocket'],
  perMessageDeflate: false,
  pingInterval: 600_000, // its listeners here answer none
});
server.on('connection', (socket) => {
  socket.on('event', (event) => socket.broadcast.emit('event', event));
});
http.listen(0, '127.0.0.1', () => console.log(`listening on 127.0.0.1:${http.address().port}`));
