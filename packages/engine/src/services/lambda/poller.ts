import type { InvocationResult } from '../../lambda/lambda-runtime.ts';
import { ServiceError } from '../../protocol/service-error.ts';
import { isRecord } from '../../protocol/shape.ts';
import type { World } from '../../world/world.ts';
import type { EventPattern } from '../event-pattern/event-pattern.ts';
import type { EventReader, EventRecord } from '../event-source.ts';
import type { Targets } from '../targets.ts';
import type { EventSourceMapping } from './event-source-mapping.ts';
import type { InvokeRequest } from './invoke-request.ts';

export interface PollerParts {
  readonly world: World;
  readonly invoke: (request: InvokeRequest) => Promise<InvocationResult>;
  readonly targets: Targets;
  readonly mapping: EventSourceMapping;
  readonly reader: EventReader;
  readonly filters: readonly EventPattern[];
  readonly keepCheckpoint: (checkpoint: string) => Promise<void>;
  readonly noteResult: (result: string) => void;
}

/** Between two attempts with the same records; AWS does not say how it waits. */
const [firstRetryMs, lastRetryMs] = [1_000, 60_000];
/** A source that is silent is asked anyway, now and then. */
const idlePollMs = 30_000;
/** Batches of a queue that run at a time. @source "Configuring scaling behavior for SQS event source mappings": Lambda begins with five */
const queueConcurrency = 5;
/** What an event may weigh. @source "Lambda quotas" */
const maximumEventBytes = 6_291_456;

/** What came of one invocation: how many records, from the first, are done; undefined is all. */
interface Outcome {
  readonly result?: InvocationResult | undefined;
  readonly failedIdentifiers?: readonly string[] | undefined;
  /** True when the function was not run: no attempt was made. */
  readonly throttled?: boolean;
}

