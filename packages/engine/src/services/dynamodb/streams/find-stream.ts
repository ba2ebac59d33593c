import { ServiceError } from '../../../protocol/service-error.ts';
import { validationError } from '../../../protocol/shape.ts';
import type { Database } from '../operation.ts';
import type { Stream, Table } from '../tables/table.ts';

export interface FoundStream {
  readonly table: Table;
  readonly stream: Stream;
}

export function streamArn({ tables }: Database, table: Table, stream: Stream): string {
  return `${tables.arnOf(table)}/stream/${stream.label}`;
}

/** A stream has one shard here: what AWS splits, this machine need not. */
export function shardIdOf({ label, spaceId }: Stream): string {
  return `shardId-${String(Date.parse(`${label}Z`)).padStart(20, '0')}-${spaceId.toString(16).padStart(8, '0')}`;
}

/** @throws ServiceError ValidationException */
export function checkStreamArn(arn: string): void {
  if (!/^arn:[^:]+:dynamodb:[^:]*:\d*:table\/[^/]+\/stream\/.+$/.test(arn)) throw validationError(`Invalid StreamArn: ${arn}`);
}

/** @throws ServiceError ValidationException, ResourceNotFoundException */
export function findStream(database: Database, arn: string): FoundStream {
  checkStreamArn(arn);
  const table = database.tables.find(arn.split('/')[1] ?? '');
  const label = arn.slice(arn.indexOf('/stream/') + '/stream/'.length);
  const stream = table?.streams.find((it) => it.label === label);
  if (!table || !stream) throw new ServiceError('ResourceNotFoundException', `Requested resource not found: Stream: ${arn} not found`);
  return { table, stream };
}
