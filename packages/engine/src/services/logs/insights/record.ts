import type { StoredEvent } from '../event.ts';
import { eventIdOf } from '../event-id.ts';
import type { Value } from './value.ts';

/** AWS discovers this many fields of a JSON log. @source "Supported logs and discovered fields", Amazon CloudWatch Logs user guide */
const maximumFields = 200;
const maximumDepth = 32;

interface Source {
  readonly event: StoredEvent;
  readonly accountId: string;
  readonly groupName: string;
}

/** One log event, or one row of what a `stats` command made of many. Fields of an event are worked out when they are asked for. */
export class LogRecord {
  readonly #fields: Map<string, Value>;
  readonly #source: Source | undefined;
  #undiscovered: string | undefined;

  constructor(fields: Map<string, Value>, source?: Source) {
    this.#fields = fields;
    this.#source = source;
    this.#undiscovered = source?.event.message;
  }

  static of(event: StoredEvent, accountId: string, groupName: string): LogRecord {
    return new LogRecord(new Map(), { event, accountId, groupName });
  }

  get(name: string): Value {
    const value = this.#fields.get(name) ?? (this.#source && ownField(name, this.#source));
    if (value !== undefined || this.#undiscovered === undefined) return value;
    this.#discover(this.#undiscovered);
    return this.#fields.get(name);
  }

  set(name: string, value: Value): void {
    this.#fields.set(name, value);
  }

  /** All fields, those that are discovered too. */
  entries(): readonly (readonly [string, Value])[] {
    if (this.#undiscovered !== undefined) this.#discover(this.#undiscovered);
    const source = this.#source;
    const own = source ? ownFields.map((name) => [name, ownField(name, source)] as const) : [];
    return [...own, ...this.#fields];
  }

  #discover(message: string): void {
    this.#undiscovered = undefined;
    for (const [name, value] of lambdaFields(message)) if (!this.#fields.has(name)) this.#fields.set(name, value);
    let count = 0;
    for (const [name, value] of jsonFields(message)) {
      if (this.#fields.has(name)) continue;
      this.#fields.set(name, value);
      count += 1;
      if (count === maximumFields) return;
    }
  }
}

const ownFields = ['@timestamp', '@message', '@logStream', '@log', '@ingestionTime', '@ptr'];

function ownField(name: string, { event, accountId, groupName }: Source): Value {
  switch (name) {
    case '@timestamp':
      return event.timestamp;
    case '@message':
      return event.message;
    case '@logStream':
      return event.streamName;
    case '@log':
      return `${accountId}:${groupName}`;
    case '@ingestionTime':
      return event.ingestionTime;
    case '@ptr':
      return Buffer.from(`${groupName}\n${eventIdOf(event)}`).toString('base64');
    default:
      return undefined;
  }
}

const reportNumbers: readonly (readonly [string, RegExp, number])[] = [
  ['@duration', /\tDuration: ([\d.]+) ms/, 1],
  ['@billedDuration', /\tBilled Duration: ([\d.]+) ms/, 1],
  ['@memorySize', /\tMemory Size: (\d+) MB/, 1_000_000],
  ['@maxMemoryUsed', /\tMax Memory Used: (\d+) MB/, 1_000_000],
  ['@initDuration', /\tInit Duration: ([\d.]+) ms/, 1],
];

/** @source "Supported logs and discovered fields": Lambda; memory is counted in bytes, a million of which are an MB */
function* lambdaFields(message: string): Generator<readonly [string, Value]> {
  const [, type, requestId] = /^(START|END|REPORT) RequestId: ([\w-]{36})/.exec(message) ?? [];
  if (type !== undefined) {
    yield ['@type', type];
    yield ['@requestId', requestId];
    const traceId = /\tXRAY TraceId: (\S+)/.exec(message)?.[1];
    if (traceId !== undefined) yield ['@xrayTraceId', traceId];
    const report = type === 'REPORT' ? message.replace(`RequestId: ${requestId}`, '') : '';
    for (const [name, expression, factor] of reportNumbers) {
      const found = expression.exec(report)?.[1];
      if (found !== undefined) yield [name, Number(found) * factor];
    }
    return;
  }
  const said = /^(?:\[[A-Z]+\]\t)?\d{4}-\d\d-\d\dT[\d:.]+Z\t([\w-]{36})\t/.exec(message)?.[1];
  if (said !== undefined) yield ['@requestId', said];
}

/** The first JSON of a message: the whole of it, or what stands behind a Lambda line's own words. */
function* jsonFields(message: string): Generator<readonly [string, Value]> {
  const start = message.indexOf('{');
  const end = message.lastIndexOf('}');
  if (start < 0 || end < start) return;
  let document: unknown;
  try {
    document = JSON.parse(message.slice(start, end + 1));
  } catch {
    // A text with braces: it has no fields.
    return;
  }
  yield* flattened(document, '', 0);
}

function* flattened(value: unknown, path: string, depth: number): Generator<readonly [string, Value]> {
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') yield [path, value];
  if (typeof value !== 'object' || value === null || depth === maximumDepth) return;
  for (const [name, member] of Object.entries(value)) yield* flattened(member, path === '' ? name : `${path}.${name}`, depth + 1);
}
