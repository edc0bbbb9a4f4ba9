// SPDX-License-Identifier: GPL-3.0-or-later
// A bot that answers. `npm install ws` beside it, a key of the role `bot`, and then
//   SERMO_URL=ws://127.0.0.1:8080 SERMO_KEY=… node answering-bot.mjs
// It greets, puts customers through to a queue, asks who wants a person whether he is still there (who answers goes
// first in line), and ends conversations that an agent hands to it, in the agent's name.
import WebSocket from 'ws';

const { SERMO_URL = 'ws://127.0.0.1:8080', SERMO_KEY } = process.env;
const me = { id: 'otto', name: 'Otto', type: 'bot' };
const queues = { sales: /invoice|price|order/i, technical: /internet|router|slow/i, general: /something else/i };
const button = (text, payload) => ({ type: 'postback', text, payload });
const topics = [button('My invoice', 'sales'), button('My connection', 'technical'), button('Something else', 'general')];
const telling = /^(start|text|session_state|claim_session|handover_to_agent|handover_to_bot)$/;

const heard = {}; // the log's epoch, and the seq of the last event heard of it: the next connection goes on from there
const sessions = new Map(); // userId → what is known of it, folded from events, replayed ones too
const outbox = new Map(); // id → what the broker has not acknowledged yet: sent again by the next connection
let socket, silence, pause = 500;

/** What an event says of its session, whoever sent it. One that is told twice (a replay brings our own) counts once. */
function fold(event) {
  if (!sessions.has(event.userId)) sessions.set(event.userId, { known: new Set(), answers: 0 });
  const session = sessions.get(event.userId);
  const name = `${event.direction} ${event.type} ${event.id}`;
  if (event.id && session.known.has(name)) return session;
  session.known.add(name);
  if (event.type === 'session_state') session.state = event.state;
  else if (event.type === 'handover_to_bot') session.order = session.open = event;
  else if (event.type === 'claim_session') session.asked = false;
  else if (event.type === 'handover_to_agent') Object.assign(session, { asked: !session.asked, open: null });
  else if (event.direction === 'inbound') session.open = event; // waits for an answer
  else if (event.type === 'text') Object.assign(session, { answers: session.answers + 1, open: null });
  return session;
}

/** Sends what follows of `cause`. Its id is made of the cause's seq: however often it is sent, it is delivered once. */
function say(cause, type, direction, rest = {}) {
  const event = { type, direction, userId: cause.userId, id: `${type}-${cause.seq}`, ...rest };
  outbox.set(event.id, event);
  fold(event);
  send(event);
}
const send = (event) => socket.readyState === WebSocket.OPEN && socket.send(JSON.stringify(event));
const beat = () => send({ type: 'application_heartbeat', direction: 'internal', available: true });
const write = (cause, text, quickReplies = [], agent = me) =>
  say(cause, 'text', 'outbound', { text, typing: 600, agent, quickReplies });

/** Says what is due, where the desk has given the bot the floor. */
function act(session) {
  const cause = session.open;
  if (!cause) return;
  const { text = '', quickReplyPayload } = cause;
  const isLent = session.state === 'bot_closing';
  const isEnding = session.order?.reason !== 'confirm_present';
  if (session.state === 'bot' && !session.asked) {
    const queueId = Object.keys(queues).find((id) => id === quickReplyPayload || queues[id].test(text));
    const customerId = /\b\d{6,10}\b/.exec(text)?.[0];
    if (customerId) say(cause, 'customer_identified', 'internal', { brandId: 'demo', customerId });
    if (/\b(person|human|agent)\b/i.test(text)) {
      write(cause, 'I am getting somebody. Say yes when you have read this, and you go first.', [button('Yes', 'here')]);
      say(cause, 'handover_to_agent', 'internal');
    } else if (queueId || session.answers > 1) {
      write(cause, 'Thank you, I am putting you through.');
      say(cause, 'handover_to_queue', 'internal', { queueId: queueId ?? 'general' });
    } else write(cause, session.answers ? 'Which of these is closest?' : 'Hello! What is it about?', topics);
  } else if (isLent && cause.type === 'handover_to_bot') {
    const [question, answer] = isEnding ? ['Is there anything else?', 'No, thank you'] : ['Are you still there?', 'Yes'];
    write(cause, question, [button(answer, 'said')], cause.agent);
  } else if (isLent && isEnding && /^\s*(no|nope|nej)\b/i.test(text)) {
    say(cause, 'end_session', 'outbound', { reasonText: 'Thank you, and welcome back.' });
  } else if (isLent || (session.state === 'queued' && session.asked && cause.type === 'text')) {
    say(cause, 'handover_to_agent', 'internal'); // he is there: first in line, or back to his agent
  }
}

function handle(event) {
  if (event.receivedAt) heard.seq = event.seq; // a stored one
  if (event.type === 'error') console.error(`refused: ${event.code}: ${event.message}`);
  if (event.type === 'welcome') {
    if (event.reset) { sessions.clear(); delete heard.seq; } // another log than ours: what is open is told in full
    heard.epoch = event.epoch;
    for (const session of sessions.values()) session.state = null; // the desk tells it anew, after what was missed
    beat();
    outbox.forEach(send);
  } else if (event.type === 'ack' || (event.type === 'error' && event.code !== 'storage_unavailable')) outbox.delete(event.id);
  else if (event.type === 'session_state' && event.state === 'ended') sessions.delete(event.userId);
  else if (telling.test(event.type)) act(fold(event));
}

function connect() {
  const from = heard.seq ? `since=${heard.seq}&epoch=${heard.epoch}` : 'replay=open';
  socket = new WebSocket(`${SERMO_URL}/events?${from}`, { headers: { Authorization: `Bearer ${SERMO_KEY}` } });
  const listen = () => { clearTimeout(silence); silence = setTimeout(() => socket.terminate(), 45_000); };
  socket.on('open', () => { pause = 500; }).on('ping', listen).on('error', (error) => console.error(error.message));
  socket.on('message', (data) => { listen(); handle(JSON.parse(data)); });
  socket.on('close', () => { setTimeout(connect, pause * (0.5 + Math.random())); pause = Math.min(pause * 2, 15_000); });
}
connect();
setInterval(beat, 30_000);
