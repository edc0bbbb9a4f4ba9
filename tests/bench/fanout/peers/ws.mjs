// SPDX-License-Identifier: GPL-3.0-or-later
// The same service on node and ws, as its README has it: what one says is sent to all others, but for those
// who came as customers: those say hello and are welcomed with an id and a token, which nobody writes down.
import { randomBytes, randomUUID } from 'node:crypto';
import { createRequire } from 'node:module';

const { WebSocketServer, WebSocket } = createRequire(`${process.argv[2]}/`)('ws');
const server = new WebSocketServer({ host: '127.0.0.1', port: 0, perMessageDeflate: false }, () =>
  console.log(`listening on 127.0.0.1:${server.address().port}`),
);
const listeners = new Set();

const welcome = (socket, hello) => {
  const { type, platformId } = JSON.parse(hello);
  if (type !== 'hello') return;
  const token = randomBytes(24).toString('base64url');
  socket.send(JSON.stringify({ type: 'welcome', userId: `${platformId}.${randomUUID()}`, token }));
};

server.on('connection', (socket, request) => {
  if (request.url.startsWith('/chat')) {
    socket.on('message', (hello) => welcome(socket, hello));
    return;
  }
  listeners.add(socket);
  socket.on('close', () => listeners.delete(socket));
  socket.on('message', (data, isBinary) => {
    for (const other of listeners) {
      if (other !== socket && other.readyState === WebSocket.OPEN) other.send(data, { binary: isBinary });
    }
  });
});
