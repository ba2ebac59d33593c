import { validationError } from '../../../protocol/shape.ts';
import type { Database } from '../operation.ts';
import type { Stream } from './table.ts';
import type { WireSse, WireStream } from './table-shapes.ts';

/** @throws ServiceError ValidationException */
export function readStream({ world, tables }: Database, stream: WireStream | undefined, table: 'created' | 'updated'): Stream | undefined {
  if (!stream) return undefined;
  if (!stream.StreamEnabled) {
    if (stream.StreamViewType !== undefined) {
      throw streamFault(
        table === 'created'
          ? 'Table is being created with a stream disabled, UpdateViewType should not be specified'
          : 'If stream is being disabled, then UpdateViewType must not be specified',
      );
    }
    return undefined;
  }
  if (stream.StreamViewType === undefined) {
    throw streamFault(
      table === 'created'
        ? 'Table is being created with a stream enabled, UpdateViewType is required'
        : 'If stream is being enabled then UpdateViewType is required',
    );
  }
  return { viewType: stream.StreamViewType, label: new Date(world.now()).toISOString().slice(0, 23), spaceId: tables.nextSpaceId() };
}

/** @source answers of AWS collected by ack-api-quirks, 2026-10 */
function streamFault(what: string): Error {
  return validationError(`One or more parameter values were invalid: ${what}`);
}

function checkSse({ Enabled, SSEType, KMSMasterKeyId }: WireSse): void {
  const fault = !Enabled
    ? SSEType !== undefined
      ? 'SSEType can not be specified if Enabled is false'
      : KMSMasterKeyId !== undefined && 'KMSMasterKeyId can not be specified if Enabled is false'
    : SSEType === 'AES256' && 'SSEType AES256 is not supported';
  if (fault) throw validationError(`One or more parameter values were invalid: ${fault}`);
}

/** The key that a table with its own encryption names. Data is not encrypted on this machine: the disk's own encryption is. */
export function sseKeyOf({ world }: Database, sse: WireSse | undefined): string | undefined {
  if (!sse) return undefined;
  checkSse(sse);
  if (!sse.Enabled) return undefined;
  const keyId = sse.KMSMasterKeyId ?? world.uuid();
  return keyId.startsWith('arn:') ? keyId : `arn:${world.partition}:kms:${world.region}:${world.accountId}:key/${keyId}`;
}
