import type { AwsService } from '../../protocol/aws-service.ts';
import { loadOnce } from '../../protocol/load-once.ts';
import { answerRpc } from '../../protocol/rpc/answer-rpc.ts';
import { callRpc, type RpcService } from '../../protocol/rpc/rpc-service.ts';
import { isRecord } from '../../protocol/shape.ts';
import { Documents } from '../../store/documents.ts';
import type { Store } from '../../store/store.ts';
import type { World } from '../../world/world.ts';
import type { Targets } from '../targets.ts';
import { type AlarmNotice, Alarms } from './alarms/alarms.ts';
import type { CloudWatchState } from './cloudwatch-state.ts';
import { MetricStore } from './metrics/metric-store.ts';
import { queryErrorCode } from './refusals.ts';

export type { AlarmNotice } from './alarms/alarms.ts';

/** CloudWatch: metrics, alarms and dashboards. */
export interface CloudWatchService extends AwsService {
  /** Runs one operation with AWS's own input and output shapes, without the wire. @throws ServiceError as AWS answers */
  call(operation: string, input: object): Promise<Record<string, unknown>>;
}

/** As the engine has it, which feeds it and ends it. */
export interface CloudWatch extends CloudWatchService {
  /** Where the engine's own metrics go in. */
  readonly metrics: MetricStore;
  /** Keeps one value, as metric filters of logs find them. */
  record(point: MetricPoint): void;
  /** Ends the evaluation of alarms and writes what is not yet on disk. */
  stop(): Promise<void>;
}

export interface MetricPoint {
  readonly namespace: string;
  readonly name: string;
  readonly dimensions: { readonly [name: string]: string };
  readonly value: number;
  readonly unit: string;
  readonly timestampMs: number;
}

export interface CloudWatchParts {
  readonly world: World;
  readonly store: Store;
  /** Where the actions of alarms go. */
  readonly targets: Targets;
  onAlarm?(notice: AlarmNotice): void;
}

export function createCloudWatch({ world, store, targets, onAlarm }: CloudWatchParts): CloudWatch {
  const metrics = new MetricStore(world, store);
  const alarms = new Alarms({ world, store, metrics, targets, ...(onAlarm && { onAlarm }) });
  const rpc: RpcService<CloudWatchState> = {
    signingName: 'monitoring',
    json: { targetPrefix: 'GraniteServiceVersion20100801', exceptionPackage: 'com.amazonaws.cloudwatch#' },
    query: { xmlNamespace: 'http://monitoring.amazonaws.com/doc/2010-08-01/' },
    cbor: { serviceName: 'GraniteServiceVersion20100801', exceptionPackage: 'com.amazonaws.cloudwatch#' },
    service: { world, metrics, alarms, dashboards: new Documents(store, 'cloudwatch/dashboard') },
    operations: loadOnce(async () => (await import('./operations.ts')).operations),
    queryErrorCode,
    resourceOf,
  };
  return {
    signingName: 'monitoring',
    metrics,
    handle: (request) => answerRpc(rpc, request),
    call: (operation, input) => callRpc(rpc, operation, input),
    record({ namespace, name, dimensions, value, unit, timestampMs }) {
      const pairs = Object.entries(dimensions).map(([Name, Value]) => ({ Name, Value }));
      metrics.recordValue(metrics.handle(namespace, name, pairs, unit), timestampMs, value);
    },
    async stop() {
      await alarms.stop();
      await metrics.flush();
    },
  };
}

function resourceOf(input: unknown): string | undefined {
  if (!isRecord(input)) return undefined;
  return [input.AlarmName, input.DashboardName, input.Namespace].find((it) => typeof it === 'string');
}
