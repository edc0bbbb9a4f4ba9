// SPDX-License-Identifier: GPL-3.0-or-later
// A connector's bones: brings the customers of another network, such as text messages, to the broker and back.
// `npm install ws` beside it, a key of the role `channel`, and then
//   SERMO_URL=ws://127.0.0.1:8080 SERMO_KEY=… NETWORK_URL=http://… PORT=8090 STATE=channel.json node channel.mjs
// In:  the network posts {"from","text","messageId"} to /incoming. 200 says that the broker has stored it; after anything
//      else the network posts it again, and by the same messageId it becomes one event however often it comes.
// Out: each text is posted to NETWORK_URL as {"to","text","key"}, in order, again until it answers 2xx. How far that went
//      is kept in STATE, so that a restart goes on there; a text whose answer was lost comes twice with one `key`.
import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { text as wholeBody } from 'node:stream/consumers';
import WebSocket from 'ws';

const { SERMO_URL = 'ws://127.0.0.1:8080', SERMO_KEY, NETWORK_URL, PORT = '8090', STATE = 'channel.json' } = process.env;
const prefix = 'sms:'; // whose users they are: a userId belongs to the key that first brought it

let carried = read(); // { epoch, seq } of the last event that the network took
let heard = carried?.seq; // … and of the last one that came from the broker; what is between waits in `line`
const line = [];
const asked = new Map(); // messageId → who waits for the broker's answer to it
let socket, silence, isCarrying = false, pause = 500;

function read() {
  try {
    return JSON.parse(readFileSync(STATE, 'utf8'));
  } catch (error) {
    if (error.code === 'ENOENT') return undefined; // the first start
    throw error;
  }
}

function keep(epoch, seq) {
  carried = { epoch, seq };
  writeFileSync(`${STATE}.new`, JSON.stringify(carried));
  renameSync(`${STATE}.new`, STATE); // whole, whatever happens meanwhile
}

/** What a customer of a network that knows nothing but text is to read; nothing: this event is not for his eyes. */
function wordsOf({ type, text, imageId, quickReplies = [], reasonText }) {
  const image = imageId && `${SERMO_URL.replace(/^ws/, 'http')}/images/${imageId}`;
  if (type === 'text') return [text, image, ...quickReplies.map((reply) => `– ${reply.text}`)].filter(Boolean).join('\n');
  return type === 'info' ? text : type === 'end_session' ? reasonText : undefined;
}

async function carry() {
  if (isCarrying) return;
  isCarrying = true;
  for (let wait = 500; line.length; ) {
    const { userId, seq, epoch, text } = line[0];
    const body = JSON.stringify({ to: userId.slice(prefix.length), text, key: `${epoch}-${seq}` });
    const taken = !text || (await fetch(NETWORK_URL, { method: 'POST', body, signal: AbortSignal.timeout(10_000) })
      .then((answer) => answer.ok, () => false));
    if (taken) keep(epoch, line.shift().seq);
    else await new Promise((done) => { setTimeout(done, wait); });
    wait = taken ? 500 : Math.min(wait * 2, 30_000);
  }
  isCarrying = false;
}

function handle(event) {
  if (event.type === 'ack') asked.get(event.id)?.(200);
  else if (event.type === 'error') asked.get(event.id)?.(event.code === 'storage_unavailable' ? 503 : 422, event.message);
  else if (event.type === 'welcome' && (event.reset || !carried)) {
    keep(event.epoch, (heard = event.seq)); // a new log: what is told of it as past was carried, or is not ours to tell
  } else if (event.receivedAt && event.seq > heard) {
    heard = event.seq;
    line.push({ ...event, epoch: carried.epoch, text: wordsOf(event) });
    carry();
  }
}

function connect() {
  const from = carried ? `?since=${heard}&epoch=${carried.epoch}` : '';
  socket = new WebSocket(`${SERMO_URL}/events${from}`, { headers: { Authorization: `Bearer ${SERMO_KEY}` } });
  const listen = () => { clearTimeout(silence); silence = setTimeout(() => socket.terminate(), 45_000); };
  socket.on('open', () => { pause = 500; }).on('ping', listen);
  socket.on('message', (data) => { listen(); handle(JSON.parse(data)); });
  socket.on('error', (error) => console.error(error.message)).on('close', () => {
    for (const answer of [...asked.values()]) answer(503, 'the broker is away');
    setTimeout(connect, pause * (0.5 + Math.random()));
    pause = Math.min(pause * 2, 15_000);
  });
}

/** The broker's word on one message: 200 when it is stored. */
const deliver = (from, text, id) => new Promise((done) => {
  if (socket.readyState !== WebSocket.OPEN || asked.has(id)) return done([503, 'not now']);
  asked.set(id, (status, why = '') => { asked.delete(id); done([status, why]); });
  socket.send(JSON.stringify({ type: 'text', direction: 'inbound', userId: prefix + from, text, id }));
});

createServer(async (request, answer) => {
  const { from, text, messageId } = (await wholeBody(request).then(JSON.parse).catch(() => null)) ?? {};
  const isGood = [from, text, messageId].every((part) => part && typeof part === 'string');
  const isAsked = request.method === 'POST' && request.url === '/incoming';
  const [status, why] = isAsked && isGood ? await deliver(from, text, messageId) : [400, 'not understood'];
  answer.writeHead(status).end(why);
}).listen(Number(PORT), '127.0.0.1', connect);
