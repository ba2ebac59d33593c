import { type RpcOperation, rpcOperation } from '../../../protocol/rpc/rpc-service.ts';
import { ServiceError } from '../../../protocol/service-error.ts';
import { isRecord, list, required, type ShapeType, string, structure, validationError } from '../../../protocol/shape.ts';
import { timestamp } from '../../../protocol/value-shapes.ts';
import { dispatch } from '../dispatch.ts';
import { newEvent } from '../event.ts';
import { busNameOf, type EventBridge } from '../event-bus.ts';
import { busNameOrArn } from '../shapes.ts';

const entry = structure('com.amazonaws.events.PutEventsRequestEntry', {
  Time: timestamp,
  Source: string(),
  Resources: list(string({ max: 2048 })),
  DetailType: string(),
  Detail: string(),
  EventBusName: busNameOrArn,
  TraceHeader: string({ min: 1, max: 500 }),
});
type Entry = ShapeType<typeof entry>;

const input = structure('com.amazonaws.events.PutEventsRequest', {
  Entries: required(list(entry, { min: 1 })),
  EndpointId: string({ min: 1, max: 50, pattern: '[A-Za-z0-9\\-]+[\\.][A-Za-z0-9\\-]+' }),
});

const maximumEntries = 10;
/** @source "More room to build: serverless services now support payloads up to 1 MB", AWS Compute Blog, January 2026 */
const maximumBytes = 1024 * 1024;

/** @source "PutEvents", EventBridge API reference; every refusal was recorded from AWS by localstack's tests */
export const putEvents: RpcOperation<EventBridge> = rpcOperation('PutEvents', input, (on: EventBridge, { Entries, EndpointId }) => {
  if (EndpointId !== undefined)
    throw new ServiceError('NotImplemented', 'gatewright has no global endpoints. See docs/compatibility.md.', 501);
  if (Entries.length > maximumEntries) throw tooMany(Entries);
  if (Entries.reduce((sum, it) => sum + sizeOf(it), 0) > maximumBytes)
    throw validationError('Total size of the entries in the request is over the limit.');
  const results = Entries.map((it) => accept(on, it));
  return { FailedEntryCount: results.filter((it) => 'ErrorCode' in it).length, Entries: results };
});

function accept(on: EventBridge, { Source, DetailType, Detail, EventBusName, Time, Resources = [] }: Entry): object {
  if (!Source) return missing('Source');
  if (!DetailType) return missing('DetailType');
  if (!Detail) return missing('Detail');
  if (Source.toLowerCase().startsWith('aws.'))
    return { ErrorCode: 'NotAuthorizedForSourceException', ErrorMessage: 'Not authorized for the source.' };
  const detail = parse(Detail);
  if (!isRecord(detail)) return { ErrorCode: 'MalformedDetail', ErrorMessage: 'Detail is malformed.' };
  const content = { source: Source, 'detail-type': DetailType, detail, resources: Resources };
  const event = newEvent(on.world, content, Time ?? on.world.now());
  // AWS takes an event for a bus that is not there, and loses it.
  const bus = on.buses.get(busNameOf(EventBusName));
  if (bus) dispatch(on, bus, event);
  return { EventId: event.id };
}

function missing(member: string): object {
  return { ErrorCode: 'InvalidArgument', ErrorMessage: `Parameter ${member} is not valid. Reason: ${member} is a required argument.` };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** @source "Calculating Amazon EventBridge PutEvents event entry size", EventBridge user guide */
function sizeOf({ Time, Source = '', DetailType = '', Detail = '', Resources = [] }: Entry): number {
  const texts = [Source, DetailType, Detail, ...Resources];
  return texts.reduce((sum, text) => sum + Buffer.byteLength(text), Time === undefined ? 0 : 14);
}

/** AWS prints each entry with all of its members, some of which clients do not know. */
function tooMany(entries: readonly Entry[]): ServiceError {
  const echoes = entries.map((it) => {
    const resources = it.Resources ? `[${it.Resources.join(', ')}]` : null;
    const time = it.Time === undefined ? null : new Date(it.Time).toUTCString();
    return `PutEventsRequestEntry(time=${time}, source=${it.Source ?? null}, resources=${resources}, detailType=${it.DetailType ?? null}, detail=${it.Detail ?? null}, eventBusName=${it.EventBusName ?? null}, traceHeader=${it.TraceHeader ?? null}, kmsKeyIdentifier=null, internalMetadata=null)`;
  });
  const value = `[${echoes.join(', ')}]`;
  return validationError(
    `1 validation error detected: Value '${value}' at 'entries' failed to satisfy constraint: Member must have length less than or equal to ${maximumEntries}`,
  );
}