/** Reads a source and invokes the function with what comes, until it is stopped. */
export function startPoller(parts: PollerParts): () => Promise<void> {
  const { reader } = parts;
  let stopping = false;
  const pause = new Pause(parts.world);
  const forget = reader.onAvailable(() => pause.wake());
  const done = run();
  return async () => {
    stopping = true;
    pause.end();
    forget();
    await done;
    reader.close();
  };

  async function run(): Promise<void> {
    const running = new Set<Promise<void>>();
    const limit = parts.mapping.settings.ScalingConfig?.MaximumConcurrency ?? queueConcurrency;
    while (!stopping) {
      const records = await gather();
      if (records.length === 0) continue;
      const wanted = records.filter((it) => wantedBy(parts.filters, it));
      const unwanted = records.filter((it) => !wanted.includes(it));
      if (reader.kind === 'queue') {
        await reader.accept(unwanted);
        const batch = runQueueBatch(wanted).finally(() => running.delete(batch));
        running.add(batch);
        if (running.size >= limit) await Promise.race(running);
      } else {
        const lanes = lanesOf(wanted, parts.mapping.settings.ParallelizationFactor ?? 1);
        await Promise.all(lanes.map((it) => runStreamBatch(it)));
        if (stopping) return;
        const checkpoint = await reader.accept(records);
        if (checkpoint !== undefined) await parts.keepCheckpoint(checkpoint);
      }
    }
    await Promise.all(running);
  }

  /** A full batch, or what has come when the window closes. */
  async function gather(): Promise<readonly EventRecord[]> {
    const { BatchSize: size, MaximumBatchingWindowInSeconds: window } = parts.mapping.settings;
    const factor = reader.kind === 'stream' ? (parts.mapping.settings.ParallelizationFactor ?? 1) : 1;
    const wanted = size * factor;
    const records = [...(await reader.poll(wanted))];
    if (records.length === 0) {
      await pause.sleep(idlePollMs, () => stopping);
      return [];
    }
    const closesAt = parts.world.now() + window * 1000;
    while (!stopping && records.length < wanted && parts.world.now() < closesAt) {
      await pause.sleep(closesAt - parts.world.now(), () => stopping);
      records.push(...(await reader.poll(wanted - records.length)));
    }
    return records;
  }

  async function runQueueBatch(records: readonly EventRecord[]): Promise<void> {
    if (records.length === 0) return;
    const { result, failedIdentifiers } = await invoke(records);
    if (!result || result.functionError !== undefined) return reader.reject(records);
    const failed = failedIdentifiers === undefined ? [] : records.filter((it) => failedIdentifiers.includes(it.itemIdentifier));
    await reader.accept(records.filter((it) => !failed.includes(it)));
    if (failed.length > 0) await reader.reject(failed);
  }

  /** In order, until each record is done or given up. */
  async function runStreamBatch(records: readonly EventRecord[], attemptsBefore = 0): Promise<void> {
    const { settings } = parts.mapping;
    const { MaximumRetryAttempts: retries = -1, MaximumRecordAgeInSeconds: maximumAge = -1, BisectBatchOnFunctionError: bisect } = settings;
    let rest = records;
    let attempts = attemptsBefore;
    for (let tries = 0; rest.length > 0 && !stopping; tries += 1) {
      const tooOld = maximumAge >= 0 ? rest.filter((it) => parts.world.now() - it.arrivedAt > maximumAge * 1000) : [];
      if (tooOld.length > 0) {
        await giveUp(tooOld, 'MaximumRecordAgeExceeded', undefined, attempts);
        rest = rest.filter((it) => !tooOld.includes(it));
        continue;
      }
      const outcome = await invoke(rest);
      if (!outcome.throttled) attempts += 1;
      const remaining = remainderOf(rest, outcome);
      if (remaining.length === 0) return parts.noteResult('OK');
      parts.noteResult('PROBLEM: Function call failed');
      // Records in front of the failed one are done: what is left begins its own count.
      if (remaining.length < rest.length) attempts = 1;
      rest = remaining;
      if (!outcome.throttled && retries >= 0 && attempts > retries) return giveUp(rest, 'RetryAttemptsExhausted', outcome.result, attempts);
      if (bisect && !outcome.throttled && outcome.failedIdentifiers === undefined && rest.length > 1) {
        const middle = Math.ceil(rest.length / 2);
        // Splitting does not count as an attempt.
        await runStreamBatch(rest.slice(0, middle), attempts - 1);
        await runStreamBatch(rest.slice(middle), attempts - 1);
        return;
      }
      await pause.sleep(Math.min(lastRetryMs, firstRetryMs * 2 ** tries), () => stopping, { deaf: true });
    }
  }

  async function invoke(records: readonly EventRecord[]): Promise<Outcome> {
    const payload = JSON.stringify({ Records: records.map((it) => it.document) });
    if (Buffer.byteLength(payload) > maximumEventBytes && records.length > 1) {
      const middle = Math.ceil(records.length / 2);
      const first = await invoke(records.slice(0, middle));
      if (remainderOf(records.slice(0, middle), first).length > 0) return first;
      return invoke(records.slice(middle));
    }
    try {
      const result = await parts.invoke({ functionName: parts.mapping.functionArn, payload, isJson: true, traceId: '' });
      if (result.functionError !== undefined) return { result };
      const reports = parts.mapping.settings.FunctionResponseTypes.includes('ReportBatchItemFailures');
      return { result, ...(reports && { failedIdentifiers: failuresIn(result.payload, records) }) };
    } catch (error) {
      if (!(error instanceof ServiceError)) throw error;
      return { throttled: true };
    }
  }

  async function giveUp(
    records: readonly EventRecord[],
    condition: string,
    result: InvocationResult | undefined,
    approximateInvokeCount: number,
  ): Promise<void> {
    const destination = parts.mapping.settings.DestinationConfig?.OnFailure?.Destination;
    if (!destination) return;
    const record = {
      requestContext: {
        requestId: result?.trace.requestId ?? parts.world.uuid(),
        functionArn: parts.mapping.functionArn,
        condition,
        approximateInvokeCount,
      },
      ...(result && {
        responseContext: { statusCode: 200, executedVersion: result.executedVersion, functionError: result.functionError },
      }),
      version: '1.0',
      timestamp: new Date(parts.world.now()).toISOString(),
      ...reader.describe(records),
    };
    try {
      await parts.targets.deliver(destination, { payload: JSON.stringify(record) });
    } catch (error) {
      if (!(error instanceof ServiceError)) throw error;
      parts.noteResult(`PROBLEM: ${error.message}`);
    }
  }
}

