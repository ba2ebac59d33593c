import type { AwsService } from '../../protocol/aws-service.ts';
import { loadOnce } from '../../protocol/load-once.ts';
import { answerRpc } from '../../protocol/rpc/answer-rpc.ts';
import { callRpc, type RpcService } from '../../protocol/rpc/rpc-service.ts';
import { isRecord } from '../../protocol/shape.ts';
import { Documents } from '../../store/documents.ts';
import type { Store } from '../../store/store.ts';
import type { World } from '../../world/world.ts';
import type { Deliver, Targets } from '../targets.ts';
import type { CloudWatchLogs, MetricPoint } from './cloudwatch-logs.ts';
import { createDeliver } from './deliver.ts';
import type { LogEvent } from './event.ts';
import { EventLog } from './event-log.ts';
import { createFeed } from './feed.ts';
import { liveTail } from './live-tail.ts';
import { metricPoints } from './metric-points.ts';
import { subscriptions } from './subscriptions.ts';

/** CloudWatch Logs. */
export interface LogsService extends AwsService {
  /** Runs one operation with AWS's own input and output shapes, without the wire. @throws ServiceError as AWS answers */
  call(operation: string, input: object): Promise<Record<string, unknown>>;
  /** A line that a function or a gateway wrote; it is stored a moment later. The group and the stream are made when they are not there. */
  line(groupName: string, streamName: string, message: string): void;
  /** Resolves once all lines so far are on disk. */
  flush(): Promise<void>;
  /** Accepts an event of another service, as `Targets` hands it over. */
  readonly deliver: Deliver;
}

export interface LogsParts {
  readonly world: World;
  readonly store: Store;
  readonly targets: Targets;
  /** Takes the points that metric filters find. */
  recordMetric(point: MetricPoint): void;
  /** Takes the events of a group, some of which may carry metrics in the embedded metric format. */
  recordEmbeddedMetrics(groupName: string, events: readonly LogEvent[]): void;
}

export function createLogs({ world, store, targets, recordMetric, recordEmbeddedMetrics }: LogsParts): LogsService {
  const feed = createFeed(() => service);
  const service: CloudWatchLogs = {
    world,
    groups: new Documents(store, 'logs/group'),
    streams: new Documents(store, 'logs/stream'),
    events: new EventLog(store, () => world.now()),
    metricFilters: new Documents(store, 'logs/metricfilter'),
    subscriptionFilters: new Documents(store, 'logs/subscriptionfilter'),
    queryDefinitions: new Documents(store, 'logs/querydefinition'),
    resourcePolicies: new Documents(store, 'logs/resourcepolicy'),
    queries: new Map(),
    tails: new Map(),
    listeners: new Set(),
    nextSweep: { atMs: 0 },
    targets,
    recordMetric,
    settled: feed.flush,
  };
  const warn = (message: string): void => process.emitWarning(message);
  service.listeners.add(metricPoints(service, warn));
  // @source "Log classes", Amazon CloudWatch Logs user guide: infrequently read groups have no embedded metrics.
  service.listeners.add((group, _streamName, events) => {
    if (group.logGroupClass === 'STANDARD') recordEmbeddedMetrics(group.name, events);
  });
  service.listeners.add(subscriptions(service, warn));
  const rpc: RpcService<CloudWatchLogs> = {
    signingName: 'logs',
    json: { targetPrefix: 'Logs_20140328' },
    service,
    operations: loadOnce(async () => (await import('./operations.ts')).operations),
    resourceOf: (input) => (isRecord(input) && typeof input.logGroupName === 'string' ? input.logGroupName : undefined),
  };
  return {
    signingName: 'logs',
    async handle(request) {
      const answer = await answerRpc(rpc, request);
      const tail = service.tails.get(request.requestId);
      if (!tail) return answer;
      service.tails.delete(request.requestId);
      const headers = { ...answer.headers, 'content-type': 'application/vnd.amazon.eventstream' };
      return { ...answer, headers, body: '', stream: liveTail(service, tail, warn) };
    },
    call: (operation, input) => callRpc(rpc, operation, input),
    line: feed.line,
    flush: feed.flush,
    deliver: createDeliver(() => service),
  };
}
