// SPDX-License-Identifier: GPL-3.0-or-later
// The published JSON Schemas with a validator that others use: against the configurations that the
// broker's own reader is tried on, and against the golden corpus of events.
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import Ajv from 'ajv/dist/2020.js';
import { describe, expect, it } from 'vitest';

const root = fileURLToPath(new URL('../../../', import.meta.url));
const read = (path: string) => readFileSync(root + path, 'utf8');
const ajv = new Ajv({
  allErrors: true,
  // A name of the published page; times are checked by who reads them.
  formats: { 'date-time': true },
  strictRequired: false,
  strictTypes: false,
});

interface Configured {
  name: string;
  json: unknown;
  refused?: string;
  /** Why a schema cannot tell. */
  schema?: string;
}

describe('the schema of the configuration', () => {
  const validate = ajv.compile(JSON.parse(read('resources/schema/configuration.schema.json')));
  const table = JSON.parse(read('tests/data/configurations.json')) as Configured[];

  it.each(table.filter(({ refused }) => refused === undefined))('takes $name', ({ json }) => {
    expect(validate(json), JSON.stringify(validate.errors)).toBe(true);
  });

  it.each(table.filter(({ refused, schema }) => refused !== undefined && !schema))(
    'refuses $name',
    ({ json }) => expect(validate(json)).toBe(false),
  );

  it.each(table.filter(({ schema }) => schema))('cannot know of $name', ({ json }) => {
    expect(validate(json)).toBe(true);
  });
});

describe('the schema of the events', () => {
  const schema = JSON.parse(read('resources/schema/events.schema.json'));
  const validate = ajv.compile(schema);
  const event = ajv.compile({ $ref: `${schema.$id}#/$defs/event` });
  const sent = ajv.compile({ $ref: `${schema.$id}#/$defs/sent` });
  const files = (folder: string) =>
    readdirSync(`${root}tests/data/events/${folder}`)
      .filter((name) => name.endsWith('.json'))
      .map((name) => [name, `tests/data/events/${folder}/${name}`] as const);

  it.each(['inbound', 'outbound', 'internal', 'contract'].flatMap(files))('takes %s', (_, path) => {
    const json = JSON.parse(read(path));
    expect(event(json), JSON.stringify(event.errors)).toBe(true);
    expect(validate(json)).toBe(true);
    expect(sent(json)).toBe(true);
  });

  it.each(files('odd/accepted'))('knows %s for an event that may be sent', (_, path) => {
    expect(sent(JSON.parse(read(path))), JSON.stringify(sent.errors)).toBe(true);
  });

  it.each(files('odd/refused').filter(([name]) => /^(bad_event|reserved|unknown_)/.test(name)))(
    'refuses %s',
    (name, path) => {
      // That a type of ours wants a userId inside is a rule of its own.
      const check = name.includes('user-missing-claim') ? event : sent;
      expect(check(JSON.parse(read(path)))).toBe(false);
    },
  );

  it('knows what the broker adds and what it answers', () => {
    const said = { type: 'text', direction: 'inbound', userId: 'u', text: 'hej' };
    const receipt = { seq: 7, receivedAt: '2026-03-02T12:00:00.000Z' };
    expect(validate({ ...said, ...receipt })).toBe(true);
    expect(sent({ ...said, ...receipt })).toBe(false);
    expect(validate({ ...said, seq: 7 })).toBe(false);
    expect(validate({ ...said, text: 7 })).toBe(false);
    expect(validate({ type: 'ack', id: 'a', seq: 7 })).toBe(true);
    expect(validate({ type: 'ack' })).toBe(false);
    expect(validate({ type: 'hello', platformId: 'webchat' })).toBe(true);
  });
});
