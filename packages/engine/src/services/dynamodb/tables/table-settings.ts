import { validationError } from '../../../protocol/shape.ts';
import type { Database } from '../operation.ts';
import type { Stream } from './table.ts';
import type { WireStream } from './table-shapes.ts';

/** @throws ServiceError ValidationException */
export function readStream({ world, tables }: Database, stream: WireStream | undefined): Stream | undefined {
  if (!stream) return undefined;
  if (!stream.StreamEnabled) {
    if (stream.StreamViewType !== undefined) {
      throw validationError('One or more parameter values were invalid: StreamViewType cannot be specified when StreamEnabled is false');
    }
    return undefined;
  }
  if (stream.StreamViewType === undefined) {
    throw validationError('One or more parameter values were invalid: StreamViewType is required when StreamEnabled is true');
  }
  return { viewType: stream.StreamViewType, label: new Date(world.now()).toISOString().slice(0, 23), spaceId: tables.nextSpaceId() };
}

/** The key that a table with its own encryption names. Data is not encrypted on this machine: the disk's own encryption is. */
export function sseKeyOf(
  { world }: Database,
  sse: { readonly Enabled?: boolean; readonly KMSMasterKeyId?: string } | undefined,
): string | undefined {
  if (!sse?.Enabled) return undefined;
  const keyId = sse.KMSMasterKeyId ?? world.uuid();
  return keyId.startsWith('arn:') ? keyId : `arn:${world.partition}:kms:${world.region}:${world.accountId}:key/${keyId}`;
}
