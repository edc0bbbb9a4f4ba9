// SPDX-License-Identifier: GPL-3.0-or-later
// The same service on node and ws, as its README has it: what one says is sent to all others, but for those
// who came as customers.
import { createRequire } from 'node:module';

const { WebSocketServer, WebSocket } = createRequire(`${process.argv[2]}/`)('ws');
const server = new WebSocketServer({ host: '127.0.0.1', port: 0, perMessageDeflate: false }, () =>
  console.log(`listening on 127.0.0.1:${server.address().port}`),
);
const listeners = new Set();
server.on('connection', (socket, request) => {
  if (request.url.startsWith('/chat')) return;
  listeners.add(socket);
  socket.on('close', () => listeners.delete(socket));
  socket.on('message', (data, isBinary) => {
    for (const other of listeners) {
      if (other !== socket && other.readyState === WebSocket.OPEN) other.send(data, { binary: isBinary });
    }
  });
});