function wantedBy(filters: readonly EventPattern[], record: EventRecord): boolean {
  return filters.length === 0 || filters.some((it) => it.matches(record.filtered));
}

/** What must be tried again: all of it, or what begins with the first record that failed. */
function remainderOf(records: readonly EventRecord[], { result, failedIdentifiers }: Outcome): readonly EventRecord[] {
  if (!result || result.functionError !== undefined) return records;
  if (failedIdentifiers === undefined || failedIdentifiers.length === 0) return [];
  const first = records.findIndex((it) => failedIdentifiers.includes(it.itemIdentifier));
  return first < 0 ? records : records.slice(first);
}

/**
 * The records that the function says have failed. An answer that is no such report counts as a failure of all.
 *
 * @source "Configuring partial batch response", AWS Lambda developer guide
 */
function failuresIn(payload: Buffer, records: readonly EventRecord[]): readonly string[] {
  const all = records.map((it) => it.itemIdentifier);
  let answer: unknown;
  try {
    answer = JSON.parse(payload.toString('utf8'));
  } catch {
    return all;
  }
  if (answer === null || answer === '') return [];
  if (!isRecord(answer)) return all;
  const { batchItemFailures: failures } = answer;
  if (failures === undefined || failures === null) return [];
  if (!Array.isArray(failures)) return all;
  const identifiers = failures.map((it: unknown) => (isRecord(it) ? it.itemIdentifier : undefined));
  return identifiers.every((it) => typeof it === 'string' && all.includes(it)) ? identifiers.filter((it) => typeof it === 'string') : all;
}

/** Records of one key are in one lane, in order. */
function lanesOf(records: readonly EventRecord[], factor: number): readonly (readonly EventRecord[])[] {
  if (factor === 1) return records.length === 0 ? [] : [records];
  const lanes = new Map<number, EventRecord[]>();
  for (const record of records) {
    let hash = 0;
    for (let index = 0; index < record.key.length; index += 1) hash = (hash * 31 + record.key.charCodeAt(index)) | 0;
    const lane = Math.abs(hash) % factor;
    lanes.set(lane, [...(lanes.get(lane) ?? []), record]);
  }
  return [...lanes.values()];
}

/** A wait that news from the source, or the end, cuts short. */
class Pause {
  readonly #world: World;
  readonly #waiting = new Set<{ readonly end: () => void; readonly deaf: boolean }>();
  /** News that came while nobody waited. */
  #news = false;

  constructor(world: World) {
    this.#world = world;
  }

  wake(): void {
    this.#news = true;
    for (const it of [...this.#waiting]) if (!it.deaf || this.#ending) it.end();
  }

  #ending = false;

  /** @param deaf not to be woken by news, but by the end alone */
  async sleep(delayMs: number, ended: () => boolean, { deaf = false }: { readonly deaf?: boolean } = {}): Promise<void> {
    if (ended()) return;
    if (this.#news && !deaf) {
      this.#news = false;
      return;
    }
    await new Promise<void>((resolve) => {
      const cancel = this.#world.after(delayMs, () => entry.end());
      const entry = {
        deaf,
        end: () => {
          cancel();
          this.#waiting.delete(entry);
          resolve();
        },
      };
      this.#waiting.add(entry);
    });
    if (!deaf) this.#news = false;
  }

  /** The last call: everybody is woken, and nobody waits any more. */
  end(): void {
    this.#ending = true;
    this.wake();
  }
}
