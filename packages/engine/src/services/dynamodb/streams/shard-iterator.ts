import { ServiceError } from '../../../protocol/service-error.ts';
import { isRecord, validationError } from '../../../protocol/shape.ts';
import type { Database } from '../operation.ts';
import { type FoundStream, findStream } from './find-stream.ts';

/** @source "ShardIterator", GetShardIterator: an iterator expires fifteen minutes after it was given out */
const lifetimeMs = 15 * 60 * 1000;

export interface ShardIterator extends FoundStream {
  readonly arn: string;
  /** The first record to read. */
  readonly sequence: number;
}

export function iteratorText({ world }: Database, arn: string, sequence: number): string {
  const position = Buffer.from(JSON.stringify({ sequence, issuedAtMs: world.now() })).toString('base64');
  return `${arn}|1|${position}`;
}

/** @throws ServiceError ValidationException, ExpiredIteratorException, ResourceNotFoundException */
export function readIterator(database: Database, text: string): ShardIterator {
  const [arn = '', , position = ''] = text.split('|');
  const { sequence, issuedAtMs } = readPosition(position);
  if (issuedAtMs + lifetimeMs < database.world.now()) throw new ServiceError('ExpiredIteratorException', 'Shard iterator has expired');
  return { ...findStream(database, arn), arn, sequence };
}

function readPosition(text: string): { sequence: number; issuedAtMs: number } {
  try {
    const position: unknown = JSON.parse(Buffer.from(text, 'base64').toString('utf8'));
    if (isRecord(position) && typeof position.sequence === 'number' && typeof position.issuedAtMs === 'number') {
      return { sequence: position.sequence, issuedAtMs: position.issuedAtMs };
    }
  } catch {
    // Not one of ours: refused like any other.
  }
  throw validationError('Invalid ShardIterator');
}
