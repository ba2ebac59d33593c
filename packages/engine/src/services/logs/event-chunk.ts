import type { LogEvent, Position, StoredEvent } from './event.ts';

/** Events of one stream that came together and lie close together in time: one record of the store. */
export interface Chunk {
  readonly first: Position;
  readonly lastMs: number;
  readonly streamName: string;
  readonly events: readonly StoredEvent[];
}

/** How far apart the events of a chunk may be: a reader looks this far around the times it is asked for. */
export const spanMs = 1000;
const [maximumEvents, maximumBytes] = [256, 64 * 1024];
const headerBytes = 22;
const eventHeaderBytes = 6;

/** Cuts events into the parts that become a chunk each. */
export function* chunked(events: readonly LogEvent[]): Generator<readonly LogEvent[]> {
  let [part, bytes]: [LogEvent[], number] = [[], 0];
  for (const event of events) {
    const isFull = part.length === maximumEvents || bytes > maximumBytes || event.timestamp - (part[0]?.timestamp ?? 0) > spanMs;
    // A clock that was put back begins another one.
    const isBack = event.timestamp < (part.at(-1)?.timestamp ?? 0);
    if (part.length > 0 && (isFull || isBack)) {
      yield part;
      [part, bytes] = [[], 0];
    }
    part.push(event);
    bytes += event.message.length;
  }
  if (part.length > 0) yield part;
}

/** @param first where the first event stands; the sequences of the others follow on its own */
export function encodeChunk(
  first: Position,
  streamName: string,
  { ingestionTime, events }: { readonly ingestionTime: number; readonly events: readonly LogEvent[] },
): Buffer {
  const nameLength = Buffer.byteLength(streamName);
  const lengths = events.map(({ message }) => Buffer.byteLength(message));
  const size = lengths.reduce((sum, length) => sum + length + eventHeaderBytes, headerBytes + nameLength);
  const value = Buffer.allocUnsafe(size);
  value.writeUIntBE(first.timestamp, 0, 6);
  writeSequence(value, first.sequence, 6);
  value.writeUIntBE(ingestionTime, 14, 6);
  value.writeUInt16BE(nameLength, 20);
  let at = headerBytes + value.write(streamName, headerBytes);
  for (const [index, { timestamp, message }] of events.entries()) {
    value.writeUInt16BE(timestamp - first.timestamp, at);
    value.writeUInt32BE(lengths[index] ?? 0, at + 2);
    at += eventHeaderBytes + value.write(message, at + eventHeaderBytes);
  }
  return value;
}

export function decodeChunk(value: Buffer): Chunk {
  const timestamp = value.readUIntBE(0, 6);
  const sequence = value.readUInt32BE(6) * 2 ** 32 + value.readUInt32BE(10);
  const ingestionTime = value.readUIntBE(14, 6);
  let at = headerBytes + value.readUInt16BE(20);
  const streamName = value.toString('utf8', headerBytes, at);
  const events: StoredEvent[] = [];
  while (at < value.length) {
    const end = at + eventHeaderBytes + value.readUInt32BE(at + 2);
    const message = value.toString('utf8', at + eventHeaderBytes, end);
    events.push({ timestamp: timestamp + value.readUInt16BE(at), sequence: sequence + events.length, streamName, ingestionTime, message });
    at = end;
  }
  return { first: { timestamp, sequence }, lastMs: events.at(-1)?.timestamp ?? timestamp, streamName, events };
}

export function writeSequence(into: Buffer, sequence: number, at: number): void {
  into.writeUInt32BE(Math.floor(sequence / 2 ** 32), at);
  into.writeUInt32BE(sequence % 2 ** 32, at + 4);
}
