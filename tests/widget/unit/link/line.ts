// SPDX-License-Identifier: GPL-3.0-or-later
// A link to a broker that the test plays, and what came of it.
import { afterEach, beforeEach, vi } from 'vitest';
import { Link, type LinkState, type Resume } from '@widget/protocol/link.ts';
import type { ChatEvent } from '@widget/protocol/events.ts';
import { Outbox } from '@widget/protocol/outbox.ts';
import { FakeSocket } from '../fakes.ts';

export let states: LinkState[];
export let events: ChatEvent[];
export let acks: [string, number][];
export let refusals: [string | undefined, string][];
export let outbox: Outbox;
export let link: Link;
/** What the link asks for: who we were, and chance. */
export const given: { resume: Resume | undefined; random: number } = {
  resume: undefined,
  random: 1,
};

export const socket = () => FakeSocket.last;

/** A new one before each test, whose time goes by only when the test says so. */
export function layTheLine(): void {
  beforeEach(() => {
    vi.useFakeTimers();
    FakeSocket.all = [];
    states = [];
    events = [];
    acks = [];
    refusals = [];
    outbox = new Outbox();
    Object.assign(given, { resume: undefined, random: 1 });
    link = linked();
  });
  afterEach(() => {
    link.stop();
    vi.useRealTimers();
  });
}

function linked(): Link {
  return new Link({
    url: 'ws://broker/chat',
    platformId: 'webchat',
    outbox,
    resume: () => given.resume,
    socket: (url) => new FakeSocket(url),
    random: () => given.random,
    listener: {
      stateChanged: (state) => states.push(state),
      welcomed: () => undefined,
      received: (event) => events.push(event),
      acknowledged: (id, seq) => acks.push([id, seq]),
      refused: (id, code) => refusals.push([id, code]),
    },
  });
}
